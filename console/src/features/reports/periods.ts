import type { Formats } from '../../i18n/format.js';

export const periods = ['day', 'week', 'month', 'quarter'] as const;
export type Period = (typeof periods)[number];

const dayMs = 86_400_000;
const days: Readonly<Record<Exclude<Period, 'day'>, number>> = { week: 7, month: 30, quarter: 84 };

/** What the gateway is asked for: the last day is its usual one. */
export interface Asked {
  readonly from?: string;
}

export const askedOf = (period: Period, { dayOf }: Formats): Asked =>
  period === 'day' ? {} : { from: dayOf(new Date(Date.now() - (days[period] - 1) * dayMs)) };

/** Hours of a week are what a chart can show. */
export const askedByHour = (period: Period, formats: Formats): Asked =>
  askedOf(period === 'day' ? 'day' : 'week', formats);

/** A shape of the week needs some weeks. */
export const askedByWeek = (period: Period, formats: Formats): Asked =>
  askedOf(period === 'quarter' ? 'quarter' : 'month', formats);

export const stepOf = (period: Period): 'hour' | 'day' => (period === 'day' || period === 'week' ? 'hour' : 'day');
