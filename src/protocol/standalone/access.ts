/** Days of the week, Sunday first. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** One period for each day, `HH:MM` to `HH:MM`; null = nobody passes on that day. */
export type Week = readonly (readonly [from: string, to: string] | null)[];

/** Terminals read a period whose end is before its beginning as closed. */
const closed = [23, 57, 23, 56] as const;

const clock = (text: string): readonly [number, number] => {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined || Number(hour) > 24 || Number(minute) > 59) {
    throw new RangeError(`no time of day: ${text}`);
  }
  // The end of a day is its last minute here.
  return Number(hour) === 24 ? [23, 59] : [Number(hour), Number(minute)];
};

const two = (value: number) => String(value).padStart(2, '0');

/** TZ_WRQ: a time zone of the terminal. */
export function encodeTimeZone(index: number, week: Week): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32LE(index, 0);
  weekdays.forEach((_, day) => {
    const period = week[day];
    const values = period ? [...clock(period[0]), ...clock(period[1])] : closed;
    values.forEach((value, at) => bytes.writeUInt8(value, 4 + day * 4 + at));
  });
  return bytes;
}

export interface TerminalTimeZone {
  readonly index: number;
  readonly week: Week;
}

/** The answer to TZ_RRQ has an index of two bytes, the request to write one of four. */
export function decodeTimeZone(data: Buffer, indexBytes: 2 | 4 = 2): TerminalTimeZone | null {
  if (data.length < indexBytes + 28) return null;
  const week = weekdays.map((_, day) => {
    const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = data.subarray(indexBytes + day * 4, indexBytes + day * 4 + 4);
    return h2 * 60 + m2 < h1 * 60 + m1 ? null : ([`${two(h1)}:${two(m1)}`, `${two(h2)}:${two(m2)}`] as const);
  });
  return { index: data.readUInt16LE(0), week };
}

/** How members of a group verify, and its time zones. */
export interface GroupTimeZones {
  readonly group: number;
  readonly timeZones: readonly [number, number, number];
  readonly style: number;
  readonly holidays: boolean;
}

const holidayBit = 0x80;

export function decodeGroupTimeZones(data: Buffer): GroupTimeZones | null {
  if (data.length < 8) return null;
  const last = data.readUInt8(7);
  return {
    group: data.readUInt8(0),
    timeZones: [data.readUInt16LE(1), data.readUInt16LE(3), data.readUInt16LE(5)],
    style: last & ~holidayBit,
    holidays: (last & holidayBit) !== 0,
  };
}

export function encodeGroupTimeZones({ group, timeZones, style, holidays }: GroupTimeZones): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt8(group, 0);
  timeZones.forEach((zone, at) => bytes.writeUInt16LE(zone, 1 + at * 2));
  bytes.writeUInt8(style | (holidays ? holidayBit : 0), 7);
  return bytes;
}

/** Groups of which one person each must come for the door to open. */
export interface UnlockCombination {
  readonly number: number;
  readonly groups: readonly number[];
}

export function decodeCombination(data: Buffer): UnlockCombination | null {
  if (data.length < 8) return null;
  const count = Math.min(5, data.readUInt16LE(6));
  return { number: data.readUInt8(0), groups: [...data.subarray(1, 1 + count)] };
}

export function encodeCombination({ number, groups }: UnlockCombination): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt8(number, 0);
  groups.slice(0, 5).forEach((group, at) => bytes.writeUInt8(group, 1 + at));
  bytes.writeUInt16LE(Math.min(5, groups.length), 6);
  return bytes;
}

/** Time zones of a user: the user's own, or those of the group. */
export interface UserTimeZones {
  readonly own: boolean;
  readonly timeZones: readonly [number, number, number];
}

/**
 * In the answer to USERTZ_RRQ the flag says whether the group's zones count; in the request to write, whether the
 * user's own do.
 */
export const decodeUserTimeZones = (data: Buffer): UserTimeZones | null =>
  data.length < 8
    ? null
    : {
        own: data.readUInt16LE(0) === 0,
        timeZones: [data.readUInt16LE(2), data.readUInt16LE(4), data.readUInt16LE(6)],
      };

export function encodeUserTimeZones(uid: number, { own, timeZones }: UserTimeZones): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32LE(uid, 0);
  bytes.writeUInt32LE(own ? 1 : 0, 4);
  timeZones.forEach((zone, at) => bytes.writeUInt32LE(zone, 8 + at * 4));
  return bytes;
}

/** How one user verifies: the style number of a group plus 128. */
export function encodeVerifyStyle(uid: number, style: number): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt16LE(uid, 0);
  bytes.writeUInt8(style, 2);
  return bytes;
}

export const decodeVerifyStyle = (data: Buffer): { uid: number; style: number } | null =>
  data.length < 3 ? null : { uid: data.readUInt16LE(0), style: data.readUInt8(2) };
