import { invalidField } from './invalid.js';

/** For `pattern` of a text. */
export const instant = {
  is: /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/,
  says: 'an instant as 2026-12-31T23:59:59Z, or a day',
  begins: 'day',
} as const;

/** @throws Failure invalid */
export function instantOf(field: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw invalidField(field, 'is no instant of the calendar');
  return at;
}
