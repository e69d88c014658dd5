import { dayNames } from './time-zone.entity.js';

interface Fault {
  readonly field: string;
  readonly message: string;
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A TimezoneId row has three periods a day (Access PUSH, DATA UPDATE timezone). */
const mostPeriods = 3;

const days: ReadonlySet<string> = new Set(dayNames);

/** What is wrong with the periods of a zone, with the way to it; null = nothing. */
export function faultOfPeriods(periods: unknown): Fault | null {
  if (typeof periods !== 'object' || periods === null || Array.isArray(periods)) {
    return fault('periods', 'must be an object of days');
  }
  for (const [day, of] of Object.entries(periods)) {
    const found = days.has(day) ? faultOfDay(`periods.${day}`, of) : fault(`periods.${day}`, 'is no day');
    if (found) return found;
  }
  return null;
}

function faultOfDay(field: string, periods: unknown): Fault | null {
  if (!Array.isArray(periods)) return fault(field, 'must be a list of periods');
  if (periods.length > mostPeriods) return fault(field, `has more than ${mostPeriods} periods`);
  const wrong = periods.findIndex((period) => !isPeriod(period));
  if (wrong >= 0) return fault(`${field}.${wrong}`, 'must be ["HH:mm", "HH:mm"], the first before the second');
  return overlap(periods as [string, string][]) ? fault(field, 'has periods that overlap') : null;
}

function isPeriod(period: unknown): boolean {
  if (!Array.isArray(period) || period.length !== 2) return false;
  const [from, to] = period as unknown[];
  return typeof from === 'string' && typeof to === 'string' && clock.test(from) && clock.test(to) && from < to;
}

/** Devices open up to and including the last minute, so periods that touch share a minute and need not be two. */
function overlap(periods: readonly [string, string][]): boolean {
  const sorted = [...periods].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.some(([from], index) => index > 0 && from < (sorted[index - 1]?.[1] ?? ''));
}

const fault = (field: string, message: string): Fault => ({ field, message: `${field} ${message}` });
