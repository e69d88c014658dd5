export const periods = ['day', 'week', 'month'] as const;
type Period = (typeof periods)[number];

const days: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30 };

/** Since when, to the minute: a list that is asked for again is the same list. */
export const sinceOf = (period: Period): string =>
  new Date((Math.floor(Date.now() / 60_000) - days[period] * 1_440) * 60_000).toISOString();
