import type { DayName, Periods } from '../../modules/timeZone/time-zone.entity.js';
import { dayNames } from '../../modules/timeZone/time-zone.entity.js';
import { contentOf } from '../../sync/survey/found-access.js';
import type { OldRow } from './old-list.js';
import { oldDays, oldPeriods } from './old-tables.js';
import { dayOf, flagOf, said } from './old-values.js';
import type { SiteObject } from './importer.js';

export interface TimeZoneObject extends SiteObject {
  /** Its number on the panels there; 0 = not told. */
  readonly number: number;
  readonly periods: Periods;
}

export interface HolidayObject extends SiteObject {
  readonly date: string;
}

const clock = /^([01]?\d|2[0-4]):([0-5]\d)/;
const lastMinute = '23:59';

/** `HH:mm`; null for what is no time of a day. Midnight at the end is the last minute: devices open through it. */
function minuteOf(text: string): string | null {
  const [, hour, minute = ''] = clock.exec(text) ?? [];
  if (hour === undefined) return null;
  return hour === '24' ? (minute === '00' ? lastMinute : null) : `${hour.padStart(2, '0')}:${minute}`;
}

const unused = '00:00';

/** Null if it cannot be read. */
function pairsOf(row: OldRow, day: string): [string, string][] | null {
  const told = oldPeriods
    .map((n) => [said(row, `${day}_start${n}`), said(row, `${day}_end${n}`)] as const)
    .filter(([start, end]) => start !== '' || end !== '');
  const pairs = told.map(([start, end]) => [minuteOf(start), minuteOf(end)] as const);
  if (pairs.some((pair) => pair.includes(null))) return null;
  return (pairs as [string, string][]).filter(([from, to]) => from !== unused || to !== unused);
}

/** Null if a period cannot be read. */
function periodsOf(row: OldRow): Periods | null {
  const days = oldDays.map((day) => pairsOf(row, day));
  if (days.includes(null)) return null;
  const named = dayNames.map((name, place): [DayName, [string, string][]] => [name, days[place] ?? []]);
  return Object.fromEntries(named.filter(([, pairs]) => pairs.length > 0));
}

/** Time zones with their numbers on the panels, by the rows of `acc_timeseg`. */
export const timeZoneObjects = (rows: readonly OldRow[]): TimeZoneObject[] =>
  rows.map((row) => {
    const [oldId, name, number] = [said(row, 'id'), said(row, 'name'), Number(said(row, 'number'))];
    const periods = periodsOf(row);
    return {
      ...{ oldId, key: oldId, label: name, number: Number.isInteger(number) ? number : 0, periods: periods ?? {} },
      fields: { name: name === '' ? `Time zone ${number}` : name, periods: contentOf(periods ?? {}) },
      fault: periods === null ? 'one of its periods is no time of a day' : undefined,
    };
  });

const longestHoliday = 366;
const oneDay = 86_400_000;

/** Devices hold one day a row, so a holiday of several days becomes several. */
export const holidayObjects = (rows: readonly OldRow[]): HolidayObject[] => rows.flatMap(daysOfHoliday);

function daysOfHoliday(row: OldRow): HolidayObject[] {
  const [id, name, type] = [said(row, 'id'), said(row, 'name'), said(row, 'type')];
  const [first, last] = [dayOf(said(row, 'start')), dayOf(said(row, 'end'))];
  const count = first === null || last === null ? NaN : (Date.parse(last) - Date.parse(first)) / oneDay + 1;
  const fault = !(count >= 1 && count <= longestHoliday)
    ? 'its days cannot be read'
    : !/^[123]$/.test(type)
      ? 'its type is not 1, 2 or 3'
      : undefined;
  const object = (date: string): HolidayObject => ({
    ...{ oldId: `${id} ${date}`, key: date, label: name, date, fault },
    fields: { name, type, everyYear: String(flagOf(row.everyYear) ?? false) },
  });
  if (fault !== undefined || first === null) return [object(said(row, 'start'))];
  return Array.from({ length: count }, (_, n) =>
    object(new Date(Date.parse(first) + n * oneDay).toISOString().slice(0, 10)),
  );
}

/** @param levelKeys levels here by their old ids */
export const departmentLevelObjects = (
  levels: ReadonlyMap<string, readonly string[]>,
  levelKeys: ReadonlyMap<string, string>,
): SiteObject[] =>
  [...levels].map(([code, oldIds]) => {
    const keys = oldIds.flatMap((id) => levelKeys.get(id) ?? []);
    const missing = oldIds.find((id) => !levelKeys.has(id));
    return {
      ...{ oldId: code, key: code, label: `levels of the department ${code}` },
      fields: { levelIds: [...new Set(keys)].sort().join(',') },
      fault: missing === undefined ? undefined : `the level ${missing} is not here`,
    };
  });
