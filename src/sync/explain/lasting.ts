import type { Belonging } from '../../modules/person/validity.js';
import { leavesAt } from '../../modules/person/validity.js';
import { dayNameAt, type HolidayDate } from '../../modules/timeZone/open-at.js';
import type { Periods } from '../../modules/timeZone/time-zone.entity.js';

/** What is open so long is not followed further. */
const mostDays = 8;
const dayMs = 24 * 60 * 60 * 1_000;

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
const lastMinute = '23:59';

/** The last minute up to which one of these stays open without a break, on that day; null = it is closed then. */
function openTo(all: readonly Periods[], holidays: readonly HolidayDate[], day: string, from: string): string | null {
  const name = dayNameAt(`${day} ${from}:00`, holidays);
  const periods = all.flatMap((one) => one[name] ?? []);
  let at = from;
  let end: string | null = null;
  for (;;) {
    const next = periods.filter(([begin, to]) => begin <= at && to >= at && (end === null || to > end));
    const [furthest] = next.map(([, to]) => to).sort((a, b) => (a < b ? 1 : -1));
    if (furthest === undefined) return end;
    end = furthest;
    if (end >= lastMinute) return lastMinute;
    at = minuteAfter(end);
  }
}

function minuteAfter(minute: string): string {
  const [hours = 0, minutes = 0] = minute.split(':').map(Number);
  const next = hours * 60 + minutes + 1;
  return `${String(Math.floor(next / 60)).padStart(2, '0')}:${String(next % 60).padStart(2, '0')}`;
}

/** Until when one of these stays open without a break, by the clock; null = for more than a week. */
export function openUntil(all: readonly Periods[], holidays: readonly HolidayDate[], clock: string): string | null {
  let day = clock.slice(0, 10);
  let from = clock.slice(11, 16);
  let last = clock;
  for (let days = 0; days < mostDays; days++) {
    const end = openTo(all, holidays, day, from);
    if (end === null) return last;
    last = `${day} ${end}:59`;
    if (end < lastMinute) return last;
    day = dayAfter(day);
    from = '00:00';
  }
  return null;
}

/** The end of what a person may, and a door allows: the first of these that comes; null = none is known. */
export function endOf(person: Belonging, ...ends: readonly (string | null)[]): string | null {
  const all = [person.validTo, lastSecondBefore(leavesAt(person)), ...ends];
  const [first] = all.filter((end): end is string => end !== null).sort();
  return first ?? null;
}

function lastSecondBefore(clock: string | null): string | null {
  if (clock === null) return null;
  return new Date(Date.parse(`${clock.replace(' ', 'T')}Z`) - 1_000).toISOString().slice(0, 19).replace('T', ' ');
}
