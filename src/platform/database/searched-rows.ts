import type { EntityManager } from 'typeorm';
import { fieldError } from '../errors.js';
import { containing } from './like.js';

/** What a list is asked for, beside its own filters. */
export interface Search {
  /** Part of a text of the list. */
  readonly q?: string | undefined;
  /** Name of a column, with - before it the largest come first. */
  readonly sort?: string | undefined;
  readonly limit: number;
  /** The last row of the page before, in the same order. */
  readonly place: { readonly placeValue: string; readonly placeKey: string } | null;
  /** Whether `total` is wanted. */
  readonly isCounted: boolean;
}

/** A list that a query of its own gives. */
export interface SearchedRows<R> {
  /** A SELECT without an order; `$1` and so on are `parameters`. */
  readonly sql: string;
  readonly parameters?: readonly unknown[];
  /** A column of the answer that is unique: the last of every order. */
  readonly by: keyof R & string;
  /** Columns with text: `q` looks in them, and they sort as people do: without regard to case, `Door 2` before `Door 10`. */
  readonly texts: readonly (keyof R & string)[];
  /** Further columns to sort by; none of them is ever null. */
  readonly others?: readonly (keyof R & string)[];
  /** The order where none is asked for; left out = `by`. */
  readonly usual?: string;
  /** SQL that is true for further rows that `q` means; `$1` and so on are `parameters`. */
  readonly alsoFound?: string;
}

export interface FoundRows<R> {
  readonly rows: readonly R[];
  /** Behind which value of its order each row stands. */
  readonly places: readonly string[];
  readonly total?: number;
}

/**
 * A page of a list, searched and sorted by the database.
 * @throws Failure invalid for a column that the list does not sort by
 */
export async function searchedRows<R>(
  tx: EntityManager,
  listed: SearchedRows<R>,
  { q, sort, limit, place, isCounted }: Search,
): Promise<FoundRows<R>> {
  const parameters = [...(listed.parameters ?? [])];
  const bound = (value: unknown) => `$${String(parameters.push(value))}`;
  const found = `(${listed.sql}) t ${looking(listed, q, bound)}`;
  const [counted]: { n: number }[] = isCounted
    ? await tx.query(`SELECT count(*)::int AS n FROM ${found}`, [...parameters])
    : [];
  const { value, isDescending } = orderOf(listed, sort);
  const key = `t."${listed.by}"`;
  const behind = place
    ? `WHERE (${value}, ${key}) ${isDescending ? '<' : '>'} (${bound(place.placeValue)}, ${bound(place.placeKey)})`
    : '';
  const direction = isDescending ? 'DESC' : 'ASC';
  const rows: (R & { ' place': string })[] = await tx.query(
    `SELECT t.*, (${value})::text AS " place" FROM (SELECT t.* FROM ${found}) t ${behind}
     ORDER BY ${value} ${direction}, ${key} ${direction} LIMIT ${bound(limit)}`,
    parameters,
  );
  const places = rows.map((row) => row[' place']);
  for (const row of rows) Reflect.deleteProperty(row, ' place');
  return { rows, places, ...(counted ? { total: counted.n } : {}) };
}

function looking<R>({ texts, alsoFound }: SearchedRows<R>, q = '', bound: (value: unknown) => string): string {
  if (q === '') return '';
  const like = bound(containing(q));
  const parts = texts.map((name) => `t."${name}" ILIKE ${like}`);
  return `WHERE (${[...parts, ...(alsoFound === undefined ? [] : [alsoFound])].join(' OR ')})`;
}

function orderOf<R>({ by, texts, others = [], usual = by }: SearchedRows<R>, sort = '') {
  const names: readonly string[] = [...new Set<string>([by, ...texts, ...others])];
  const asked = sort === '' ? usual : sort;
  const isDescending = asked.startsWith('-');
  const name = isDescending ? asked.slice(1) : asked;
  if (!names.includes(name)) throw noOrder(names);
  const isText = name !== by && (texts as readonly string[]).includes(name);
  return { value: isText ? `coalesce(t."${name}", '') COLLATE natural_order` : `t."${name}"`, isDescending };
}

export const noOrder = (names: readonly string[]) =>
  fieldError('sort', `is one of ${[...new Set(names)].join(', ')}, or one of them with - before it`);
