export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const days = [...weekdays, 'hol1', 'hol2', 'hol3'] as const;
export type Day = (typeof days)[number];

/** Minutes of the day; the last one belongs to it. */
export type Period = readonly [from: number, to: number];
export type Week = Readonly<Record<Day, readonly Period[]>>;
export type Written = Readonly<Partial<Record<Day, string[][]>>>;

export const lastMinute = 1439;
/** As many as a device holds for a day. */
export const most = 3;

const two = (value: number) => String(value).padStart(2, '0');
export const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

function minuteOf(clock: string): number | null {
  const found = /^(\d{1,2})(?::?(\d\d))?$/.exec(clock.trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hour === 24 && minute === 0) return lastMinute;
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

export const weekOf = (written: Written): Week =>
  Object.fromEntries(
    days.map((day) => [
      day,
      (written[day] ?? []).map(([from = '', to = '']): Period => [minuteOf(from) ?? 0, minuteOf(to) ?? 0]),
    ]),
  ) as unknown as Week;

/** All ten days, since the gateway closes those that are not named. */
export const writtenOf = (week: Week): Required<Written> =>
  Object.fromEntries(days.map((day) => [day, week[day].map((period) => period.map(clockOf))])) as Required<Written>;

export const textOfDay = (periods: readonly Period[]): string =>
  periods.map(([from, to]) => `${clockOf(from)}-${clockOf(to)}`).join(', ');

/** In order, and as one where they meet. */
export function joined(periods: readonly Period[]): Period[] {
  const all: Period[] = [];
  for (const [from, to] of [...periods].sort(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], to)];
    else if (from < to) all.push([from, to]);
  }
  return all;
}

/** Which day begins when this one ends; after a holiday nobody knows. */
const dayAfter = (day: Day): Day | null => {
  const at = weekdays.findIndex((one) => one === day);
  return at < 0 ? null : (weekdays[(at + 1) % weekdays.length] ?? null);
};

/**
 * A week in which a day has these periods. One that goes beyond midnight goes on in the day behind.
 * @returns null where a day would have more periods than a device holds
 */
export function withDay(week: Week, day: Day, periods: readonly Period[]): Week | null {
  const next = dayAfter(day);
  const beyond = periods.flatMap(([, to]): Period[] => (to > lastMinute + 1 ? [[0, to - lastMinute - 1]] : []));
  const own = joined(periods.map(([from, to]): Period => [from, Math.min(to, lastMinute)]));
  const changed = { ...week, [day]: own };
  const whole = next && beyond.length > 0 ? { ...changed, [next]: joined([...changed[next], ...beyond]) } : changed;
  return days.every((one) => whole[one].length <= most) ? whole : null;
}

/** `08:00-12:00, 13-18`; one that ends before it begins ends on the day behind. Null = it cannot be read. */
export function periodsIn(text: string): Period[] | null {
  const parts = text.split(/[,;،、]/).filter((part) => part.trim() !== '');
  const found = parts.map((part): Period | null => {
    const [from = null, to = null, ...others] = part.split(/[-–—~]/).map(minuteOf);
    if (from === null || to === null || others.length > 0 || from === to) return null;
    return [from, to < from ? to + lastMinute + 1 : to];
  });
  return found.includes(null) ? null : (found as Period[]);
}

export type Grip = 'new' | 'from' | 'to' | 'move';

/** What a pull makes of a day: `at` is where it began, `now` where the pointer is; it may be beyond midnight. */
export function pulled(
  periods: readonly Period[],
  grip: { readonly kind: Grip; readonly index: number; readonly at: number },
  now: number,
): Period[] {
  const { kind, index, at } = grip;
  const shaped = (from: number, to: number): Period => [Math.max(0, Math.min(from, to)), Math.max(from, to)];
  if (kind === 'new') return [...periods, shaped(at, now)];
  return periods.map((period, place) => {
    if (place !== index) return period;
    const [from, to] = period;
    if (kind === 'from') return now < to ? shaped(now, to) : [to, to];
    if (kind === 'to') return now > from ? shaped(from, now) : [from, from];
    const shift = Math.max(-from, now - at);
    return [from + shift, to + shift];
  });
}
