import type { EntityManager } from 'typeorm';

/**
 * Puts the present state of a door into the feed, because `door_state` is overwritten. Call it last in its transaction.
 */
export async function feedDoorState(tx: EntityManager, sn: string, doorId: string): Promise<void> {
  await tx.query(
    `UPDATE feed f SET detail = (
       SELECT jsonb_build_object('sensor', s.sensor, 'relay', s.relay, 'alarm', s.alarm, 'lockDown', d.lock_down)
       FROM door d LEFT JOIN door_state s ON s.door_id = d.id WHERE d.id = $1)
     WHERE f.position = $2`,
    [doorId, await append(tx, sn, doorId)],
  );
}

async function append(tx: EntityManager, sn: string, doorId: string): Promise<number> {
  const [row]: { position: number }[] = await tx.query(`SELECT feed_append('doorState', $1, $2) AS position`, [
    sn,
    doorId,
  ]);
  return row?.position ?? 0;
}
