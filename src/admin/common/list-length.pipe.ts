import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { invalidField } from './invalid.js';

/** No list of a body may have more items. */
export const longestList = 10_000;

/** The path of the first list that is too long, or null. */
function longIn(value: unknown, way: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value) && value.length > longestList) return way;
  for (const name in value) {
    const part: unknown = (value as Record<string, unknown>)[name];
    const found = longIn(part, way === '' ? name : `${way}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Refuses lists that are too long before their items are validated. Each item costs time, the validation cannot be
 * interrupted, and it reports the length of a list only together with all its items.
 */
export class ListLengthPipe implements PipeTransform {
  transform(value: unknown, { type }: ArgumentMetadata): unknown {
    const field = type === 'body' ? longIn(value, '') : null;
    if (field !== null) throw invalidField(field || 'body', `must contain no more than ${longestList} elements`);
    return value;
  }
}
