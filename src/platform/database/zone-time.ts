import { LRUCache } from 'lru-cache';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** `yyyy-MM-dd HH:mm:ss` as a clock in that IANA zone shows it. */
export function wallClockOf(instant: Date, timeZone: string): string {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const year = (part.year ?? '').padStart(4, '0');
  return `${year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`;
}

const asUtc = (wallClock: string) => Date.parse(`${wallClock.replace(' ', 'T')}Z`);

/**
 * Recent results: the instant of the beginning of a minute, by zone and wall clock. Devices send the same ones often.
 */
const minutes = new LRUCache<string, number>({ max: 2_000 });
/** Before this, some zones had offsets with seconds, so a change could happen within a minute. */
const wholeMinutesSince = '1973';

/**
 * The instant at which a clock in that IANA zone shows `wallClock`. In the hour that comes twice it is the first one.
 * In the hour that is skipped, it is as far after the change as the clock says.
 */
export function instantOf(wallClock: string, timeZone: string): Date {
  if (wallClock < wholeMinutesSince) return workOut(wallClock, timeZone);
  const minute = wallClock.slice(0, 16);
  const key = `${timeZone} ${minute}`;
  let start = minutes.get(key);
  if (start === undefined) {
    start = workOut(`${minute}:00`, timeZone).getTime();
    minutes.set(key, start);
  }
  return new Date(start + Number(wallClock.slice(17)) * 1_000);
}

function workOut(wallClock: string, timeZone: string): Date {
  const target = asUtc(wallClock);
  const offsetAt = (time: number) => asUtc(wallClockOf(new Date(time), timeZone)) - Math.floor(time / 1_000) * 1_000;
  const before = offsetAt(target - 24 * 3_600_000);
  const after = offsetAt(target + 24 * 3_600_000);
  const first = target - before;
  if (offsetAt(first) === before) return new Date(first);
  const second = target - after;
  return new Date(offsetAt(second) === after ? second : first);
}

/** The first second at which it is true; it is not at `from`, and it is at `to`. */
function firstSecond(from: number, to: number, isTrue: (time: number) => boolean): number {
  let [no, yes] = [from, to];
  while (yes - no > 1_000) {
    const middle = no + Math.floor((yes - no) / 2_000) * 1_000;
    if (isTrue(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/**
 * The latest time that a clock in that IANA zone has shown by then. In the hour that comes twice, a clock goes back and
 * this does not: what was over stays over.
 */
export function latestClockOf(instant: Date, timeZone: string): string {
  const clock = wallClockOf(instant, timeZone);
  const now = Math.floor(instant.getTime() / 1_000) * 1_000;
  const first = instantOf(clock, timeZone).getTime();
  if (first >= now) return clock;
  const offsetAt = (time: number) => asUtc(wallClockOf(new Date(time), timeZone)) - time;
  const before = offsetAt(first);
  const change = firstSecond(first, now, (time) => offsetAt(time) !== before);
  return wallClockOf(new Date(change - 1_000), timeZone);
}

/** The instant from which on a clock in that IANA zone has shown `wallClock` or a later time. */
export function reachedAt(wallClock: string, timeZone: string): Date {
  const at = instantOf(wallClock, timeZone);
  const skipped = asUtc(wallClockOf(at, timeZone)) - asUtc(wallClock);
  if (skipped <= 0) return at;
  const isReached = (time: number) => wallClockOf(new Date(time), timeZone) >= wallClock;
  return new Date(firstSecond(at.getTime() - skipped, at.getTime(), isReached));
}
