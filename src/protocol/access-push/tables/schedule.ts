import type { Columns } from '../field.js';
import { day, decodePeriod, encodePeriod, int, only, optional, packedMoment, text } from '../field.js';
import { table } from '../table.js';
import { has } from './columns.js';

export const dayKeys = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'hol1', 'hol2', 'hol3'] as const;
export type DayKey = (typeof dayKeys)[number];

/** Up to three `HH:MM-HH:MM` a day; a day that is not named is closed. */
export type Periods = Readonly<Partial<Record<DayKey, readonly string[]>>>;

export const slots = [0, 1, 2] as const;
/** A day, in the form in which column names begin: `Sun`, `Hol1`. */
export const capital = (key: string) => key.charAt(0).toUpperCase() + key.slice(1);

/** SunTime1 ... Hol3Time3 (Access PUSH 9.1.1, time rule). */
const periods: Columns<Periods> = {
  names: dayKeys.flatMap((key) => slots.map((slot) => `${capital(key)}Time${slot + 1}`)),
  readAll: (raws) =>
    Object.fromEntries(
      dayKeys.map((key, at) => [
        key,
        slots.map((slot) => decodePeriod(Number(raws[at * 3 + slot]))).filter((period) => period !== null),
      ]),
    ),
  writeAll: (value) => dayKeys.flatMap((key) => slots.map((slot) => String(encodePeriod(value[key]?.[slot] ?? null)))),
};

/** Access PUSH 9.1.1, time rule. */
export const timezone = table(
  'timezone',
  {
    timezoneId: int('TimezoneId'),
    periods,
    startTime: only(has(60), optional(packedMoment('StartTime'))),
    endTime: only(has(60), optional(packedMoment('EndTime'))),
  },
  { key: ['timezoneId'], unit: ['timezoneId'] },
);

/** Access PUSH 9.1.1, holiday. holidayType 1 to 3; loop 1 every year, 2 this year only. DELETE only as a whole. */
export const holiday = table(
  'holiday',
  { holiday: day('Holiday'), holidayType: int('HolidayType'), loop: int('Loop') },
  { key: ['holiday'], unit: [] },
);

/** Access PUSH 9.1.1, daylight saving: MMIIWWHH, the II-th weekday WW of month MM (`dst.ts`). DELETE only as a whole. */
export const dstSetting = table(
  'DSTSetting',
  { year: int('Year'), startTime: text('StartTime'), endTime: text('EndTime'), loop: int('Loop') },
  { key: ['year'], unit: [], when: ({ dst }) => dst !== false },
);
