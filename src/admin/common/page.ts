import { invalidField } from './invalid.js';
import { Int, Text } from './fields.js';

export const usualLimit = 50;

export class ListQuery {
  @Int('Items at most', { optional: true, min: 1, max: 1000 }) limit?: number;
  @Text('Where the last answer ended: its nextCursor', { optional: true }) cursor?: string;
}

/** Items of a list, and the cursor of the next page; null = this was the last. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** An opaque cursor for a key. */
export const cursorOf = (key: string | number): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key after which a list continues. Cursors are opaque: no client makes one by hand. */
export function cursorKey(cursor: string | undefined): string | number | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof key === 'string' || typeof key === 'number') return key;
  } catch {
    // The error follows below.
  }
  throw invalidField('cursor', 'is not one of ours');
}

/** The same for a list that is ordered by number. */
export function cursorNumber(cursor: string | undefined): number | undefined {
  const key = cursorKey(cursor);
  if (key === undefined || Number.isSafeInteger(key)) return key as number | undefined;
  throw invalidField('cursor', 'is not one of this list');
}

/** The same for a list that is ordered by text. */
export function cursorText(cursor: string | undefined): string | undefined {
  const key = cursorKey(cursor);
  if (key === undefined || typeof key === 'string') return key;
  throw invalidField('cursor', 'is not one of this list');
}

/** @param rows up to one more than `limit`; that one shows that there is more */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => string | number,
  view: (row: R) => T,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null;
  return { items: items.map(view), nextCursor };
}
