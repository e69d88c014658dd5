import type { EntityManager } from 'typeorm';
import { doorFacts } from './door-facts.js';

/**
 * Puts the present states of doors into the feed, because `door_state` is overwritten, and into the log that the
 * timeline of a door is read from. Call it last in its transaction.
 */
export async function feedDoorStates(tx: EntityManager, sn: string, doorIds: readonly string[]): Promise<void> {
  if (doorIds.length === 0) return;
  await logDoorStates(tx, doorIds);
  await tx.query(
    `SELECT feed_append('doorState', $1, d.id) FROM unnest($2::text[]) WITH ORDINALITY AS d (id, place) ORDER BY d.place`,
    [sn, doorIds],
  );
}

export const logDoorStates = (tx: EntityManager, doorIds: readonly string[]): Promise<void> =>
  log(tx, 'd.id = ANY($1)', doorIds);

/** The device of all these doors came back, or is away. */
export const logDoorsOf = (tx: EntityManager, sn: string): Promise<void> => log(tx, 'd.device_sn = $1', sn);

/** Writes a row for each door that is not as its last row says. */
async function log(tx: EntityManager, which: string, by: unknown): Promise<void> {
  await tx.query(
    `INSERT INTO door_state_log (door_id, status, online, sensor, relay, alarm, lock_down, hold, until)
     SELECT n.id, n.status, n.online, n.sensor, n.relay, n.alarm, n."lockDown", n.hold, n.until
     FROM (${doorFacts} WHERE ${which}) n LEFT JOIN LATERAL (
       SELECT l.* FROM door_state_log l WHERE l.door_id = n.id ORDER BY l.at DESC, l.id DESC LIMIT 1) l ON true
     WHERE l.door_id IS NULL OR (l.status, l.online, l.sensor, l.relay, l.alarm, l.lock_down, l.hold, l.until)
       IS DISTINCT FROM (n.status, n.online, n.sensor, n.relay, n.alarm, n."lockDown", n.hold, n.until)`,
    [by],
  );
}
