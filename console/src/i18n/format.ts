import { localeOf, type Language } from './locale.js';

/** Times are the site's, whoever looks from wherever. */
export interface Formats {
  readonly number: (value: number) => string;
  /** `14:02:11` */
  readonly time: (at: Date) => string;
  /** `23 Nov 2026` */
  readonly date: (at: Date) => string;
  /** `23 Nov 2026, 14:02:11` */
  readonly dateTime: (at: Date) => string;
  /** `2 min ago` */
  readonly ago: (at: Date, now?: Date) => string;
  readonly isToday: (at: Date, now?: Date) => boolean;
  /** The day of the site as `2026-11-23`. */
  readonly dayOf: (at: Date) => string;
  /** `4 May` of `2026-05-04`, wherever it is. */
  readonly day: (day: string) => string;
  /** `Mon` of 0, the first day of the week. */
  readonly weekday: (day: number) => string;
}

/** A Monday. */
const firstWeekday = Date.UTC(2024, 0, 1);

const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Latin digits in every language: cards, pins and times are compared with what devices show. */
export function formatsOf(language: Language, timeZone: string | undefined): Formats {
  const locale = `${localeOf[language]}-u-nu-latn`;
  const zone = timeZone === undefined ? {} : { timeZone };
  const numbers = new Intl.NumberFormat(locale);
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const times = new Intl.DateTimeFormat(locale, { ...clock, ...zone });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone });
  const both = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', ...clock, ...zone });
  const days = new Intl.DateTimeFormat('sv-SE', { ...zone });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' });
  const calendar = { timeZone: 'UTC' } as const;
  const shortDays = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...calendar });
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'short', ...calendar });
  const dayOf = (at: Date) => days.format(at);
  return {
    number: (value) => numbers.format(value),
    time: (at) => times.format(at),
    date: (at) => dates.format(at),
    dateTime: (at) => both.format(at),
    ago: (at, now = new Date()) => {
      const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
      const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
      return relative.format(Math.trunc(seconds / size), unit);
    },
    isToday: (at, now = new Date()) => dayOf(at) === dayOf(now),
    dayOf,
    day: (day) => shortDays.format(new Date(`${day}T00:00:00Z`)),
    weekday: (day) => weekdays.format(new Date(firstWeekday + day * 86_400_000)),
  };
}
