import { parseRecord, type Rec } from '../access-push/records.js';
import type { AnyTable } from '../access-push/table.js';
import { linesOf } from './punch.js';
import { olderTemplates } from './older-templates.js';
import { fingerTmp, taggedTables, userInfo } from './tables.js';

/** The tables of rows in OPERLOG and related uploads, by their tags (Attendance PUSH 9.3 to 9.14). */
const tags: ReadonlyMap<string, AnyTable> = new Map<string, AnyTable>([
  ...taggedTables,
  ...olderTemplates.map(({ tag, table }) => [tag, table] as const),
]);

/** Tables of an upload whose rows may have no tag; answers to a query come like this (9.0). */
const untagged: ReadonlyMap<string, AnyTable> = new Map<string, AnyTable>([
  ...tags,
  ['userinfo', userInfo],
  ['fingertmp', fingerTmp],
]);

/** Every table of which an upload can have rows, by its name in the address. */
export const attRowTables = [...untagged].map(([name, table]) => ({ name, table }));

export interface AttRow {
  readonly table: AnyTable;
  readonly rec: Rec;
}

/** A line of an upload: a row, a line of the operation log, or an unreadable line. */
export type AttLine =
  | ({ readonly kind: 'row' } & AttRow)
  | { readonly kind: 'operation'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly text: string };

const operation = /^\s*OPLOG[ \t]/i;
const anyTag = /^\s*([A-Za-z]+)[ \t]/;
const startsPair = /^\s*~?[A-Za-z_]\w*\s*=/;

/** Whether a record begins with this line: any other line belongs to the record before it. */
export const startsRecord = (line: string): boolean =>
  operation.test(line) || tags.has(tagOf(line)) || startsPair.test(line);
const tagOf = (line: string) => anyTag.exec(line)?.[1]?.toLowerCase() ?? '';

const endsInContent = /(?:tmp|content)\s*=[A-Za-z0-9+/]*\s*$/i;
const onlyContent = /^\s*[A-Za-z0-9+/]+=*\s*$/;

/**
 * On some firmware a photo continues in the next line (2.5); any other line that begins no record is a line of its own.
 */
function wholeLines(body: string): string[] {
  const whole: string[] = [];
  let isOpen = false;
  for (const line of linesOf(body)) {
    if (isOpen && onlyContent.test(line) && !startsRecord(line)) {
      whole[whole.length - 1] = `${whole.at(-1) ?? ''}${line.trim()}`;
      continue;
    }
    whole.push(line);
    isOpen = endsInContent.test(line);
  }
  return whole;
}

/**
 * The rows of an upload by their tags, whatever table the upload names: templates may be in OPERLOG, too (9.8).
 * @param tableName the table in the address; rows without a tag belong to it
 */
export function readLines(body: string, tableName: string): AttLine[] {
  const usual = untagged.get(tableName.toLowerCase());
  return wholeLines(body).map((text) => {
    if (operation.test(text) && !text.includes('\0')) return { kind: 'operation', text };
    const table = tags.get(tagOf(text)) ?? usual;
    const rec = parseRecord(text);
    return table && rec.fields.size > 0 ? { kind: 'row', table, rec } : { kind: 'unreadable', text };
  });
}

/** Lines that the answer counts: each that is not empty, readable or not (9.0). */
export const lineCount = (body: string): number => linesOf(body).length;
