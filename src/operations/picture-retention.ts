import type { EntityManager } from 'typeorm';
import { readSetting } from '../platform/database/setting.js';

/** Days; null or never written = for ever. */
export const retentionSetting = 'retentionDays';

/** One statement holds the locks of no more rows than these. */
const bite = 5_000;

const over = [
  `DELETE FROM event_photo WHERE id IN (
     SELECT id FROM event_photo WHERE received_at < now() - $1 * interval '1 day' ORDER BY id LIMIT $2)`,
  `DELETE FROM parking_picture WHERE record_id IN (
     SELECT r.id FROM parking_record r JOIN parking_picture p ON p.record_id = r.id
     WHERE r.received_at < now() - $1 * interval '1 day' LIMIT $2)`,
] as const;

/** Deletes pictures of events and of parking that are older than the installation wants to keep them. */
export async function deleteOldPictures(tx: EntityManager, isStopped: () => boolean): Promise<void> {
  const days = await readSetting<number | null>(tx, retentionSetting);
  if (typeof days !== 'number') return;
  for (const statement of over) {
    for (let deleted = bite; deleted === bite && !isStopped();) {
      [, deleted] = await tx.query<[unknown, number]>(statement, [days, bite]);
    }
  }
}
