/** Readers for what the library makes of XML: lists of one are the item itself, and numbers are numbers. */
export type Node = Readonly<Record<string, unknown>>;

export const nodeOf = (value: unknown): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};

export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((node, name) => nodeOf(node)[name], value);

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined || value === '' ? [] : [value];

const longest = 1_000;

/** Null where there is none. */
export function textOf(value: unknown): string | null {
  const text = nodeOf(value)._ ?? value;
  if (typeof text === 'string') return text === '' || text.length > longest ? null : text;
  return typeof text === 'number' || typeof text === 'boolean' ? String(text) : null;
}

export function dateOf(value: unknown): Date | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  const text = textOf(value);
  const date = text === null ? null : new Date(text);
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** The same for what the library has not simplified: everything is a list there. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
