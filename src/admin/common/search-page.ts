import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { OneOf, Text } from './fields.js';
import { noOrder, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { containing } from '../../platform/database/like.js';
import { invalidField } from './invalid.js';
import { cursorOf, cursorText, ListQuery, usualLimit, type Page } from './page.js';

export class SearchQuery extends ListQuery {
  @Text('Part of any text that the list shows; upper and lower case are the same', { optional: true, max: 100 })
  q?: string;
  @Text('Name of a field; with - before it the largest come first. Names sort as people write them', {
    optional: true,
    max: 40,
    example: 'name',
  })
  sort?: string;
  @OneOf('true: the answer has total, the number of all items that fit', ['true', 'false'], { optional: true })
  count?: 'true' | 'false';
}

/** What a list shows and sorts by. */
export interface Listed<E> {
  readonly entity: EntityTarget<E>;
  /** The unique column that the list is in the order of. */
  readonly by: keyof E & string;
  /** Columns with text: `q` looks in them, and they sort as people do: without regard to case, `Door 2` before `Door 10`. */
  readonly texts: readonly (keyof E & string)[];
  /** Further columns to sort by. */
  readonly others?: readonly (keyof E & string)[];
  /** Columns to sort by that the view shows under other names. */
  readonly shownAs?: Readonly<Record<string, keyof E & string>>;
  /** Those of them that stand in another table under the same key: sorting joins it, which is faster than to look for each. */
  readonly apart?: Partial<Record<keyof E & string, { readonly table: string; readonly column: string }>>;
  /** A column with the hash of a sealed text, which `q` finds by the whole text. */
  readonly hashed?: { readonly column: keyof E & string; readonly of: (text: string) => string };
}

export interface CountedPage<T> extends Page<T> {
  readonly total?: number;
}

/**
 * A page of a table, searched and sorted by the database. The cursor holds the place of the last row in that order, so
 * pages neither overlap nor leave out a row that was there all the time.
 * @param ids of `listed.by`: no others are meant; null = all
 */
export async function searchPage<E extends ObjectLiteral, T>(
  tx: EntityManager,
  listed: Listed<E>,
  query: SearchQuery,
  view: (row: E) => T,
  where: FindOptionsWhere<E> = {},
  ids: readonly string[] | null = null,
): Promise<CountedPage<T>> {
  const limit = query.limit ?? usualLimit;
  const found = tx.createQueryBuilder(listed.entity, 't').where(where);
  if (ids !== null) found.andWhere(`${columnOf(found, listed.by).sql} = ANY(:ids)`, { ids });
  lookFor(found, listed, query.q);
  const total = query.count === 'true' ? { total: await found.getCount() } : {};
  const order = orderOf(found, listed, query.sort);
  const place = placeOf(query.cursor, order.sort);
  if (place) {
    const behind = order.isDescending ? '<' : '>';
    found.andWhere(`(${order.value}, ${order.key}) ${behind} (:placeValue, :placeKey)`, place);
  }
  const page = await rowsOf(found, order, limit);
  return { items: page.rows.map(view), nextCursor: page.next(listed.by), ...total };
}

/** The same for a list that a query of its own gives. @param find what runs it; its rows have their key in `by` */
export async function searchRows<R, T>(
  { limit = usualLimit, cursor, q, sort = '', count }: SearchQuery,
  by: keyof R & string,
  find: (search: Search) => Promise<FoundRows<R>>,
  view: (row: R) => T,
): Promise<CountedPage<T>> {
  const place = placeOf(cursor, sort);
  const { rows, places, ...total } = await find({ q, sort, limit: limit + 1, place, isCounted: count === 'true' });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const nextCursor = last ? placeCursor(sort, places[limit - 1] ?? '', String(last[by])) : null;
  return { items: items.map(view), nextCursor, ...total };
}

/** The rows of a page, and what gives the cursor of the next. */
async function rowsOf<E extends ObjectLiteral>(found: Found<E>, order: Order, limit: number) {
  const direction = order.isDescending ? 'DESC' : 'ASC';
  found.addSelect(order.value, 'sort_value').addSelect(`(${order.value})::text`, 'sort_text');
  found
    .orderBy('sort_value', direction)
    .addOrderBy(order.key, direction)
    .limit(limit + 1);
  const { entities, raw } = await found.getRawAndEntities<{ sort_text: string }>();
  const last = entities.length > limit ? entities[limit - 1] : undefined;
  const next = (by: keyof E & string) =>
    last ? placeCursor(order.sort, raw[limit - 1]?.sort_text ?? '', String(last[by])) : null;
  return { rows: entities.slice(0, limit), next };
}

type Found<E extends ObjectLiteral> = SelectQueryBuilder<E>;

function lookFor<E extends ObjectLiteral>(found: Found<E>, { texts, hashed }: Listed<E>, q = ''): void {
  if (q === '') return;
  const parts = texts.map((name) => `${columnOf(found, name).sql} ILIKE :q`);
  if (hashed) parts.push(`${columnOf(found, hashed.column).sql} = :hash`);
  found.andWhere(`(${parts.join(' OR ')})`, { q: containing(q), hash: hashed?.of(q) });
}

interface Order {
  /** As it was asked for: a cursor belongs to one order. */
  readonly sort: string;
  /** SQL, never null. */
  readonly value: string;
  readonly key: string;
  readonly isDescending: boolean;
}

/** @throws Failure invalid for a field that the list does not sort by */
function orderOf<E extends ObjectLiteral>(found: Found<E>, listed: Listed<E>, sort = ''): Order {
  const { by, texts } = listed;
  const isDescending = sort.startsWith('-');
  const chosen = sort === '' ? by : columnFor(listed, isDescending ? sort.slice(1) : sort);
  const { sql, type } = joinedColumn(found, listed, chosen);
  const isText = chosen !== by && texts.includes(chosen);
  const value = isText ? `coalesce(${sql}, '') COLLATE natural_order` : (ofNothing[type]?.(sql) ?? sql);
  return { sort, value, key: columnOf(found, by).sql, isDescending };
}

/** The column that the view shows under a name. @throws Failure invalid for a field that the list does not sort by */
function columnFor<E>({ by, texts, others = [], shownAs = {} }: Listed<E>, name: string): keyof E & string {
  const names: readonly (keyof E & string)[] = [by, ...texts, ...others];
  // Every object has a `toString`.
  const chosen = names.find((one) => one === name) ?? (Object.hasOwn(shownAs, name) ? shownAs[name] : undefined);
  if (chosen === undefined) throw noOrder([...names, ...Object.keys(shownAs)]);
  return chosen;
}

/** Rows without a value come before the others. */
const ofNothing: Readonly<Record<string, (sql: string) => string>> = {
  timestamptz: (sql) => `coalesce(${sql}, '-infinity')`,
  text: (sql) => `coalesce(${sql}, '')`,
};

function joinedColumn<E extends ObjectLiteral>(found: Found<E>, { by, apart }: Listed<E>, name: keyof E & string) {
  const column = columnOf(found, name);
  const other = apart?.[name];
  if (!other) return column;
  const { table } = other;
  found.leftJoin(table, table, `"${table}"."${by}" = ${columnOf(found, by).sql}`);
  return { ...column, sql: `"${table}"."${other.column}"` };
}

function columnOf<E extends ObjectLiteral>(found: Found<E>, name: string): { sql: string; type: string } {
  const column = found.expressionMap.mainAlias?.metadata.findColumnWithPropertyName(name);
  if (!column) throw new Error(`there is no column ${name}`);
  return { sql: `"t"."${column.databaseName}"`, type: String(column.type) };
}

/** The cursor behind a row, in an order. */
export const placeCursor = (sort: string, value: string, key: string): string =>
  cursorOf(JSON.stringify([sort, value, key]));

/** @throws Failure invalid for what is no cursor of this list in this order */
export function placeOf(cursor: string | undefined, sort: string): { placeValue: string; placeKey: string } | null {
  const text = cursorText(cursor);
  if (text === undefined) return null;
  const place = partsOf(text);
  const [of, placeValue, placeKey] = place;
  if (place.length !== 3 || of !== sort || placeValue === undefined || placeKey === undefined)
    throw invalidField('cursor', 'is not one of this list in this order');
  return { placeValue, placeKey };
}

function partsOf(text: string): string[] {
  try {
    const place: unknown = JSON.parse(text);
    return Array.isArray(place) && place.every((part) => typeof part === 'string') ? place : [];
  } catch {
    return [];
  }
}
