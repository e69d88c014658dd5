import { weekdays, type Week } from '../../protocol/standalone/access.js';

/** Number of zones in a terminal. */
const slotCount = 50;
const slotsPerZone = 3;
export const alwaysZone = 1;
/** Number of zones that one user can have. */
export const zonesOfAUser = 3;

/**
 * The terminal's zones that stand for one of ours: its zones have one period a day, ours have three. @throws RangeError
 */
export function slotsOf(timeZoneId: number): readonly number[] {
  if (timeZoneId === alwaysZone) return [alwaysZone];
  const first = 2 + (timeZoneId - 2) * slotsPerZone;
  if (first + slotsPerZone - 1 > slotCount) {
    throw new RangeError(`time zone ${timeZoneId} has no place on a terminal of this kind`);
  }
  return [first, first + 1, first + 2];
}

type Periods = Readonly<Record<string, readonly string[] | undefined>>;

/** `08:30-12:00` of each day, for the n-th period of the day. */
export function weekOf(periods: Periods, place: number): Week {
  return weekdays.map((day) => {
    const [, from = '', to = ''] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(periods[day]?.[place] ?? '') ?? [];
    return from === '' ? null : [from, to];
  });
}

export const isOpenSomeDay = (week: Week): boolean => week.some((period) => period !== null);
