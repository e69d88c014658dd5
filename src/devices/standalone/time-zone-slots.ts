import { weekdays, type Week } from '../../protocol/standalone/access.js';

/** Zones that a terminal has. */
const slotCount = 50;
const slotsPerZone = 3;
export const alwaysZone = 1;
/** Zones that one user can have. */
export const zonesOfAUser = 3;

/** The terminal's zones that stand for one of ours: it has one period a day, we have three. @throws RangeError */
export function slotsOf(timeZoneId: number): readonly number[] {
  if (timeZoneId === alwaysZone) return [alwaysZone];
  const first = 2 + (timeZoneId - 2) * slotsPerZone;
  if (first + slotsPerZone - 1 > slotCount) {
    throw new RangeError(`time zone ${timeZoneId} has no place on a terminal of this kind`);
  }
  return [first, first + 1, first + 2];
}

type Periods = Readonly<Record<string, readonly string[] | undefined>>;

/** `08:30-12:00` of each day in the n-th of its periods. */
export function weekOf(periods: Periods, place: number): Week {
  return weekdays.map((day) => {
    const [, from = '', to = ''] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(periods[day]?.[place] ?? '') ?? [];
    return from === '' ? null : [from, to];
  });
}

export const isOpenSomeDay = (week: Week): boolean => week.some((period) => period !== null);
