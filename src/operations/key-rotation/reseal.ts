import type { DataSource, EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { SealedForm, SealedTable } from '../../platform/crypto/sealed-columns.js';

const usualBite = 500;
/** Before a sealed value among others in JSON. */
const mark = 'sealed:';

export interface Resealed {
  /** Rows that were looked at, and those that were sealed anew. */
  readonly seen: number;
  readonly sealed: number;
}

interface PrimaryKey {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  /** `$1::text, $2::integer`, from a place on. */
  readonly values: (from: number) => string;
}

async function primaryKeyOf(tx: EntityManager, table: string): Promise<PrimaryKey> {
  const rows: { name: string; type: string }[] = await tx.query(
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
     FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
     WHERE i.indrelid = to_regclass($1) AND i.indisprimary ORDER BY k.place`,
    [table],
  );
  if (rows.length === 0) throw new Error(`the table ${table} has no primary key`);
  return {
    columns: rows.map(({ name }) => name),
    types: rows.map(({ type }) => type),
    values: (from) => rows.map(({ type }, at) => `$${from + at}::text::${type}`).join(', '),
  };
}

/** Whether another key than the one with this header has sealed a value in a column. */
export function isOtherKey(column: string, form: SealedForm, header: Buffer): string {
  const begin = header.toString('base64');
  if (form === 'bytes') {
    return `(${column} IS NOT NULL AND substring(${column} FROM 1 FOR ${header.length}) <> '\\x${header.toString('hex')}'::bytea)`;
  }
  if (form === 'marked') return `(replace(${column}::text, '"${mark}${begin}', '') LIKE '%"${mark}%')`;
  return `(key = '${form.of}' AND ${column}->>'${form.at}' NOT LIKE '${begin}%')`;
}

export const otherKeyIn = ({ columns }: SealedTable, header: Buffer): string =>
  Object.entries(columns)
    .map(([column, form]) => isOtherKey(column, form, header))
    .join(' OR ');

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The value as the column takes it: bytes, or the text of JSON. */
function sealedAnew(seal: SealedBox, form: SealedForm, value: unknown, header: Buffer): Buffer | string | null {
  const anew = (old: Buffer) => (old.subarray(0, header.length).equals(header) ? old : seal.seal(seal.open(old)));
  const anewText = (old: string) => anew(Buffer.from(old, 'base64')).toString('base64');
  if (value === null || value === undefined) return null;
  if (form === 'bytes') return anew(value as Buffer);
  if (form === 'marked') return JSON.stringify(mapStrings(value as Json, anewText));
  const named = value as Record<string, string>;
  return JSON.stringify({ ...named, [form.at]: anewText(named[form.at] ?? '') });
}

function mapStrings(value: Json, of: (sealed: string) => string): Json {
  if (typeof value === 'string') return value.startsWith(mark) ? mark + of(value.slice(mark.length)) : value;
  if (Array.isArray(value)) return value.map((part: Json) => mapStrings(part, of));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapStrings(part, of)]));
}

/**
 * Seals anew, in bites, all of a table that another key has sealed. Rows that somebody has locked are left for the next
 * pass: nobody waits for this work, and it waits for nobody.
 * @param onBite after each bite
 */
export async function resealTable(
  source: DataSource,
  seal: SealedBox,
  table: SealedTable,
  onBite: (done: Resealed) => void,
): Promise<Resealed> {
  const key = await primaryKeyOf(source.manager, table.table);
  const size = table.bite ?? usualBite;
  const done = { seen: 0, sealed: 0 };
  let after: readonly string[] | null = null;
  for (;;) {
    const end: readonly string[] | null = await endOfBite(source.manager, table.table, key, after, size);
    const { sealed } = await source.transaction((tx) => bite(tx, seal, table, key, after, end));
    done.seen += size;
    done.sealed += sealed;
    onBite(done);
    if (end === null) return done;
    after = end;
  }
}

const texts = ({ columns }: PrimaryKey) => columns.map((column) => `${column}::text AS ${column}`).join(', ');
const row = ({ columns }: PrimaryKey) => `(${columns.join(', ')})`;

/** The key of the last row of a bite; null = it is the last one. */
async function endOfBite(
  tx: EntityManager,
  table: string,
  key: PrimaryKey,
  after: readonly string[] | null,
  size: number,
): Promise<readonly string[] | null> {
  const where = after === null ? '' : `WHERE ${row(key)} > (${key.values(1)})`;
  const [last]: Record<string, string>[] = await tx.query(
    `SELECT ${texts(key)} FROM ${table} ${where} ORDER BY ${key.columns.map((column) => `${table}.${column}`).join(', ')} OFFSET ${size - 1} LIMIT 1`,
    [...(after ?? [])],
  );
  return last ? key.columns.map((column) => last[column] ?? '') : null;
}

async function bite(
  tx: EntityManager,
  seal: SealedBox,
  table: SealedTable,
  key: PrimaryKey,
  after: readonly string[] | null,
  end: readonly string[] | null,
): Promise<{ sealed: number }> {
  // Triggers tell of edits; nobody has edited anything.
  await tx.query(`SET LOCAL postern.resealing = 'on'`);
  const header = seal.headerOf(seal.fingerprint);
  const parts = [
    ...(after === null ? [] : [`${row(key)} > (${key.values(1)})`]),
    ...(end === null ? [] : [`${row(key)} <= (${key.values(1 + (after?.length ?? 0))})`]),
    `(${otherKeyIn(table, header)})`,
  ];
  const columns = Object.entries(table.columns);
  const keyNames = key.columns.map((column, at) => `${column}::text AS "key ${at}"`);
  const rows: Record<string, unknown>[] = await tx.query(
    `SELECT ${[...keyNames, ...columns.map(([column]) => column)].join(', ')} FROM ${table.table}
     WHERE ${parts.join(' AND ')} FOR NO KEY UPDATE SKIP LOCKED`,
    [...(after ?? []), ...(end ?? [])],
  );
  if (rows.length > 0)
    await put(tx, table, key, rows, (old, column, form) => sealedAnew(seal, form, old[column], header));
  return { sealed: rows.length };
}

type Rows = readonly Record<string, unknown>[];

/** All rows of a bite in one statement. */
async function put(
  tx: EntityManager,
  { table, columns }: SealedTable,
  key: PrimaryKey,
  rows: Rows,
  anew: (row: Rows[number], column: string, form: SealedForm) => Buffer | string | null,
): Promise<void> {
  const all = Object.entries(columns);
  const names = [...all.map(([column]) => column), ...key.columns.map((_, at) => `key_${at}`)];
  const arrays = [
    ...all.map(([, form]) => (form === 'bytes' ? 'bytea[]' : 'text[]')),
    ...key.columns.map(() => 'text[]'),
  ];
  const sets = all.map(([column, form]) => `${column} = n.${column}${form === 'bytes' ? '' : '::jsonb'}`);
  const same = key.columns.map((column, at) => `t.${column} = n.key_${at}::${key.types[at] ?? ''}`);
  await tx.query(
    `UPDATE ${table} t SET ${sets.join(', ')}
     FROM unnest(${arrays.map((type, at) => `$${at + 1}::${type}`).join(', ')}) AS n (${names.join(', ')})
     WHERE ${same.join(' AND ')}`,
    [
      ...all.map(([column, form]) => rows.map((old) => anew(old, column, form))),
      ...key.columns.map((_, at) => rows.map((old) => old[`key ${at}`])),
    ],
  );
}

/** The tables that still hold something that another key has sealed, whoever has locked it. */
export async function tablesOfOtherKeys(
  tx: EntityManager,
  tables: readonly SealedTable[],
  header: Buffer,
): Promise<string[]> {
  const left: string[] = [];
  for (const table of tables) {
    const [found]: { there: boolean }[] = await tx.query(
      `SELECT EXISTS (SELECT 1 FROM ${table.table} WHERE ${otherKeyIn(table, header)}) AS there`,
    );
    if (found?.there === true) left.push(table.table);
  }
  return left;
}
