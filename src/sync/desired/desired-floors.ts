import { supports, type Dialect } from '../../protocol/access-push/dialect.js';
import { tables } from '../../protocol/access-push/tables/all.js';
import type { DesiredRow } from './desired-row.js';

/** One floor that somebody may ride to, in one time zone. */
export interface FloorGrant {
  readonly sn: string;
  readonly floor: number;
  readonly timeZoneId: number;
  /** The elevator goes there at once, without a button being pressed. */
  readonly direct: boolean;
}

/** AccSupportFunList. */
const directAccess = 53;

/** A device without the table would know the person and take them to no floor. */
export const holdsFloors = (dialect: Dialect): boolean => tables.usereleauthorize.when?.(dialect) ?? true;

/**
 * What an elevator panel should hold of a person who may pass: one row for each time zone (9.1.1, usereleauthorize).
 */
export function floorRows(pin: string, grants: readonly FloorGrant[], dialect: Dialect): DesiredRow[] {
  if (grants.length === 0 || !holdsFloors(dialect)) return [];
  const zones = [...new Set(grants.map(({ timeZoneId }) => timeZoneId))].sort((a, b) => a - b);
  return zones.map((timezoneId) => {
    const here = grants.filter((grant) => grant.timeZoneId === timezoneId);
    const floors = [...new Set(here.map(({ floor }) => floor))].sort((a, b) => a - b);
    const floorId = supports(dialect, directAccess) ? (here.find(({ direct }) => direct)?.floor ?? 0) : 0;
    return { table: 'usereleauthorize', row: { pin, timezoneId, floorId, floors } };
  });
}
