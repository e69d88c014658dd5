import type { Rec } from '../../protocol/access-push/records.js';
import { linesOf } from '../../protocol/access-push/uploads/loose.js';
import type { CachedDevice } from '../push/cached-device.js';
import type { DeviceRequest } from '../push/request.js';

/** Rows of one table as a device sent them. */
export interface UploadedRows {
  /** Its lower-cased name. */
  readonly table: string;
  readonly request: DeviceRequest;
  readonly known: CachedDevice;
  readonly records: readonly Rec[];
  /** The device sent the rows unasked, because something is new; otherwise they answer a query. */
  readonly isNews: boolean;
}

export type UploadHandler = (rows: UploadedRows) => Promise<unknown>;

/**
 * Handlers by the lower-cased names of their tables; tables that only come as `cdata?type=` have the prefix `type:`.
 */
export interface UploadHandlerSource {
  readonly handlers: ReadonlyMap<string, UploadHandler>;
}

/** What a reader makes of each line, and the lines that it cannot read. */
export function byLine<T>(text: string, reader: (line: string) => readonly T[]): { read: T[]; others: string[] } {
  const read: T[] = [];
  const others: string[] = [];
  for (const line of linesOf(text)) {
    const found = reader(line);
    if (found.length === 0) others.push(line);
    else read.push(...found);
  }
  return { read, others };
}

const onlyContent = /^\s*[A-Za-z0-9+/]+=*\s*$/;
type Contents = readonly string[];

const isBare = ({ fields }: Rec, names: Contents) => !names.some((name) => (fields.get(name) ?? '') !== '');
const hasOnly = ({ fields }: Rec, names: Contents) =>
  fields.size > 0 && [...fields.keys()].every((name) => names.includes(name));

/** A row whose content may go on in the next line. */
interface OpenRow {
  readonly row: Rec;
  /** Its line that came last: the content itself is put together without looking at it again for each line. */
  readonly before: Rec;
}

/** The field that a line without a name goes on with; a lone name of the table goes on with none. */
function openField({ row, before }: OpenRow, { raw }: Rec, names: Contents): string | undefined {
  const [name = '', value = ''] = [...row.fields].at(-1) ?? [];
  const isName = raw.trim().toLowerCase() === row.word.toLowerCase();
  const isOpen = names.includes(name) && (value === '' || !before.raw.trimEnd().endsWith('='));
  return isOpen && !isName && onlyContent.test(raw) ? name : undefined;
}

/** The row with the content that this line adds; null if the line is a row of its own. */
function continued(open: OpenRow, line: Rec, names: Contents): Rec | null {
  const { row, before } = open;
  if (hasOnly(line, names))
    return isBare(row, names) ? { ...row, fields: new Map([...row.fields, ...line.fields]) } : null;
  const name = openField(open, line, names);
  if (name === undefined) return null;
  const begun = row.fields.get(name) ?? '';
  const content = `${before.fields.has(name) ? begun.trimEnd() : begun}${line.raw.trim()}`;
  return { ...row, fields: new Map([...row.fields, [name, content]]) };
}

/**
 * Some firmware puts the content on a line of its own (docs/field-notes.md 35), or goes on with it in the next line:
 * such a line belongs to the row before it.
 */
export function withContents(records: readonly Rec[], names: Contents): Rec[] {
  const joined: Rec[] = [];
  for (const [at, record] of records.entries()) {
    const row = joined.at(-1);
    const before = records[at - 1];
    const whole = row && before ? continued({ row, before }, record, names) : null;
    if (whole) joined[joined.length - 1] = whole;
    else joined.push(record);
  }
  return joined;
}
