import type { Dialect } from './dialect.js';
import { type AnyField, type Columns, type Field, scrub } from './field.js';
import type { Rec } from './records.js';

type Fields = Readonly<Record<string, AnyField>>;
type FieldKeys<K extends string> = readonly K[] | ((dialect: Dialect) => readonly K[]);

/** The commands that the manual prints for a table (9.1), and rows that devices send (7, 9.1.4). */
export type Operation = 'update' | 'delete' | 'count' | 'query' | 'upload';

/** A table of the device as data: one row of manual 9.1 for each declaration, without the types of its columns. */
export interface AnyTable {
  /** The name on the wire, as the manual spells it. */
  readonly name: string;
  /** In the order of the wire. */
  readonly fields: Fields;
  readonly key: FieldKeys<string>;
  /** The fields one printed DELETE names; none = the whole table. */
  readonly unit: FieldKeys<string>;
  /** Every condition that the manual prints for its DELETE, besides `*`. */
  readonly deletes: readonly (readonly string[])[];
  readonly operations: readonly Operation[];
  /** COUNT and QUERY name a Type on devices that list theirs: those of templates or of photos (9.1.3, 9.1.4). */
  readonly byType?: 'templates' | 'photos';
  /** The manual prints UPDATE without the table's name, and some firmware may expect that. */
  readonly nameless?: (dialect: Dialect) => boolean;
  /** Whether the device has the table at all. */
  readonly when?: (dialect: Dialect) => boolean;
  /** Rows hold a password or a template: never shown, never logged. */
  readonly secret: boolean;
}

export interface Table<F extends Fields> extends AnyTable {
  readonly fields: F;
}

export type AnyRow = Readonly<Record<string, unknown>>;

type Value<F> = F extends Field<infer V> ? V : F extends Columns<infer V> ? V : never;
type Shape<F> = { readonly [K in keyof F]: Value<F[K]> };
type OptionalKeys<S> = { [K in keyof S]-?: undefined extends S[K] ? K : never }[keyof S];

/** The TypeScript shape of a table's row. */
export type Row<T extends AnyTable> = Omit<Shape<T['fields']>, OptionalKeys<Shape<T['fields']>>> &
  Partial<Pick<Shape<T['fields']>, OptionalKeys<Shape<T['fields']>>>>;

interface Rest<F extends Fields> {
  readonly key: FieldKeys<keyof F & string>;
  readonly unit: FieldKeys<keyof F & string>;
  readonly deletes?: readonly (readonly (keyof F & string)[])[];
  readonly operations?: readonly Operation[];
  readonly byType?: 'templates' | 'photos';
  readonly nameless?: (dialect: Dialect) => boolean;
  readonly when?: (dialect: Dialect) => boolean;
  readonly secret?: boolean;
}

const unitAlone = (unit: FieldKeys<string>) => (typeof unit === 'function' || unit.length === 0 ? [] : [unit]);

/** Declares a table; keys and units are checked against its fields. */
export const table = <const F extends Fields>(name: string, fields: F, rest: Rest<F>): Table<F> => ({
  operations: ['update', 'delete'],
  deletes: unitAlone(rest.unit),
  secret: false,
  ...rest,
  name,
  fields,
});

/** Declares rows that devices only send; nothing is ever written of them. */
export const upload = <const F extends Fields>(name: string, fields: F, rest: Partial<Rest<F>> = {}): Table<F> =>
  table(name, fields, { key: [], unit: [], operations: ['upload'], ...rest });

/** No value may begin a column, a row or a command, whatever its field writes. */
const cell = (name: string, value: string) => `${name}=${scrub(value)}`;

function cellsOf(field: AnyField, value: unknown, dialect: Dialect): string[] {
  if (field.when && !field.when(dialect)) return [];
  if ('names' in field) {
    const values = value === undefined ? [] : field.writeAll(value, dialect);
    return values.map((text, at) => cell(field.names[at] ?? '', text));
  }
  if (field.reported) return [];
  if (value !== undefined) return [cell(field.name, field.write(value, dialect))];
  return field.absent ? [cell(field.name, field.absent(dialect))] : [];
}

const join = ({ fields }: AnyTable, keys: readonly string[], row: AnyRow, dialect: Dialect) =>
  keys
    .flatMap((key) => {
      const field = fields[key];
      return field ? cellsOf(field, row[key], dialect) : [];
    })
    .join('\t');

/** One row in the order of the wire, columns joined by HT; missing columns are left out. */
export const encodeRow = (table: AnyTable, row: AnyRow, dialect: Dialect): string =>
  join(table, Object.keys(table.fields), row, dialect);

const keysOf = (keys: AnyTable['key'], dialect: Dialect) => (typeof keys === 'function' ? keys(dialect) : keys);

/** The text that identifies the row on the device: `Pin=1<HT>AuthorizeTimezoneId=2`. */
export const keyOf = (table: AnyTable, row: AnyRow, dialect: Dialect): string =>
  join(table, keysOf(table.key, dialect), row, dialect);

/** The condition of the smallest printed DELETE that deletes the row: `Pin=1`, or `*` for the whole table (9.1.2). */
export const unitOf = (table: AnyTable, row: AnyRow, dialect: Dialect): string =>
  join(table, keysOf(table.unit, dialect), row, dialect) || '*';

function readField(field: AnyField, rec: Rec, dialect?: Dialect): unknown {
  if ('names' in field) {
    const raws = field.names.map((name) => rec.fields.get(name.toLowerCase()));
    return raws.some((raw) => raw !== undefined) ? field.readAll(raws.map((raw) => raw ?? '')) : undefined;
  }
  const spellings = [field.name, ...(field.aliases ?? [])].map((name) => rec.fields.get(name.toLowerCase()));
  const raw = spellings.find((spelling) => spelling !== undefined);
  return raw === undefined ? undefined : field.read(raw, dialect);
}

/** The columns of an uploaded row that the table knows and that are readable; others are ignored. */
export function decodeRow<T extends AnyTable>(table: T, rec: Rec, dialect?: Dialect): Partial<Row<T>> {
  const row: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(table.fields)) {
    const value = readField(field, rec, dialect);
    if (value !== undefined) row[key] = value;
  }
  return row as Partial<Row<T>>;
}
