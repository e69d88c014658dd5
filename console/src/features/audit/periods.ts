export const periods = ['day', 'week', 'month'] as const;
type Period = (typeof periods)[number];

const days: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30 };

/** Since when, to the minute: a list that is asked for again is the same list. */
export const sinceOf = (period: Period): string =>
  new Date((Math.floor(Date.now() / 60_000) - days[period] * 1_440) * 60_000).toISOString();

/** `2026-11-01`, of the site; undefined = open. */
export interface Days {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A day of the calendar: an address may be typed by hand. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

/** The gateway wants the first day that is not meant any more. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
