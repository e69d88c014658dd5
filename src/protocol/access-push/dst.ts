import { minutesText, offsetMinutes } from './time.js';

/** A row of DSTSetting: `MMIIWWHH`, month, which weekday of it, weekday, hour (9.1.1). */
export interface DstSetting {
  readonly year: number;
  readonly startTime: string;
  readonly endTime: string;
  /** 1 if the following years have exactly the same row. */
  readonly loop: 0 | 1;
}

interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;
/** How devices shift their clocks. */
const shift = 60;

/** The minute at which the offset changes, between two instants with different offsets. */
function changeBetween(low: number, high: number, offset: (at: number) => number): Change {
  const [before, after] = [offset(low), offset(high)];
  let [from, to] = [low, high];
  while (to - from > minuteMs) {
    const middle = from + Math.floor((to - from) / 2 / minuteMs) * minuteMs;
    if (offset(middle) === before) from = middle;
    else to = middle;
  }
  return { at: to, before, after };
}

/** The wall clock time of the change, as a date in GMT. */
const wallOf = ({ at, before }: Change) => new Date(at + before * minuteMs);

/** Changes of the zone's offset in a year of its own clock. */
function changesOf(timeZone: string, year: number): Change[] {
  const offset = (at: number) => offsetMinutes(new Date(at), timeZone);
  const changes: Change[] = [];
  const end = Date.UTC(year + 1, 0, 2);
  for (let low = Date.UTC(year - 1, 11, 31); low < end; low += weekMs) {
    const high = low + weekMs;
    if (offset(low) !== offset(high)) changes.push(changeBetween(low, high, offset));
  }
  return changes.filter((change) => wallOf(change).getUTCFullYear() === year);
}

const two = (value: number) => String(value).padStart(2, '0');

/** Monday is 1 and Sunday 7; a change between full hours is rounded to the nearest full hour of the same day. */
function text(change: Change): string {
  const wall = wallOf(change);
  const week = Math.ceil(wall.getUTCDate() / 7);
  const hour = Math.min(Math.round(wall.getUTCHours() + wall.getUTCMinutes() / 60), 23);
  return [wall.getUTCMonth() + 1, week, wall.getUTCDay() || 7, hour].map(two).join('');
}

type Times = Pick<DstSetting, 'startTime' | 'endTime'>;

function findTimes(timeZone: string, year: number): Times | null {
  const changes = changesOf(timeZone, year);
  const by = (minutes: number) => changes.filter(({ before, after }) => after - before === minutes);
  const [start, laterStart] = by(shift);
  const [end, laterEnd] = by(-shift);
  const isPlain = changes.length === 2 && !laterStart && !laterEnd;
  return isPlain && start && end ? { startTime: text(start), endTime: text(end) } : null;
}

/** Calculated once for each zone and year: a year takes some hundred calendar calculations. */
const found = new Map<string, Times | null>();

function timesOf(timeZone: string, year: number): Times | null {
  const key = `${timeZone} ${year}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const times = findTimes(timeZone, year);
  found.set(key, times);
  return times;
}

/** "The last Sunday" is the fourth or the fifth: a device may only repeat a rule that gives the same for years. */
const yearsToCome = [1, 2, 3, 4, 5, 6];

/**
 * Daylight saving of an IANA zone in a year. Null if there is none, or none that a device can be told: a permanent
 * change, a shift of half an hour, more than one period. The gateway sets the clock of such a device when it is wrong.
 * South of the equator the end comes before the start.
 */
export function dstSettingOf(timeZone: string, year: number): DstSetting | null {
  const times = timesOf(timeZone, year);
  if (!times) return null;
  const stays = yearsToCome.every((later) => {
    const next = timesOf(timeZone, year + later);
    return next?.startTime === times.startTime && next.endTime === times.endTime;
  });
  return { year, ...times, loop: stays ? 1 : 0 };
}

/**
 * MachineTZ: the present offset. A device that shifts its clock by DSTSetting itself gets the one outside of daylight
 * saving; the present one would be an hour too much.
 */
export function machineTzOf(instant: Date, timeZone: string, shiftsItself: boolean): string {
  const now = offsetMinutes(instant, timeZone);
  const year = new Date(instant.getTime() + now * minuteMs).getUTCFullYear();
  if (!shiftsItself || !timesOf(timeZone, year)) return minutesText(now);
  return minutesText(Math.min(...changesOf(timeZone, year).map(({ before }) => before)));
}
