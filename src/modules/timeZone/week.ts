import { alwaysTimeZoneId, dayNames, type Periods } from './time-zone.entity.js';

type Period = [from: string, to: string];

const wholeDay: Period = ['00:00', '23:59'];
const always: Periods = Object.fromEntries(dayNames.map((day) => [day, [wholeDay]]));

/** The periods of a zone, also of the one that is always open. */
export const periodsOf = (id: number, periods: Periods): Periods => (id === alwaysTimeZoneId ? always : periods);

/** Periods of a day as one after the other: those that touch become one. */
function joined(periods: readonly Period[]): Period[] {
  const days: Period[] = [];
  for (const [from, to] of [...periods].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = days.at(-1);
    if (last && from <= last[1]) last[1] = to > last[1] ? to : last[1];
    else days.push([from, to]);
  }
  return days;
}

const byDay = (of: (day: (typeof dayNames)[number]) => Period[]): Periods =>
  Object.fromEntries(dayNames.map((day) => [day, of(day)] as const).filter(([, periods]) => periods.length > 0));

/** The week in which one of these is open. A day may have more periods than a zone could. */
export const anyOf = (weeks: readonly Periods[]): Periods =>
  byDay((day) => joined(weeks.flatMap((week) => week[day] ?? [])));

/** The week in which both are open. */
export const bothOf = (one: Periods, other: Periods): Periods =>
  byDay((day) =>
    joined(
      (one[day] ?? []).flatMap(([from, to]) =>
        (other[day] ?? [])
          .map(([begin, end]): Period => [from > begin ? from : begin, to < end ? to : end])
          .filter(([begin, end]) => begin <= end),
      ),
    ),
  );
