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
  /** The device told by itself, because something is new; else it was asked for what it holds. */
  readonly isNews: boolean;
}

export type UploadHandler = (rows: UploadedRows) => Promise<unknown>;

/** Tables by their lower-cased names; those that only come as `cdata?type=` stand under `type:`. */
export interface UploadHandlerSource {
  readonly takers: ReadonlyMap<string, UploadHandler>;
}

/** What a reader makes of each line, and the lines that it makes nothing of. */
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

/** Some firmware puts the content on a line of its own (docs/field-notes.md 35): it belongs to the row before it. */
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
