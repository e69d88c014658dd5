import type { EntityManager } from 'typeorm';
import { areaModules } from '../../modules/areaPerson/area-person.entity.js';
import type { Device } from '../../modules/device/device.entity.js';

/** The areas from whose devices the terminals of each area take templates. Doors take templates from all areas. */
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
 * The settings of a device that decide whom it knows by its area. If its area, business or doors change, all its people
 * are looked at again. Empty for devices that know people by levels only.
 */
export async function stationKey(tx: EntityManager, { sn, module, areaCode }: Device): Promise<readonly unknown[]> {
  if (!areaModules.has(module)) return [];
  const doors: { number: number }[] = await tx.query('SELECT number FROM door WHERE device_sn = $1 ORDER BY number', [
    sn,
  ]);
  return [module, areaCode, doors.map(({ number }) => number)];
}
