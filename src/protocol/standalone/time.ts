import { decodeSeconds, isRealWall } from '../access-push/time.js';

const wallPattern = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)$/;

type Parts = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

function partsOf(wall: string): Parts {
  const found = isRealWall(wall) ? wallPattern.exec(wall) : null;
  if (!found) throw new RangeError(`no time of the form yyyy-MM-dd HH:mm:ss: ${wall}`);
  return found.slice(1).map(Number) as unknown as Parts;
}

/** Seconds in a calendar whose months all have 31 days; terminals count the years of a century. @throws RangeError */
export function packTime(wall: string): number {
  const [year, month, day, hour, minute, second] = partsOf(wall);
  return (((((year % 100) * 12 + month - 1) * 31 + day - 1) * 24 + hour) * 60 + minute) * 60 + second;
}

/**
 * `yyyy-MM-dd HH:mm:ss`, or null if it is no date: every month has 31 days on the wire, so damaged bytes may give 30
 * February.
 */
export function unpackTime(seconds: number): string | null {
  const wall = decodeSeconds(seconds);
  return isRealWall(wall) ? wall : null;
}

export function timeBytes(wall: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(packTime(wall));
  return bytes;
}

const two = (value: number) => String(value).padStart(2, '0');

/** Six plain bytes, as events have them. */
export function readPlainTime(bytes: Buffer, at: number): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = bytes.subarray(at, at + 6);
  const wall = `${2000 + year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
  return bytes.length >= at + 6 && isRealWall(wall) ? wall : null;
}

export function plainTime(wall: string): Buffer {
  const [year, ...rest] = partsOf(wall);
  return Buffer.from([year % 100, ...rest]);
}
