import type { EntityManager } from 'typeorm';

/** The newest position of the feed: what is read after this call is true at it, or later. */
export async function feedPosition(tx: EntityManager): Promise<number> {
  const [row]: { last: number | null }[] = await tx.query(
    'SELECT greatest((SELECT max(position) FROM feed), h.position) AS last FROM feed_horizon h',
  );
  return row?.last ?? 0;
}
