import { escapeIdentifier, type Client } from 'pg';
import { leftOut } from './tables.js';

/** A table that holds rows itself: an ordinary one, or a partition. */
export interface CatalogTable {
  readonly name: string;
  readonly partitionOf: string | null;
  readonly bound: string | null;
  /** Without those that the database calculates. */
  readonly columns: string[];
}

type Queries = Pick<Client, 'query'>;

const tables = `
  SELECT c.relname AS name, p.relname AS "partitionOf", pg_get_expr(c.relpartbound, c.oid) AS bound,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = '' ORDER BY a.attnum) AS columns
  FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> ALL($1)
  ORDER BY c.relname COLLATE "C"`;

/** Who refers to whom. */
const references = `
  SELECT DISTINCT c.relname AS "from", r.relname AS "to" FROM pg_constraint o
  JOIN pg_class c ON c.oid = o.conrelid JOIN pg_class r ON r.oid = o.confrelid
  WHERE o.contype = 'f' AND c.relnamespace = current_schema()::regnamespace AND c.oid <> r.oid`;

/** All tables with rows that a backup has, those first to which others refer. */
export async function tablesOf(client: Queries): Promise<CatalogTable[]> {
  const found = await client.query<CatalogTable>(tables, [Object.keys(leftOut)]);
  const { rows } = await client.query<{ from: string; to: string }>(references);
  return inOrder(found.rows, rows);
}

function inOrder(
  all: readonly CatalogTable[],
  pairs: readonly { readonly from: string; readonly to: string }[],
): CatalogTable[] {
  const waiting = new Map(all.map((table) => [table.name, table]));
  const ordered: CatalogTable[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ name }) => !pairs.some(({ from, to }) => from === name && waiting.has(to)),
    );
    if (free.length === 0) throw new Error(`these tables refer to each other: ${[...waiting.keys()].join(', ')}`);
    for (const table of free) {
      ordered.push(table);
      waiting.delete(table.name);
    }
  }
  return ordered;
}

/** `name (column, ...)` for COPY ... FROM. */
export const copyTarget = ({ name, columns }: Pick<CatalogTable, 'name' | 'columns'>): string =>
  `${escapeIdentifier(name)} (${columns.map(escapeIdentifier).join(', ')})`;

/** The rows of this table alone, with the columns that are copied. */
export const rowsOf = (
  { name, columns }: { readonly name: string; readonly columns: readonly string[] },
  condition = 'true',
): string =>
  `SELECT ${columns.map(escapeIdentifier).join(', ')} FROM ONLY ${escapeIdentifier(name)}${condition === 'true' ? '' : ` WHERE ${condition}`}`;

/** How many rows, and the sum of their hashes, which does not depend on their order. */
export async function sumOf(
  client: Queries,
  table: { readonly name: string; readonly columns: readonly string[] },
  condition = 'true',
): Promise<{ rows: number; sum: string }> {
  if (condition === 'false') return { rows: 0, sum: '0' };
  const { rows } = await client.query<{ rows: string; sum: string }>(
    `SELECT count(*)::text AS rows, coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint), 0)::text AS sum
     FROM (${rowsOf(table, condition)}) t`,
  );
  return { rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? '' };
}

/** How values are written as text, whatever the server is set to. */
export const plainText = `SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL TimeZone = 'UTC'; SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL client_encoding = 'UTF8';
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL jit = off`;
