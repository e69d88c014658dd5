import type { Fault } from '../rule.js';

export interface DayPeriod {
  /** `HH:mm`, the first before the second. */
  readonly from: string;
  readonly to: string;
}

/** Further fields of a period: whole numbers of a range. */
interface Beside {
  readonly name: string;
  readonly most: number;
  /** Another number with a special meaning. */
  readonly also?: number;
  readonly needed: boolean;
}

interface Limits {
  readonly most: number;
  readonly holidays: boolean;
  readonly beside: readonly Beside[];
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const holidays = ['hol1', 'hol2', 'hol3'];
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

const isClock = (value: unknown): value is string => typeof value === 'string' && clock.test(value);

/** The first fault of periods by day, with its path; null = none. */
export function faultOfDays(days: object, limits: Limits): Fault | null {
  const known = new Set([...weekdays, ...(limits.holidays ? holidays : [])]);
  for (const [day, periods] of Object.entries(days) as [string, unknown][]) {
    if (!known.has(day)) return { field: `days.${day}`, message: 'is no day' };
    const found = faultOfDay(`days.${day}`, periods, limits);
    if (found) return found;
  }
  return null;
}

function faultOfDay(field: string, periods: unknown, { most, beside }: Limits): Fault | null {
  if (!Array.isArray(periods)) return { field, message: 'must be a list of periods' };
  if (periods.length > most) return { field, message: `has more than ${most} periods` };
  for (const [at, period] of (periods as unknown[]).entries()) {
    const found = faultOfPeriod(`${field}.${at}`, period, beside);
    if (found) return found;
  }
  const sorted = (periods as DayPeriod[]).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const overlap = sorted.some(({ from }, at) => at > 0 && from < (sorted[at - 1]?.to ?? ''));
  return overlap ? { field, message: 'has periods that overlap' } : null;
}

function faultOfPeriod(field: string, period: unknown, beside: readonly Beside[]): Fault | null {
  if (typeof period !== 'object' || period === null) return { field, message: 'must be an object with from and to' };
  const said = period as Readonly<Record<string, unknown>>;
  if (!isClock(said.from) || !isClock(said.to) || said.from >= said.to) {
    return { field, message: 'must have from and to as "HH:mm", the first before the second' };
  }
  const wrong = beside.find((value) => !fits(said[value.name], value));
  return wrong ? { field: `${field}.${wrong.name}`, message: `must be a whole number from 0 to ${wrong.most}` } : null;
}

const fits = (value: unknown, { most, also, needed }: Beside) =>
  value === undefined
    ? !needed
    : value === also || (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most);
