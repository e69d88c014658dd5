import { numberIn, type FoundRow } from './found-row.js';
import type { ZoneTaken } from './take-over.js';

/** Who verifies as always is not said. */
const usualVerify = 255;
/** A panel puts users without a group into group 1. */
const noGroup = 1;

/** The groups that a door waits for, and how many of each; null if the rule includes everybody. */
export function groupsOf(row: FoundRow): { readonly group: number; readonly count: number }[] | null {
  const all = [1, 2, 3, 4, 5].map((place) => numberIn(row, `group${place}`)).filter((group) => group > 0);
  const groups = [...new Set(all)];
  if (groups.length === 0 || groups.includes(noGroup)) return null;
  return groups.map((group) => ({ group, count: all.filter((one) => one === group).length }));
}

interface WirePeriod {
  readonly period: string;
  readonly user: number;
  readonly door: number;
}

/** Days of a verification schedule in the form of the admin API. */
export function scheduleOf({ row }: FoundRow) {
  const periods = (row.periods ?? {}) as Readonly<Record<string, readonly WirePeriod[]>>;
  const days = Object.entries(periods).flatMap(([day, all]) => {
    const times = all.map(({ period, user, door }) => ({
      from: period.slice(0, 5),
      to: period.slice(6),
      ...(user === usualVerify ? {} : { user }),
      ...(door === usualVerify ? {} : { door }),
    }));
    return times.length > 0 ? [[day, times] as const] : [];
  });
  return { days: Object.fromEntries(days) };
}

const zoneSettings: ReadonlySet<string> = new Set(['DoorKeepOpenTimeZone', 'DoorValidTZ']);
const plainSettings: ReadonlySet<string> = new Set(['DoorInOutAntiPassback', 'DoorMaskFlag', 'DoorDisable']);

/** Time zones that a parameter of a door names. */
export const zoneOfSetting = (row: FoundRow): number[] =>
  zoneSettings.has(String(row.row.name)) && numberIn(row, 'value') > 0 ? [numberIn(row, 'value')] : [];

/** A parameter of a door as its setting here; null where the zone is not here, or a rule writes it. */
export function doorSettingOf(row: FoundRow, zones: readonly ZoneTaken[]): Record<string, number> | null {
  const name = String(row.row.name);
  if (plainSettings.has(name)) return { [name]: numberIn(row, 'value') };
  if (!zoneSettings.has(name)) return null;
  const zone = zones.find(({ onDevice }) => onDevice === numberIn(row, 'value'))?.timeZoneId;
  return zone === null || zone === undefined ? null : { [name]: zone };
}
