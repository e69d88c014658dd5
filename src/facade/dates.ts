import { Failure, type Reason } from '../platform/errors.js';

/** The edge of the day that a date without a time means. */
export type Edge = 'start' | 'end';

const midnight = { start: '00:00:00', end: '23:59:59' } as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const usual =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
/** `Fri Aug 04 15:45:00 CST 2017`, as Java's Date prints itself. */
const javaDate = /^\w{3} (\w{3}) +(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) \S+ (\d{4})$/;

/**
 * A wall clock time as clients write it (docs/field-notes.md, clients 7): `yyyy-MM-dd HH:mm:ss`, without the time, with a `T`, without
 * leading zeros, or as Java prints a Date. A zone is ignored: times on the facade are wall clock times.
 * @returns `yyyy-MM-dd HH:mm:ss`, or null for an empty text
 * @throws Failure timeInvalid, or the reason that is given
 */
export function wallClock(text: string, edge: Edge, reason: Reason = 'timeInvalid'): string | null {
  const given = text.replaceAll('+', ' ').trim();
  if (given === '') return null;
  const [date, time] = partsOf(text.trim()) ?? partsOf(given) ?? [];
  if (!date) throw new Failure(reason, `"${text.slice(0, 40)}" is not a time such as 2024-05-31 08:30:00`);
  return `${date} ${time ?? midnight[edge]}`;
}

/**
 * A date; a time after it is dropped.
 * @returns `yyyy-MM-dd`, or null for an empty text
 * @throws Failure timeInvalid
 */
export const dayOf = (text: string): string | null => wallClock(text, 'start')?.slice(0, 10) ?? null;

/** @throws Failure timeRangeInvalid */
export function checkRange(start: string | null | undefined, end: string | null | undefined): void {
  if (start && end && start > end) {
    throw new Failure('timeRangeInvalid', `the start ${start} is later than the end ${end}`);
  }
}

type Parts = readonly [date: string, time: string | undefined];

function partsOf(text: string): Parts | null {
  const plain = usual.exec(text)?.slice(1);
  if (plain) return checked(plain.slice(0, 3), plain[3] === undefined ? [] : plain.slice(3));
  const java = javaDate.exec(text)?.slice(1);
  if (!java) return null;
  const [name = '', day = '', hour, minute, second, year = ''] = java;
  return checked([year, String(months.indexOf(name) + 1), day], [hour, minute, second]);
}

const two = (text = '0') => text.padStart(2, '0');
const limits = [23, 59, 59];

/** Refuses times that do not exist, such as 31 June or 25 o'clock. */
function checked(
  [year = '', month = '', day = '']: readonly string[],
  time: readonly (string | undefined)[],
): Parts | null {
  const instant = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // PostgreSQL's calendar begins with the year 1.
  if (Number(year) === 0 || instant.getUTCMonth() !== Number(month) - 1 || instant.getUTCDate() !== Number(day))
    return null;
  if (time.some((part, index) => Number(part ?? 0) > (limits[index] ?? 0))) return null;
  return [`${year}-${two(month)}-${two(day)}`, time.length === 0 ? undefined : time.map(two).join(':')];
}
