import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { invalidField } from './invalid.js';

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
const unstorable = /[\0\p{Surrogate}]/u;
export const isStorable = (text: string): boolean => !unstorable.test(text);
export const storableText = 'must be Unicode text without NUL';

/** The path of the first text that cannot be stored, or null: `periods.mon.0`. */
function unstorableIn(value: unknown, way: string): string | null {
  if (typeof value === 'string') return unstorable.test(value) ? way : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, part] of Object.entries(value)) {
    const found = unstorable.test(name) ? way : unstorableIn(part, way === '' ? name : `${way}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** Refuses text that PostgreSQL cannot store, anywhere in path, query or body. */
export class StorablePipe implements PipeTransform {
  transform(value: unknown, { type, data = '' }: ArgumentMetadata): unknown {
    const field = type === 'custom' ? null : unstorableIn(value, data);
    if (field !== null) throw invalidField(field, storableText, 'characters');
    return value;
  }
}
