import { instantOf, wallClockOf } from '../../platform/database/zone-time.js';
import { dayNameAt, type HolidayDate } from '../../modules/timeZone/open-at.js';
import type { Desired, DesiredRow } from './desired-row.js';
import type { DeviceFacts, SharedFacts } from './facts.js';

/** Tables that terminals on port 4370 can hold; they are not sent anything else. */
const tables: ReadonlySet<string> = new Set(['user', 'userauthorize', 'templatev10', 'timezone']);
const held = ({ rows }: { readonly rows: readonly DesiredRow[] }) => rows.filter(({ table }) => tables.has(table));

/**
 * The part of a person's rows that a device of this link can hold. On port 4370 every user may pass, so a person who
 * may not pass is not on the terminal at all.
 */
export function personForLink(desired: Desired, { device }: DeviceFacts): Desired {
  if (device.link !== 'pull') return desired;
  const rows = held(desired);
  return { ...desired, rows: rows.some(({ table }) => table === 'userauthorize') ? rows : [] };
}

type Shared = Omit<Desired, 'unsupported'>;

/**
 * The part of the shared rows that a device of this link can hold. A terminal on port 4370 knows weekdays and no
 * holidays. So in the week that begins today, the periods of a holiday replace those of its weekday; afterwards the
 * weekday gets its own back.
 */
export function sharedForLink(
  desired: Shared,
  { holidays }: Pick<SharedFacts, 'holidays'>,
  { device, timeZone }: Pick<DeviceFacts, 'device' | 'timeZone'>,
  now: Date,
): Shared {
  // Only persons are sent: an installer makes all other settings of such a terminal in its menu.
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
/** Days to look ahead: more than a year, so that every yearly holiday is among them. */
const horizon = 400;

const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

type Week = readonly { readonly weekday: string; readonly counts: string }[];

/** For each weekday, by its next date, the periods that count. */
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

/**
 * The next day on which the periods change: when a day is over, its weekday takes the periods of the date one week
 * later.
 */
function nextTurn(today: string, holidays: readonly HolidayDate[]): string | null {
  for (let days = 0; days < horizon && holidays.length > 0; days++) {
    const [over, comes] = [dayAfter(today, days), dayAfter(today, days + daysOfWeek)];
    if (dayNameAt(over, holidays) !== dayNameAt(comes, holidays)) return dayAfter(over, 1);
  }
  return null;
}
