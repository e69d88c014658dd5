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

/**
 * Some firmware puts the content on a line of its own (docs/field-notes.md 35): such a line belongs to the row before
 * it.
 */
export function withContents(records: readonly Rec[], names: readonly string[]): Rec[] {
  const joined: Rec[] = [];
  for (const record of records) {
    const last = joined.at(-1);
    const isRest = record.fields.size > 0 && [...record.fields.keys()].every((name) => names.includes(name));
    if (isRest && last && !names.some((name) => (last.fields.get(name) ?? '') !== '')) {
      joined[joined.length - 1] = { ...last, fields: new Map([...last.fields, ...record.fields]) };
    } else {
      joined.push(record);
    }
  }
  return joined;
}
