import { eventCodes } from './codes.js';
import { plainTime, readPlainTime } from './time.js';
import { readText, writeText } from './text.js';

/** A punch at the moment it happens. */
export interface LivePunch {
  readonly userId: string;
  /** True if `userId` is the user's place in the table and not the id. */
  readonly byUid: boolean;
  readonly verify: number;
  readonly state: number;
  readonly time: string | null;
}

export type LiveEvent =
  | { readonly kind: 'punch'; readonly punches: readonly LivePunch[] }
  /** Punches of a form that is not known. */
  | { readonly kind: 'unreadable'; readonly data: Buffer }
  | { readonly kind: 'finger' }
  | { readonly kind: 'score'; readonly score: number }
  | { readonly kind: 'verified'; readonly uid: number | null }
  | { readonly kind: 'userEnrolled'; readonly uid: number }
  | {
      readonly kind: 'fingerEnrolled';
      readonly result: number;
      readonly userId?: string;
      readonly finger?: number;
      readonly size?: number;
    }
  | { readonly kind: 'button'; readonly key: number | null }
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'alarm'; readonly alarm: number | null; readonly name: string; readonly uid?: number }
  | { readonly kind: 'other'; readonly code: number };

type Reader = (data: Buffer) => LivePunch;

const withText: Reader = (data) => ({
  userId: readText(data, 0, 24),
  byUid: false,
  verify: data.readUInt8(24),
  state: data.readUInt8(25),
  time: readPlainTime(data, 26),
});

/** In the oldest form the high half of the state says that the punch is not valid. */
const withUid: Reader = (data) => ({
  userId: String(data.readUInt16LE(0)),
  byUid: true,
  verify: data.readUInt8(2),
  state: data.readUInt8(3) & 0x0f,
  time: readPlainTime(data, 4),
});

const withNumber: Reader = (data) => ({
  userId: String(data.readUInt32LE(0)),
  byUid: false,
  verify: data.readUInt8(4),
  state: data.readUInt8(5),
  time: readPlainTime(data, 6),
});

/** By the length of a record. */
const readers: readonly (readonly [length: number, reader: Reader])[] = [
  [52, withText],
  [37, withText],
  [36, withText],
  [32, withText],
  [14, withUid],
  [12, withNumber],
  [10, withUid],
];

/** Bytes that one packet of punches may have. */
const longestEvent = 8 * 1024;

/** One packet may have several punches of one length. Null = the length is unknown. */
export function readLivePunches(data: Buffer): LivePunch[] | null {
  if (data.length > longestEvent) return null;
  const exact = readers.find(([length]) => data.length === length);
  const several = exact ?? [...readers].reverse().find((row) => fitsSeveral(data, row));
  if (several === undefined) return null;
  const [length, read] = several;
  return Array.from({ length: data.length / length }, (_, at) => read(data.subarray(at * length, (at + 1) * length)));
}

const fitsSeveral = (data: Buffer, [length, read]: (typeof readers)[number]) =>
  data.length > 0 &&
  data.length % length === 0 &&
  Array.from({ length: data.length / length }, (_, at) => read(data.subarray(at * length))).every(
    ({ time }) => time !== null,
  );

export function encodeLivePunch({ userId, verify, state, time }: Omit<LivePunch, 'byUid'>, length: 10 | 12 | 32 = 32) {
  const clock = plainTime(time ?? '2000-01-01 00:00:00');
  const codes = Buffer.from([verify, state]);
  if (length === 32) return Buffer.concat([writeText(userId, 24), codes, clock]);
  const id = Buffer.alloc(length === 10 ? 2 : 4);
  id.writeUIntLE(Number(userId) % 256 ** id.length, 0, id.length);
  return Buffer.concat([id, codes, clock]);
}

const alarms: Readonly<Record<number, string>> = {
  50: 'door closed',
  51: 'door opened',
  53: 'exit button',
  54: 'door forced',
  55: 'tamper',
  58: 'failed verifications',
  32: 'duress',
  34: 'anti-passback',
};

function readAlarm(data: Buffer): LiveEvent {
  if (data.length >= 12) {
    const alarm = data.readUInt16LE(4);
    return { kind: 'alarm', alarm, name: alarms[alarm] ?? '', uid: data.readUInt16LE(6) };
  }
  const alarm = data.length > 0 ? data.readUInt8(0) : null;
  return { kind: 'alarm', alarm, name: alarms[alarm ?? -1] ?? '' };
}

function readFingerEnrolled(data: Buffer): LiveEvent {
  const result = data.length >= 2 ? data.readUInt16LE(0) : (data[0] ?? 0);
  if (result !== 0 || data.length < 14) return { kind: 'fingerEnrolled', result };
  const size = data.readUInt16LE(2);
  return { kind: 'fingerEnrolled', result, size, userId: readText(data, 4, 13), finger: data.readUInt8(13) };
}

const nobody = 0xffff_ffff;

function readVerified(data: Buffer): LiveEvent {
  const uid = data.length >= 4 ? data.readUInt32LE(0) : nobody;
  return { kind: 'verified', uid: uid === nobody ? null : uid };
}

function readPunchEvent(data: Buffer): LiveEvent {
  const punches = readLivePunches(data);
  return punches === null && data.length > 0 ? { kind: 'unreadable', data } : { kind: 'punch', punches: punches ?? [] };
}

const eventReaders: Readonly<Record<number, (data: Buffer) => LiveEvent>> = {
  [eventCodes.ATTLOG]: readPunchEvent,
  [eventCodes.FINGER]: () => ({ kind: 'finger' }),
  [eventCodes.ENROLLUSER]: (data) => ({ kind: 'userEnrolled', uid: data.length >= 2 ? data.readUInt16LE(0) : 0 }),
  [eventCodes.ENROLLFINGER]: readFingerEnrolled,
  [eventCodes.BUTTON]: (data) => ({ kind: 'button', key: data[0] ?? null }),
  [eventCodes.UNLOCK]: () => ({ kind: 'unlocked' }),
  [eventCodes.VERIFY]: readVerified,
  [eventCodes.FPFTR]: (data) => ({ kind: 'score', score: data[0] ?? 0 }),
  [eventCodes.ALARM]: readAlarm,
};

/** The content of an event packet; it is read whatever it contains. */
export function readEvent(code: number, data: Buffer): LiveEvent {
  return eventReaders[code]?.(data) ?? { kind: 'other', code };
}
