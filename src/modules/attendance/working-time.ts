import type { HolidayDate } from '../timeZone/open-at.js';
import { weekdays, type ClockSpan, type Shift, type Weekday } from './shift.entity.js';

export type WorkingHours = Pick<Shift, 'periods' | 'breaks' | 'worksHolidays'>;

/** Seconds since 1970 of a wall clock, as if it were UTC: hours of work are hours of the wall clock. */
type Seconds = number;
type Span = readonly [from: Seconds, to: Seconds];

const day = 86_400;
const secondsOf = (clock: string): Seconds => Date.parse(`${clock.replace(' ', 'T')}Z`) / 1_000;
const dateOf = (at: Seconds) => new Date(at * 1_000).toISOString().slice(0, 10);
const clockSeconds = (clock: string) => Number(clock.slice(0, 2)) * 3_600 + Number(clock.slice(3, 5)) * 60;

/**
 * How many minutes of work are between two wall clocks, `yyyy-MM-dd HH:mm:ss`; parts of a minute are dropped.
 * @param hours null = the person has no shift: all of the time counts
 */
export function workingMinutes(
  hours: WorkingHours | null,
  holidays: readonly HolidayDate[],
  start: string,
  end: string,
): number {
  // The last second of a day counts as its end.
  const asked: Span = [secondsOf(start), secondsOf(end) + (end.endsWith('23:59:59') ? 1 : 0)];
  const worked = hours ? workBetween(hours, holidays, asked) : asked[1] - asked[0];
  return Math.floor(worked / 60);
}

function workBetween(hours: WorkingHours, holidays: readonly HolidayDate[], asked: Span): Seconds {
  const isHoliday = holidayTest(holidays);
  const periods = midnightsOf(asked)
    .filter((midnight) => hours.worksHolidays || !isHoliday(dateOf(midnight)))
    .flatMap((midnight) => (hours.periods[weekdayOf(midnight)] ?? []).map((period) => spanAt(period, midnight)));
  return joined(periods)
    .map((period) => shared(period, asked))
    .filter((period) => length(period) > 0)
    .reduce((sum, period) => sum + length(period) - restIn(period, hours), 0);
}

/** A break belongs to its shift on any day: one after midnight belongs to the shift that began before it. */
function restIn(period: Span, { breaks }: WorkingHours): Seconds {
  const rests = midnightsOf(period).flatMap((midnight) => breaks.map((rest) => spanAt(rest, midnight)));
  return joined(rests).reduce((sum, rest) => sum + length(shared(rest, period)), 0);
}

/** The days of a span, and the day before: a shift that begins on that day may last into the first one. */
function midnightsOf([from, to]: Span): Seconds[] {
  const first = Math.floor(from / day) - 1;
  return Array.from({ length: Math.ceil(to / day) - first }, (_, index) => (first + index) * day);
}

const weekdayOf = (midnight: Seconds): Weekday =>
  weekdays[(new Date(midnight * 1_000).getUTCDay() + 6) % weekdays.length] ?? 'mon';

function spanAt([from, to]: ClockSpan, midnight: Seconds): Span {
  const start = clockSeconds(from);
  const end = clockSeconds(to);
  return [midnight + start, midnight + (end > start ? end : end + day)];
}

const length = ([from, to]: Span) => Math.max(0, to - from);
const shared = (a: Span, b: Span): Span => [Math.max(a[0], b[0]), Math.min(a[1], b[1])];

/** Spans that overlap count once. */
function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && span[0] <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], span[1])];
    else out.push(span);
  }
  return out;
}

function holidayTest(holidays: readonly HolidayDate[]): (date: string) => boolean {
  const once = new Set(holidays.map(({ date }) => date));
  const yearly = new Set(holidays.filter(({ everyYear }) => everyYear).map(({ date }) => date.slice(5)));
  return (date) => once.has(date) || yearly.has(date.slice(5));
}
