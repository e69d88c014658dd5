import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';
import { dayNameAt, type HolidayDate } from '../../modules/timeZone/open-at.js';
import type { Desired, DesiredRow } from './desired-row.js';
import type { DeviceFacts, SharedFacts } from './facts.js';

/** What terminals on port 4370 can hold; all else they are not told. */
const tables: ReadonlySet<string> = new Set(['user', 'userauthorize', 'templatev10', 'timezone']);
const held = ({ rows }: { readonly rows: readonly DesiredRow[] }) => rows.filter(({ table }) => tables.has(table));

/**
 * The part of a person's rows that a device of this link can hold. To a terminal on port 4370 a user is somebody who may
 * pass: who may not is not on it at all.
 */
export function personForLink(desired: Desired, { device }: DeviceFacts): Desired {
  if (device.link !== 'pull') return desired;
  const rows = held(desired);
  return { ...desired, rows: rows.some(({ table }) => table === 'userauthorize') ? rows : [] };
}

type Shared = Omit<Desired, 'unsupported'>;

/**
 * The part of the shared rows that a device of this link can hold. A terminal on port 4370 knows weekdays and no
 * holidays: of the week that begins today a holiday's periods take the place of its weekday's, and give it back after.
 */
export function sharedForLink(
  desired: Shared,
  { holidays }: Pick<SharedFacts, 'holidays'>,
  { device, timeZone }: Pick<DeviceFacts, 'device' | 'timeZone'>,
  now: Date,
): Shared {
  // People alone: what else such a terminal is set to, its own menu says.
  if (device.link === 'push-att') return { rows: [], nextAt: null };
  if (device.link !== 'pull') return desired;
  const today = wallClockOf(now, timeZone).slice(0, 10);
  const week = weekFrom(today, holidays);
  const rows = held(desired).map((row) => (row.table === 'timezone' ? withWeek(row, week) : row));
  const turn = nextTurn(today, holidays);
  const turnsAt = turn === null ? null : instantOf(`${turn} 00:00:00`, timeZone);
  const { nextAt } = desired;
  return { rows, nextAt: nextAt && turnsAt ? new Date(Math.min(+nextAt, +turnsAt)) : (nextAt ?? turnsAt) };
}

const dayMs = 24 * 60 * 60 * 1_000;
const daysOfWeek = 7;
/** Longer than a year, in which every yearly holiday comes. */
const horizon = 400;

const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

type Week = readonly { readonly weekday: string; readonly counts: string }[];

/** Of each weekday, as it comes next, whose periods count. */
const weekFrom = (today: string, holidays: readonly HolidayDate[]): Week =>
  Array.from({ length: daysOfWeek }, (_, days) => {
    const date = dayAfter(today, days);
    return { weekday: dayNameAt(date, []), counts: dayNameAt(date, holidays) };
  });

function withWeek(row: DesiredRow, week: Week): DesiredRow {
  const all = row.row.periods as Readonly<Record<string, readonly string[] | undefined>>;
  const periods = Object.fromEntries(week.map(({ weekday, counts }) => [weekday, all[counts] ?? []]));
  return { ...row, row: { ...row.row, periods } };
}

/** The day on which that week is another: one is over, and the same weekday a week later is no holiday of its kind. */
function nextTurn(today: string, holidays: readonly HolidayDate[]): string | null {
  for (let days = 0; days < horizon && holidays.length > 0; days++) {
    const [over, comes] = [dayAfter(today, days), dayAfter(today, days + daysOfWeek)];
    if (dayNameAt(over, holidays) !== dayNameAt(comes, holidays)) return dayAfter(over, 1);
  }
  return null;
}
