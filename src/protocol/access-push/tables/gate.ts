import type { Columns } from '../field.js';
import { decodePeriod, encodePeriod, int } from '../field.js';
import { table, upload } from '../table.js';
import { capital } from './schedule.js';

const weekKeys = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type WeekKey = (typeof weekKeys)[number];

/** How a gate lets people through in a period. */
export interface Passing {
  readonly period: string;
  readonly passMode: number;
}

/** Up to five a day. */
export type PassRules = Readonly<Partial<Record<WeekKey, readonly Passing[]>>>;

const slots = [0, 1, 2, 3, 4] as const;
const mode = (raw: string | undefined) => (/^\d{1,9}$/.test(raw?.trim() ?? '') ? Number(raw) : 0);

/** SunTime1, SunPassMode1 ... SatPassMode5. */
const passRules: Columns<PassRules> = {
  names: weekKeys.flatMap((key) =>
    slots.flatMap((slot) => [`${capital(key)}Time${slot + 1}`, `${capital(key)}PassMode${slot + 1}`]),
  ),
  readAll: (raws) =>
    Object.fromEntries(
      weekKeys.map((key, at) => [
        key,
        slots.flatMap((slot) => {
          const [time, passMode] = raws.slice((at * slots.length + slot) * 2);
          const period = decodePeriod(Number(time));
          return period === null ? [] : [{ period, passMode: mode(passMode) }];
        }),
      ]),
    ),
  writeAll: (value) =>
    weekKeys.flatMap((key) =>
      slots.flatMap((slot) => {
        const rule = value[key]?.[slot];
        return [String(encodePeriod(rule?.period ?? null)), String(rule?.passMode ?? 0)];
      }),
    ),
};

/**
 * Access PUSH 9.1.1, time rule and passing mode of channel controllers. No DELETE is printed; it is assumed to use the
 * key.
 */
export const gatePassRule = table(
  'gatepassrule',
  { passwayTimeZoneId: int('PasswayTimeZoneId'), rules: passRules },
  { key: ['passwayTimeZoneId'], unit: ['passwayTimeZoneId'] },
);

/** Access PUSH 7.14, counters of a channel controller. */
export const irState = upload('irstate', {
  irState: int('irstate'),
  irSenseCount: int('irsensecount'),
  inCount: int('incount'),
  outCount: int('outcount'),
  alarmCount: int('alarmcount'),
  runCount: int('runcount'),
});
