import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { invalidField } from './invalid.js';

/** No list of a body may have more items. */
export const longestList = 10_000;
/** No object of a body may have more fields: the time to make an instance of it grows with their square. */
export const mostFields = 1_000;

interface TooLarge {
  readonly way: string;
  readonly why: string;
}

/** The first list or object that is too large, or null. */
function largeIn(value: unknown, way: string): TooLarge | null {
  if (typeof value !== 'object' || value === null) return null;
  const isList = Array.isArray(value);
  if (isList && value.length > longestList) return { way, why: `must contain no more than ${longestList} elements` };
  let fields = 0;
  for (const name in value) {
    if (!isList && ++fields > mostFields) return { way, why: `must have no more than ${mostFields} fields` };
    const part: unknown = (value as Record<string, unknown>)[name];
    const found = largeIn(part, way === '' ? name : `${way}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Refuses lists that are too long, and objects that have too many fields, before they are validated. Each item and each
 * field costs time, the validation cannot be interrupted, and it reports the length of a list only together with all its
 * items.
 */
export class BodySizePipe implements PipeTransform {
  transform(value: unknown, { type }: ArgumentMetadata): unknown {
    const large = type === 'body' ? largeIn(value, '') : null;
    if (large !== null) throw invalidField(large.way || 'body', large.why, 'size');
    return value;
  }
}
