import type { EntityManager } from 'typeorm';
import { isRetiring } from '../../core/ledger/retiring.js';

/**
 * Which of these pins a device should know: by the area that person and device belong to, by a level, or by
 * a room that is open to the person now. Reports of a
 * device about other people are ignored: the pin may be another person's, and the caller may not be the device.
 */
export async function concernedOf(tx: EntityManager, sn: string, pins: readonly string[]): Promise<Set<string>> {
  if (pins.length === 0) return new Set();
  const rows = await tx.query<{ pin: string }[]>(
    `SELECT pin FROM (SELECT p.pin FROM device d JOIN area_person a ON a.area_code = d.area_code AND a.module = d.module
       JOIN person p ON p.id = a.person_id WHERE d.sn = $1 AND p.pin = ANY($2)
     UNION SELECT p.pin FROM level_place o JOIN acc_level_person lp ON lp.level_id = o.level_id
       JOIN person p ON p.id = lp.person_id WHERE o.sn = $1 AND p.pin = ANY($2)
     UNION SELECT p.pin FROM space_pass_about_now s JOIN person p ON p.id = s.person_id
       WHERE s.sn = $1 AND p.pin = ANY($2)) k
     WHERE NOT ${isRetiring('$1')}`,
    [sn, pins],
  );
  return new Set(rows.map(({ pin }) => pin));
}

export const isKnownOnDevice = async (tx: EntityManager, sn: string, pin: string): Promise<boolean> =>
  (await concernedOf(tx, sn, [pin])).has(pin);
