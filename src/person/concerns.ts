import type { EntityManager } from 'typeorm';

/**
 * Whether a device is to know the person, by the area that both belong to or by a level. What the terminals of an area
 * tell of anybody else is not learnt: their pin may be another person's.
 */
export async function concerns(tx: EntityManager, sn: string, pin: string): Promise<boolean> {
  const [found] = await tx.query<{ known: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM device d JOIN area_person a ON a.area_code = d.area_code AND a.module = d.module
        JOIN person p ON p.id = a.person_id WHERE d.sn = $1 AND p.pin = $2)
      OR EXISTS (SELECT 1 FROM level_place o JOIN acc_level_person lp ON lp.level_id = o.level_id
        JOIN person p ON p.id = lp.person_id WHERE o.sn = $1 AND p.pin = $2) AS known`,
    [sn, pin],
  );
  return found?.known === true;
}
