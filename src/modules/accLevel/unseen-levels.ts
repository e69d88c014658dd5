import type { EntityManager } from 'typeorm';
import type { Bounds } from '../../platform/operator/bounds.js';

/**
 * What people have in their own right of areas that an operator does not see: what it says of their levels is not about
 * these. By pin; a person without any is missing.
 */
export async function unseenLevels(
  tx: EntityManager,
  bounds: Bounds | null,
  pins: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (!bounds?.areas) return new Map();
  const rows: { pin: string; ids: string[] }[] = await tx.query(
    `SELECT p.pin, array_agg(l.id ORDER BY l.id) AS ids FROM person p JOIN acc_level_person m ON m.person_id = p.id
       JOIN acc_level l ON l.id = m.level_id
     WHERE p.pin = ANY($1) AND m.granted AND l.business = 'acc' AND NOT l.area_code = ANY($2) GROUP BY p.pin`,
    [pins, bounds.areas],
  );
  return new Map(rows.map(({ pin, ids }) => [pin, ids]));
}
