import type { EntityManager } from 'typeorm';
import type { Prepared } from './prepared-event.js';

/**
 * Where events begin: the months before it were dropped. `yyyy-MM-dd HH:mm:ss` by the clocks of devices; null as long as
 * none was.
 */
export async function eventHorizon(tx: Pick<EntityManager, 'query'>): Promise<string | null> {
  const rows: { before: string }[] = await tx.query(
    `SELECT to_char(before, 'YYYY-MM-DD HH24:MI:SS') AS before FROM event_horizon WHERE isfinite(before)`,
  );
  return rows[0]?.before ?? null;
}

/** Such an event is not stored (see ingest_events). */
export const isExpired = ({ event_time: time, doubtful }: Prepared, horizon: string | null): boolean =>
  horizon !== null && doubtful !== true && String(time) < horizon;
