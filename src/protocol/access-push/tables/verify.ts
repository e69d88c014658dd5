import type { Columns } from '../field.js';
import { decodePeriod, encodePeriod, int, text } from '../field.js';
import { table } from '../table.js';
import { devId, has } from './columns.js';
import { capital, type DayKey, dayKeys, slots } from './schedule.js';

/** Verification modes in a period: for persons with rules of their own, and for everybody else at the door. */
export interface VerifyPeriod {
  readonly period: string;
  readonly user: number;
  readonly door: number;
}

export type VerifyPeriods = Readonly<Partial<Record<DayKey, readonly VerifyPeriod[]>>>;

/** No mode of its own: the door's or person's usual one. */
export const usualVerify = 255;

const code = (raw: string | undefined) => (/^\d{1,3}$/.test(raw?.trim() ?? '') ? Number(raw) : usualVerify);

const written = (rule: VerifyPeriod | undefined) => [
  String(encodePeriod(rule?.period ?? null)),
  String(rule?.user ?? usualVerify),
  String(rule?.door ?? usualVerify),
];

/** SunTime1, SunTime1VSUser, SunTime1VSDoor ... Hol3Time3VSDoor. */
const verifyPeriods: Columns<VerifyPeriods> = {
  names: dayKeys.flatMap((key) =>
    slots.flatMap((slot) => ['', 'VSUser', 'VSDoor'].map((end) => `${capital(key)}Time${slot + 1}${end}`)),
  ),
  readAll: (raws) =>
    Object.fromEntries(
      dayKeys.map((key, at) => [
        key,
        slots.flatMap((slot) => {
          const [time, user, door] = raws.slice((at * 3 + slot) * 3);
          const period = decodePeriod(Number(time));
          return period === null ? [] : [{ period, user: code(user), door: code(door) }];
        }),
      ]),
    ),
  writeAll: (value) => dayKeys.flatMap((key) => slots.flatMap((slot) => written(value[key]?.[slot]))),
};

/** Access PUSH 9.1.1, verification modes by period. */
export const diffTimezoneVS = table(
  'DiffTimezoneVS',
  { timezoneId: int('TimezoneID'), periods: verifyPeriods },
  { key: ['timezoneId'], unit: ['timezoneId'], when: has(12) },
);

/** Access PUSH 9.1.1, which DiffTimezoneVS a door uses. */
export const doorVSTimezone = table(
  'DoorVSTimezone',
  { doorId: int('DoorID'), timezoneId: int('TimezoneID'), devId: devId() },
  { key: ['doorId', 'devId'], unit: ['doorId'], when: has(12) },
);

/** Access PUSH 9.1.1, which DiffTimezoneVS a person uses at a door. */
export const personalVSTimezone = table(
  'PersonalVSTimezone',
  { pin: text('PIN'), doorId: int('DoorID'), timezoneId: int('TimezoneID'), devId: devId() },
  {
    key: ['pin', 'doorId', 'devId'],
    unit: ['pin', 'doorId'],
    deletes: [['pin'], ['pin', 'doorId']],
    when: has(12),
  },
);
