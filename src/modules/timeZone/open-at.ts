import type { DayName, Periods } from './time-zone.entity.js';

/** A day on which holiday periods count. */
export interface HolidayDate {
  /** `yyyy-MM-dd` */
  readonly date: string;
  readonly type: 1 | 2 | 3;
  readonly everyYear: boolean;
}

const weekdays: readonly DayName[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Whose periods count on that day: those of a holiday replace the weekday's, and a holiday of exactly that date has
 * priority.
 */
export function dayNameAt(clock: string, holidays: readonly HolidayDate[]): DayName {
  const today = clock.slice(0, 10);
  const holiday =
    holidays.find(({ date }) => date === today) ??
    holidays.find(({ date, everyYear }) => everyYear && date.slice(5) === today.slice(5));
  if (holiday) return `hol${holiday.type}`;
  return weekdays[new Date(`${today}T00:00:00Z`).getUTCDay()] ?? 'sun';
}

/**
 * Whether a time zone is open, read as devices read it: the last minute of a period belongs to it.
 * @param clock wall clock of the device, `yyyy-MM-dd HH:mm:ss`
 */
export function isOpenAt(periods: Periods, holidays: readonly HolidayDate[], clock: string): boolean {
  const minute = clock.slice(11, 16);
  return (periods[dayNameAt(clock, holidays)] ?? []).some(([from, to]) => from <= minute && minute <= to);
}
