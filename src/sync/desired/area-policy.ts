import type { EntityManager } from 'typeorm';
import { areaModules } from '../../modules/areaPerson/area-person.entity.js';
import type { Device } from '../../modules/device/device.entity.js';

/** Whom terminals learn from, by their areas; doors learn from all of them. */
export async function policiesOf(
  tx: EntityManager,
  devices: readonly Device[],
): Promise<ReadonlyMap<string, string[]>> {
  const codes = devices.filter(({ module }) => areaModules.has(module)).map(({ areaCode }) => areaCode);
  if (codes.length === 0) return new Map();
  const areas: { code: string; from: string[] }[] = await tx.query(
    'SELECT code, learns_from AS "from" FROM area WHERE code = ANY($1) AND learns_from IS NOT NULL',
    [codes],
  );
  return new Map(areas.map(({ code, from }) => [code, from]));
}

/**
 * What of a device decides whom it knows by its area: another area, business or door, and everybody is looked at again.
 * Nothing for devices that know people by levels alone.
 */
export async function stationKey(tx: EntityManager, { sn, module, areaCode }: Device): Promise<readonly unknown[]> {
  if (!areaModules.has(module)) return [];
  const doors: { number: number }[] = await tx.query('SELECT number FROM door WHERE device_sn = $1 ORDER BY number', [
    sn,
  ]);
  return [module, areaCode, doors.map(({ number }) => number)];
}
