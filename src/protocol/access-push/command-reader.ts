import { parseOptions } from './options.js';
import { parseRecord } from './records.js';

/** A command with its id, as a poll returns it. */
export interface SentCommand {
  readonly id: string;
  readonly text: string;
}

export type Verb =
  | 'update'
  | 'delete'
  | 'count'
  | 'query'
  | 'control'
  | 'setOptions'
  | 'getOptions'
  | 'adScreen'
  | 'account'
  | 'testHost'
  | 'upgrade'
  | 'enrollInfo'
  | 'enrollBio'
  | 'other';

/** The parts of a command; parts that a verb does not have are empty. */
export interface ReadCommand {
  readonly verb: Verb;
  /** The table as sent, '' if the verb has none. */
  readonly table: string;
  /** Rows of UPDATE, units of DELETE, conditions of COUNT, by lower-cased column name; none for `*`. */
  readonly rows: readonly ReadonlyMap<string, string>[];
  /** The text after the table: conditions, `*`, or the filter of QUERY. */
  readonly condition: string;
  /** `fielddesc` of QUERY. */
  readonly fields: string;
  /** SET OPTIONS and SET ADSCREEN_OPTIONS, and the parameters of ACCOUNT, Test Host, UPGRADE and ENROLL, names as sent. */
  readonly options: Readonly<Record<string, string>>;
  /** GET OPTIONS. */
  readonly names: readonly string[];
  /** CONTROL DEVICE: the first byte, and all that follow; for an elevator 32 bytes of floors (floorsOf) and the last. */
  readonly control?: { readonly code: number; readonly bytes: readonly number[] };
}

const plain = /^C:\s*([^:\r\n]*?)\s*:\s*([\s\S]*)$/i;
// Appendix 14, whose examples have blanks after the commas and omit Priority.
const prefixed = /^DataType=[^\r\n]*?CmdDesc=([\s\S]*)$/i;

/** `C:<id>:<text>` with or without appendix 14's prefix; null for anything else, such as `OK`. */
export function readCommandLine(line: string): SentCommand | null {
  const text = line.trim();
  const [, id = '', body = ''] = plain.exec(prefixed.exec(text)?.[1] ?? text) ?? [];
  return id === '' ? null : { id, text: body };
}

/** All commands of one answer: a command continues over line ends until a line begins the next one. */
export function splitCommands(body: string): SentCommand[] {
  return body
    .split(/[\r\n]+(?=C:\s*[^:\r\n]*:|DataType=)/i)
    .map(readCommandLine)
    .filter((command) => command !== null);
}

const nothing = { table: '', rows: [], condition: '', fields: '', options: {}, names: [] } as const;

const rowsOf = (text: string) =>
  text
    .split(/[\r\n]+/)
    .map((line) => parseRecord(line).fields)
    .filter(({ size }) => size > 0);

type Reader = (rest: string) => ReadCommand;

const tabled =
  (verb: Verb): Reader =>
  (rest) => {
    const [, table = '', condition = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
    return { ...nothing, verb, table, rows: rowsOf(condition), condition };
  };

const query: Reader = (rest) => {
  const found = /tablename=\s*\[?([^,\]]*)\]?(?:,\s*fielddesc=([\s\S]*?))?(?:,\s*filter=([\s\S]*))?$/i.exec(rest);
  const [, table = '', fields = '*', condition = '*'] = found ?? [];
  return { ...nothing, verb: 'query', table: table.trim(), fields, condition, rows: rowsOf(condition) };
};

/** Hex digits; three or more words are the older form of decimal numbers. */
function bytesOf(text: string): number[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length > 1) return words.map(Number);
  return (words[0]?.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

const control: Reader = (rest) => {
  const [code, ...bytes] = bytesOf(rest);
  if (code === undefined || [code, ...bytes].some(Number.isNaN)) return { ...nothing, verb: 'other', condition: rest };
  return { ...nothing, verb: 'control', control: { code, bytes } };
};

const listed = (rest: string) =>
  rest
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const account: Reader = (rest) => {
  const [, table = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  // `ContentType=tgz MaxIndex=0` has a blank where other commands have HT; times hold a blank of their own.
  const options = parseOptions(text.replace(/\s+(?=[A-Za-z]+=)/g, '\t'));
  return { ...nothing, verb: 'account', table, condition: text, options };
};

/**
 * Parameters whose values may contain commas, ampersands and blanks, such as an address: only the next name ends one.
 */
const spelledOut =
  (verb: Verb, before: RegExp): Reader =>
  (rest) => {
    const cells = rest.split(before).map((part) => /^\s*(\w+)\s*=([\s\S]*)$/.exec(part));
    const options = cells.flatMap((cell) => (cell?.[1] === undefined ? [] : [[cell[1], (cell[2] ?? '').trim()]]));
    return { ...nothing, verb, condition: rest, options: Object.fromEntries(options) as Record<string, string> };
  };

const beforeUpgradePart = /,(?=\s*(?:type|checksum|url|size|supportsubcontracting)\s*=)/i;
const beforeScreenPart = /,(?=\s*(?:InOut|Area|Type|Range|URL|InPlayInterval|OutPlayInterval)\s*=)/i;
// The manual's example shows blanks between the parts where its format has HT.
const beforeEnrollPart = /\s+(?=[A-Z_]+=)/i;

const readers: readonly (readonly [begin: RegExp, read: Reader])[] = [
  [/^DATA\s+UPDATE\s+/i, tabled('update')],
  [/^DATA\s+DELETE\s+/i, tabled('delete')],
  [/^DATA\s+COUNT\s+/i, tabled('count')],
  [/^DATA\s+QUERY\s+/i, query],
  [/^CONTROL\s+DEVICE\s+/i, control],
  [/^SET\s+OPTIONS?\s+/i, (rest) => ({ ...nothing, verb: 'setOptions', options: parseOptions(rest) })],
  [/^SET\s+ADSCREEN_OPTIONS?\s+/i, spelledOut('adScreen', beforeScreenPart)],
  [/^GET\s+OPTIONS?\s+/i, (rest) => ({ ...nothing, verb: 'getOptions', names: listed(rest) })],
  [/^ACCOUNT\s+/i, account],
  [/^TEST\s+HOST(?:\s+|$)/i, (rest) => ({ ...nothing, verb: 'testHost', options: parseOptions(rest) })],
  [/^UPGRADE\s+/i, spelledOut('upgrade', beforeUpgradePart)],
  [/^ENROLL_INFO(?:\s+|$)/i, spelledOut('enrollInfo', beforeEnrollPart)],
  [/^ENROLL_BIO(?:\s+|$)/i, spelledOut('enrollBio', beforeEnrollPart)],
];

/** Parses a command text, in any case of letters; an unknown command is `other` with the whole text as condition. */
export function readCommand(text: string): ReadCommand {
  const trimmed = text.trim();
  for (const [begin, read] of readers) {
    const head = begin.exec(trimmed)?.[0];
    if (head !== undefined) return read(trimmed.slice(head.length));
  }
  return { ...nothing, verb: 'other', condition: trimmed };
}
