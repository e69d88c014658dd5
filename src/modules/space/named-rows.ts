import type { EntityManager } from 'typeorm';
import { containing } from '../../platform/database/like.js';
import type { Slice } from '../../platform/slice.js';

/** A page of a list whose rows have a name, by that name as people sort. @param name a part of it; empty = all */
export async function namedRows<V>(
  tx: EntityManager,
  sql: string,
  { name = '', slice: { offset, limit } }: { readonly name?: string | undefined; readonly slice: Slice },
  view: (row: never) => V,
): Promise<{ rows: V[]; total: number }> {
  const like = name === '' ? null : containing(name);
  const found = `(${sql}) t WHERE $1::text IS NULL OR t.name ILIKE $1`;
  const rows: never[] = await tx.query(
    `SELECT t.* FROM ${found} ORDER BY t.name COLLATE natural_order, t.id OFFSET $2 LIMIT $3`,
    [like, offset, limit],
  );
  const [counted]: { n: number }[] = await tx.query(`SELECT count(*)::int AS n FROM ${found}`, [like]);
  return { rows: rows.map(view), total: counted?.n ?? 0 };
}
