import type { ItemOf } from '../../api/call.js';

export type Holiday = ItemOf<'GET /holidays'>;

const two = (value: number) => String(value).padStart(2, '0');
export const dateOf = (year: number, month: number, day: number): string =>
  `${String(year)}-${two(month + 1)}-${two(day)}`;

/** The days of a month in weeks from Monday on; null = of another month. */
export function weeksOf(year: number, month: number): (number | null)[][] {
  const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const weeks = Math.ceil((before + count) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_day, place) => {
      const day = week * 7 + place - before + 1;
      return day >= 1 && day <= count ? day : null;
    }),
  );
}

/** That of a day: one of exactly that date goes before one of every year. */
export const holidayOn = (holidays: readonly Holiday[], date: string): Holiday | undefined =>
  holidays.find((one) => one.date === date) ??
  holidays.find((one) => one.everyYear && one.date.slice(5) === date.slice(5));

/** Those of a year by their day in it. */
export const holidaysIn = (holidays: readonly Holiday[], year: number): Holiday[] =>
  holidays
    .filter(({ date, everyYear }) => everyYear || date.startsWith(`${String(year)}-`))
    .sort((a, b) => a.date.slice(5).localeCompare(b.date.slice(5)));
