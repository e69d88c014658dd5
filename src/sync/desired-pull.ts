import type { Desired } from './desired.js';
import type { DeviceFacts } from './facts.js';

/** What terminals on port 4370 can hold; all else they are not told. */
const tables: ReadonlySet<string> = new Set(['user', 'userauthorize', 'templatev10', 'timezone']);

/**
 * The part of desired rows that a device of this link can hold. To a terminal on port 4370 a user is somebody who may
 * pass: who may not is not on it at all.
 */
export function forLink<D extends Pick<Desired, 'rows'>>(desired: D, { device }: DeviceFacts, personal: boolean): D {
  // People alone; what else such a terminal is set to, its own menu says.
  if (device.link === 'push-att' && !personal) return { ...desired, rows: [] };
  if (device.link !== 'pull') return desired;
  const rows = desired.rows.filter(({ table }) => tables.has(table));
  const passes = rows.some(({ table }) => table === 'userauthorize');
  return { ...desired, rows: personal && !passes ? [] : rows };
}
