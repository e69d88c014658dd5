/**
 * The three clocks of the protocol: wall clock text `yyyy-MM-dd HH:mm:ss`, the packed seconds of appendix 5/6
 * (every month has 31 days, so they are no duration), and the offset text `+0800`.
 */
const wallPattern = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/;

const two = (value: number) => String(value).padStart(2, '0');

type Parts = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

const partsOf = (wall: string): Parts | null => {
  const found = wallPattern.exec(wall);
  return found ? (found.slice(1).map(Number) as unknown as Parts) : null;
};

const textOf = ([year, month, day, hour, minute, second]: Parts) =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;

const pack = ([year, month, day, hour, minute, second]: Parts) =>
  ((year - 2000) * 372 + (month - 1) * 31 + day - 1) * 86_400 + hour * 3600 + minute * 60 + second;

/** Wall clock text to packed seconds (appendix 5); RangeError when it is not `yyyy-MM-dd HH:mm:ss`. */
export function encodeSeconds(wall: string): number {
  const parts = partsOf(wall);
  if (!parts) throw new RangeError(`not a wall clock: "${wall}"`);
  return pack(parts);
}

/** Packed seconds to wall clock text (appendix 6). Damaged seconds may give a day such as Feb 30: see isRealWall. */
export function decodeSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  const months = Math.floor(days / 31);
  const month = ((months % 12) + 12) % 12;
  return textOf([Math.floor(months / 12) + 2000, month + 1, (days % 31) + 1, hours % 24, minutes % 60, seconds % 60]);
}

const lastDayOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** True for a date and time of day that exist (no month 13, no Feb 30), from 1970 on. */
export function isRealWall(wall: string): boolean {
  const parts = partsOf(wall);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts;
  if (year < 1970 || month < 1 || month > 12 || day < 1) return false;
  return hour < 24 && minute < 60 && second < 60 && (day <= 28 || day <= lastDayOf(year, month));
}

const firmwareWall = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})$/;

/** `yyyy-MM-dd HH:mm:ss` of what firmware writes, with slashes or single digits; null if there is no such moment. */
export function realWall(text: string): string | null {
  const parts = firmwareWall.exec(text)?.slice(1);
  if (parts === undefined) return null;
  const [year, month, day, hour, minute, second] = parts.map((part) => part.padStart(2, '0'));
  const moment = `${year}-${month}-${day} ${hour}:${minute}:${second}`;
  return isRealWall(moment) ? moment : null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric';
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
    formats.set(timeZone, format);
  }
  return format;
}

function localParts(instant: Date, timeZone: string): Parts {
  const found = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? 0;
  return [part('year'), part('month'), part('day'), part('hour'), part('minute'), part('second')];
}

/** The wall clock of an instant in an IANA zone; RangeError for an unknown zone. */
export const wallClock = (instant: Date, timeZone: string): string => textOf(localParts(instant, timeZone));

/** Packed seconds of the local time, for SET OPTIONS DateTime (9.5.1). */
export const packedNow = (instant: Date, timeZone: string): number => pack(localParts(instant, timeZone));

/** Packed seconds of the same instant in GMT, for the answer to rtdata (9.5.1). */
export const packedGmt = (instant: Date): number => packedNow(instant, 'UTC');

/** Minutes that the zone's clock is ahead of GMT at that instant. */
export function offsetMinutes(instant: Date, timeZone: string): number {
  const [year, month, day, hour, minute, second] = localParts(instant, timeZone);
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((local - instant.getTime()) / 60_000);
}

/** `+0800`, `-0330`. */
export function minutesText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

/** The zone's offset at that instant: `+0800`, `-0330`. */
export const offsetText = (instant: Date, timeZone: string): string => minutesText(offsetMinutes(instant, timeZone));
