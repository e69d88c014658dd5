import type { Dialect } from './dialect.js';
import { supports } from './dialect.js';
import { decodeSeconds, encodeSeconds, isRealWall } from './time.js';

/** How one column of a table is written, and how its value is read and written. */
export interface Field<T> {
  readonly name: string;
  /** Undefined if the text is not a value of this kind. */
  read(raw: string, dialect?: Dialect): T | undefined;
  write(value: T, dialect: Dialect): string;
  /** The column is left out if this is false. */
  readonly when?: (dialect: Dialect) => boolean;
  /** Other spellings in uploads of devices; upper and lower case never matter. */
  readonly aliases?: readonly string[];
  /** The value if the row does not have the column. */
  readonly absent?: (dialect: Dialect) => string;
  /** Only devices send it; it is never sent to them. */
  readonly reported?: true;
}

/** A value that takes several columns, such as the periods of a time zone. */
export interface Columns<T> {
  readonly names: readonly string[];
  readAll(raws: readonly string[]): T;
  writeAll(value: T, dialect: Dialect): readonly string[];
  readonly when?: (dialect: Dialect) => boolean;
}

export type AnyField = Field<unknown> | Columns<unknown>;

const integer = /^\s*(-?\d{1,15})\s*$/;

const readInteger = (raw: string): number | undefined => {
  const digits = integer.exec(raw)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** A tab or a line end inside a value would begin another column or command. */
export const scrub = (value: string): string => value.replace(/[\t\r\n\0]/g, ' ');

export const text = (name: string): Field<string> => ({ name, read: String, write: String });

/**
 * Names in the form that devices get: some firmware passes them to a shell or uses them as file names. Words of a
 * shell, path steps and control characters are broken up; the stored name stays as it is.
 */
export const harmless = (value: string): string =>
  value
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replaceAll('`', "'")
    .replace(/\$(?=[({])/g, ' ')
    .replace(/(?<=\.\.)[/\\]/g, ' ');

/** A name that people have entered. */
export const label = (name: string): Field<string> => ({ name, read: String, write: harmless });

export const int = (name: string): Field<number> => ({ name, read: readInteger, write: String });

export const flag = (name: string): Field<boolean> => ({
  name,
  read: (raw) => raw.trim() === '1',
  write: (on) => (on ? '1' : '0'),
});

/** `yyyy-MM-dd`, on the wire YYYYMMDD. */
export const day = (name: string): Field<string> => ({
  name,
  read: (raw) => {
    const date = raw.trim().replace(/^(\d{4})-?(\d{2})-?(\d{2})$/, '$1-$2-$3');
    return isRealWall(`${date} 00:00:00`) ? date : undefined;
  },
  write: (date) => date.replaceAll('-', ''),
});

const lastSecond = 0xffff_ffff;

// 0 means "no limit" on the wire: a moment at or before the year 2000 must never become that.
const seconds = (wall: string) => String(Math.min(Math.max(encodeSeconds(wall), 1), lastSecond));

const real = (wall: string) => (isRealWall(wall) ? wall : undefined);

/** Firmware answers packed seconds, YYYYMMDD, YYYYMMDDHHMMSS or plain text, whatever it was given (7.5, docs/field-notes.md 39). */
function readMoment(raw: string, dayTime: string): string | null | undefined {
  const value = raw.trim();
  if (/^0*$/.test(value)) return null;
  const compact = /^((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?:[ T]?(\d\d):?(\d\d):?(\d\d))?$/.exec(value);
  if (compact) {
    const [, year, month, date, hour, minute, second] = compact;
    const time = hour === undefined ? dayTime : `${hour}:${minute ?? ''}:${second ?? ''}`;
    return real(`${year ?? ''}-${month ?? ''}-${date ?? ''} ${time}`);
  }
  return /^\d{1,10}$/.test(value) ? real(decodeSeconds(Number(value))) : undefined;
}

/** Wall clock or null for no limit: packed seconds where DateFmtFunOn=1, else the day (9.1.1). */
export const moment = (name: string, dayTime = '00:00:00'): Field<string | null> => ({
  name,
  read: (raw) => readMoment(raw, dayTime),
  write: (wall, { dateSeconds }) => {
    if (wall === null) return '0';
    return dateSeconds ? seconds(wall) : wall.slice(0, 10).replaceAll('-', '');
  },
});

/** Wall clock or null, packed seconds on every device. */
export const packedMoment = (name: string): Field<string | null> => ({
  name,
  read: (raw) => readMoment(raw, '00:00:00'),
  write: (wall) => (wall === null ? '0' : seconds(wall)),
});

const clock = (digits: number) => {
  const four = String(digits).padStart(4, '0');
  return `${four.slice(0, 2)}:${four.slice(2)}`;
};

/**
 * `08:30-12:00` as 830 in the high and 1200 in the low 16 bits (9.1.1, time rule); null is 0. @throws RangeError
 * otherwise
 */
export function encodePeriod(period: string | null): number {
  if (period === null) return 0;
  const found = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(period);
  if (!found) throw new RangeError(`not a period: "${period}"`);
  const [, h1 = '', m1 = '', h2 = '', m2 = ''] = found;
  return Number(h1 + m1) * 65_536 + Number(h2 + m2);
}

/** The inverse of encodePeriod; null for 0 and for a number that is no period. */
export function decodePeriod(value: number): string | null {
  if (!Number.isInteger(value) || value <= 0 || value > lastSecond) return null;
  const start = Math.floor(value / 65_536);
  const end = value % 65_536;
  return start > 2400 || end > 2400 ? null : `${clock(start)}-${clock(end)}`;
}

const decimal = /^\d{1,32}$/;
const hexadecimal = /^[0-9a-f]{1,32}$/i;

const plain = (card: bigint) => (card === 0n ? '' : card.toString());

/** The card of `15CD5B07` as the first to the fourth byte, lowest first (9.1.1). */
const littleEndian = (hex: string) => BigInt(`0x${(hex.match(/../g) ?? []).reverse().join('')}`);

/** A card as sent, `[15CD5B07]`, hexadecimal or decimal, to decimal text; '' for none, 0 or text that is no card. */
export function readCard(raw: string, hex: boolean): string {
  const value = raw.trim();
  const bracketed = /^\[((?:[0-9a-f]{2}){1,16})\]$/i.exec(value)?.[1];
  if (bracketed !== undefined) return plain(littleEndian(bracketed));
  if (!hex && decimal.test(value)) return plain(BigInt(value));
  return hexadecimal.test(value) ? plain(BigInt(`0x${value}`)) : '';
}

/** Decimal both in the row and on the wire; written empty where the device keeps cards elsewhere. */
export const cardDecimal = (name: string, elsewhere: (dialect: Dialect) => boolean = () => false): Field<string> => ({
  name,
  read: (raw) => readCard(raw, false),
  write: (card, dialect) => (decimal.test(card) && !elsewhere(dialect) ? plain(BigInt(card)) : ''),
});

/** Decimal in the row, lower-case big-endian hexadecimal of 8 or 16 digits on the wire (mulcarduser). */
export const cardHex = (name: string): Field<string> => ({
  name,
  read: (raw) => readCard(raw, true),
  write: (card) => {
    if (!decimal.test(card) || BigInt(card) === 0n) return '';
    const hex = BigInt(card).toString(16);
    return hex.padStart(hex.length > 8 ? 16 : 8, '0');
  },
});

/** Base64 text; a blank stands for `+` where a device or proxy decoded it as a form (docs/field-notes.md 42). */
export const base64 = (name: string): Field<string> => ({
  name,
  read: (raw) => raw.trim().replaceAll(' ', '+'),
  write: (value) => value.replace(/[\s\0]/g, ''),
});

// Plain arithmetic: JavaScript's bit operators end at 32 doors.
const doorBits = Array.from({ length: 48 }, (_, at) => at + 1);

/** Doors 1, 2 ... as a sum of 1 << (door - 1), or one plain door number with position 15 of AccSupportFunList. */
export const doorSet = (name: string): Field<readonly number[]> => ({
  name,
  read: (raw, dialect) => {
    const value = readInteger(raw);
    if (value === undefined || value < 0) return undefined;
    if (dialect && supports(dialect, 15)) return value === 0 ? [] : [value];
    return doorBits.filter((door) => Math.floor(value / 2 ** (door - 1)) % 2 === 1);
  },
  write: (doors, dialect) => {
    if (supports(dialect, 15)) return String(doors[0] ?? 0);
    return String([...new Set(doors)].reduce((sum, door) => sum + 2 ** (door - 1), 0));
  },
});

const highestFloor = 256;
const longestFloors = /^[0-9a-f]{1,64}$/i;

/**
 * Floors 1 to 256 as one hexadecimal number with floor 1 in the lowest bit: 8 and 9 are `180` (9.1.1, elevator).
 * CONTROL DEVICE 11 uses the opposite order. @throws RangeError for a floor that has no bit
 */
export const floorSet = (name: string): Field<readonly number[]> => ({
  name,
  read: (raw) => {
    const value = raw.trim();
    if (!longestFloors.test(value)) return undefined;
    const bits = BigInt(`0x${value}`).toString(2);
    return Array.from(bits, (bit, at) => (bit === '1' ? bits.length - at : 0))
      .filter((floor) => floor > 0)
      .reverse();
  },
  write: (floors) => {
    const wrong = floors.find((floor) => !Number.isInteger(floor) || floor < 1 || floor > highestFloor);
    if (wrong !== undefined) throw new RangeError(`no floor: ${wrong}`);
    return [...new Set(floors)].reduce((sum, floor) => sum + 2n ** BigInt(floor - 1), 0n).toString(16);
  },
});

/** The same column, sent only if the device knows it. */
export const only = <F extends AnyField>(when: (dialect: Dialect) => boolean, field: F): F => ({ ...field, when });

/** A column that may be missing in a row. */
export const optional = <T>(field: Field<T>): Field<T | undefined> => field;

/** A column that may be missing in a row, and is then written with its default. */
export const orElse = <T>(field: Field<T>, absent: (dialect: Dialect) => string): Field<T | undefined> => ({
  ...field,
  absent,
});

/** A column that only devices send. */
export const reported = <T>(field: Field<T>): Field<T | undefined> => ({ ...field, reported: true });

/** A column that uploads spell in several ways. */
export const alsoRead = <T>(field: Field<T>, ...aliases: readonly string[]): Field<T> => ({ ...field, aliases });
