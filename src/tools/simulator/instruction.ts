import { readCommand } from '../../protocol/access-push/command-reader.js';
import type { PanelRow } from './memory.js';

/**
 * A command of the server as the firmware understands it. This reader shares no code with the gateway's writer, so each
 * checks the other.
 */
export type Instruction =
  | { readonly verb: 'update'; readonly table: string; readonly rows: readonly PanelRow[] }
  | { readonly verb: 'delete'; readonly table: string; readonly conditions: '*' | readonly PanelRow[] }
  | { readonly verb: 'count'; readonly table: string; readonly condition: PanelRow }
  | {
      readonly verb: 'query';
      readonly table: string;
      readonly fields: '*' | readonly string[];
      readonly condition: PanelRow;
    }
  | { readonly verb: 'control'; readonly bytes: readonly number[] }
  | { readonly verb: 'setOptions'; readonly options: Readonly<Record<string, string>> }
  | { readonly verb: 'getOptions'; readonly names: readonly string[] }
  | { readonly verb: OptionVerb; readonly options: Readonly<Record<string, string>> }
  | { readonly verb: 'other'; readonly word: string };

/** Commands that are a list of names and values; these use the shared reader. */
type OptionVerb = (typeof optionVerbs)[number];
const optionVerbs = ['adScreen', 'account', 'testHost', 'upgrade', 'enrollInfo', 'enrollBio'] as const;

/** One command of a poll's answer, with the id for its result. */
export interface Numbered {
  readonly id: string;
  readonly text: string;
  /** The device that the prefix of appendix 14 names; absent without a prefix. */
  readonly sn?: string;
}

/** A command begins at `C:<id>:`, alone or after the prefix of CmdFormat=1 (Access PUSH 8.1, appendix 14). */
const commandStart = /^(?:DataType=1,[^\r\n]*?CmdDesc=)?C:([^:\r\n]+):[ \t]*/gim;

/** Divides a poll's answer; the lines between two beginnings are rows of the first. `OK` contains no command. */
export function readAnswer(body: string): Numbered[] {
  const starts = [...body.matchAll(commandStart)];
  return starts.map((start, index) => ({
    id: start[1] ?? '',
    text: body.slice(start.index + start[0].length, starts[index + 1]?.index).replace(/[\r\n]+$/, ''),
    ...addressee(start[0]),
  }));
}

function addressee(start: string): { sn?: string } {
  const sn = /,\s*SN=([^,\s]+)/i.exec(start)?.[1];
  return sn === undefined ? {} : { sn };
}

type Reader = (rest: string) => Instruction;

/** Command words in any case, because servers differ (Access PUSH 9). */
const readers: readonly (readonly [word: RegExp, read: Reader])[] = [
  [/^DATA UPDATE\s+/i, (rest) => ({ verb: 'update', ...tableAnd(rest, (rows) => ({ rows: readRows(rows) })) })],
  [
    /^DATA DELETE\s+/i,
    (rest) => ({
      verb: 'delete',
      ...tableAnd(rest, (rows) => ({ conditions: rows.trim() === '*' ? '*' : readRows(rows) })),
    }),
  ],
  [
    /^DATA COUNT\s+/i,
    (rest) => ({ verb: 'count', ...tableAnd(rest, (rows) => ({ condition: readFields(starless(rows)) })) }),
  ],
  [/^DATA QUERY\s+/i, readQuery],
  [/^CONTROL DEVICE\s+/i, (rest) => ({ verb: 'control', bytes: [...Buffer.from(rest.trim(), 'hex')] })],
  [/^SET OPTIONS\s+/i, (rest) => ({ verb: 'setOptions', options: Object.fromEntries(readOptions(rest)) })],
  [/^GET OPTIONS\s+/i, (rest) => ({ verb: 'getOptions', names: rest.split(',').map((name) => name.trim()) })],
];

/** Reads the text after `C:<id>:`; an unknown command is `other`, with its first two words. */
export function readInstruction(text: string): Instruction {
  for (const [word, read] of readers) {
    const found = word.exec(text);
    if (found !== null) return read(text.slice(found[0].length));
  }
  const { verb, options } = readCommand(text);
  const known = optionVerbs.find((one) => one === verb);
  return known === undefined ? { verb: 'other', word: text.split(/\s/, 2).join(' ') } : { verb: known, options };
}

function tableAnd<T>(rest: string, read: (rows: string) => T): T & { table: string } {
  const table = /^\S+/.exec(rest)?.[0] ?? '';
  return { table, ...read(rest.slice(table.length).replace(/^\s/, '')) };
}

/** `tablename=user,fielddesc=*,filter=*` */
function readQuery(rest: string): Instruction {
  const parts = /^tablename=([^,]*),\s*fielddesc=(.*?),\s*filter=(.*)$/is.exec(rest.trim());
  const fields = parts?.[2] ?? '*';
  const filter = parts?.[3] ?? '';
  return {
    verb: 'query',
    table: parts?.[1] ?? '',
    fields: fields === '*' || fields === '' ? '*' : fields.split(/[,\t]/),
    condition: /^newrecord$/i.test(filter) ? new Map([['newrecord', '']]) : readFields(starless(filter)),
  };
}

function readRows(text: string): PanelRow[] {
  return text
    .split(/[\r\n]+/)
    .map(readFields)
    .filter((row) => row.size > 0);
}

/** Fields separated by HT; a value may contain blanks and `=`. */
function readFields(line: string): PanelRow {
  const fields = line.split('\t').map((field) => /^\s*([^=\s]+)=(.*)$/s.exec(field));
  return new Map(
    fields.flatMap((field): [string, string][] => (field ? [[field[1]?.toLowerCase() ?? '', field[2] ?? '']] : [])),
  );
}

function readOptions(rest: string): [string, string][] {
  return rest
    .trim()
    .split(',')
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at).trim(), pair.slice(at + 1)];
    });
}

function starless(text: string): string {
  return text.trim() === '*' ? '' : text;
}
