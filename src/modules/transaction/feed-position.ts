import type { EntityManager } from 'typeorm';

/** The newest position of the feed: what is read after this call is true at it, or later. */
export async function feedPosition(tx: EntityManager): Promise<number> {
  const [row]: { last: number | null }[] = await tx.query('SELECT max(position) AS last FROM feed');
  return row?.last ?? 0;
}
