import { encodePunch, visibleLightMark } from '../../../protocol/standalone/attendance.js';
import { withTotal } from '../../../protocol/standalone/bulk.js';
import { commands, dataKinds } from '../../../protocol/standalone/codes.js';
import { encodeOperation } from '../../../protocol/standalone/oplog.js';
import { writeSizes } from '../../../protocol/standalone/sizes.js';
import { encodeFinger } from '../../../protocol/standalone/templates.js';
import { packTime } from '../../../protocol/standalone/time.js';
import { decodeUser, encodeUser, isUserWidth, type TerminalUser } from '../../../protocol/standalone/users.js';
import type { TerminalData, TerminalState } from './data.js';
import type { TerminalFaults, TerminalProfile } from './profile.js';

/** Everything that the conversations of one terminal share. */
export interface TerminalContext {
  readonly sn: string;
  commKey: number;
  profile: TerminalProfile;
  readonly faults: TerminalFaults;
  readonly data: TerminalData;
  readonly state: TerminalState;
  /** Wall clock. */
  clock(): string;
  setClock(wall: string): void;
  /** The lock is opened. */
  opened(seconds: number): void;
  /** The connections are closed; clients may connect again. */
  restart(): void;
  /** Sends the bytes of an event to all clients that listen. */
  tell(event: number, data: Buffer): void;
}

const capacities = { users: 10_000, fingers: 3_000, records: 200_000, faces: 400 };

/** The counters, in the form of this terminal: all at once, or the one that is requested by its place. */
export function sizesOf(context: TerminalContext, asked: Buffer): Buffer {
  const { sizesBytes } = context.profile;
  if (sizesBytes !== 4) return sizeBlock(context, sizesBytes);
  const at = asked.length >= 4 ? asked.readUInt32LE(0) * 4 : 0;
  const block = sizeBlock(context, longestBlock);
  return at + 4 <= block.length ? block.subarray(at, at + 4) : Buffer.alloc(4);
}

const longestBlock = 112;

function sizeBlock({ data, state, profile }: TerminalContext, length: number): Buffer {
  const users = data.users();
  const [fingers, records] = [data.fingers().length, profile.zeroCounters ? 0 : data.punches().length];
  return writeSizes(
    {
      users: users.length,
      fingers,
      records,
      opLogs: state.operations.length,
      admins: users.filter(({ privilege }) => privilege >= 14).length,
      passwords: users.filter(({ password }) => password !== '').length,
      fingerCapacity: capacities.fingers,
      userCapacity: capacities.users,
      recordCapacity: capacities.records,
      fingersFree: capacities.fingers - fingers,
      usersFree: capacities.users - users.length,
      recordsFree: capacities.records - records,
      faces: state.faces.size,
      faceCapacity: capacities.faces,
    },
    length,
  );
}

type Tables = Readonly<Record<string, (context: TerminalContext) => Buffer[]>>;

const users = ({ data, profile }: TerminalContext) =>
  data.users().map((user) => encodeUser(user, profile.userWidth, profile.encoding));
const punches = ({ data, profile, faults }: TerminalContext) =>
  faults.noise ? data.punches().map(noise) : data.punches().map((punch) => encodePunch(punch, profile.punchLayout));
const fingers = ({ data }: TerminalContext) => data.fingers().map(encodeFinger);
const operations = ({ state }: TerminalContext) => state.operations.map(encodeOperation);

/** By command and kind of data. */
const tables: Tables = {
  [`${commands.USERTEMP_RRQ} ${dataKinds.users}`]: users,
  [`${commands.USERTEMP_RRQ} 0`]: users,
  [`${commands.DB_RRQ} ${dataKinds.users}`]: users,
  [`${commands.ATTLOG_RRQ} 0`]: punches,
  [`${commands.DB_RRQ} ${dataKinds.attendance}`]: punches,
  [`${commands.DB_RRQ} ${dataKinds.fingers}`]: fingers,
  [`${commands.OPLOG_RRQ} 0`]: operations,
  [`${commands.DB_RRQ} ${dataKinds.opLog}`]: operations,
};

/** A table with its length before it; null if it does not exist. */
export function tableOf(context: TerminalContext, command: number, fct: number): Buffer | null {
  const records = tables[`${command} ${fct}`]?.(context);
  return records ? withTotal(Buffer.concat(records)) : null;
}

/** Punches of a period. */
export function rangeOf({ data, profile }: TerminalContext, from: number, to: number): Buffer {
  const within = data.punches().filter(({ time }) => time !== null && packTime(time) >= from && packTime(time) <= to);
  return withTotal(Buffer.concat(within.map((punch) => encodePunch(punch, profile.punchLayout))));
}

/** A user record of either form; null if it is none. */
export function readUserRecord({ profile }: TerminalContext, bytes: Buffer) {
  return isUserWidth(bytes.length) ? decodeUser(bytes, bytes.length, profile.encoding) : null;
}

/** Whether all of a user has a place in the terminal's own record: a time zone above 16 has none in a small one. */
export function hasPlaceFor({ profile }: TerminalContext, user: TerminalUser): boolean {
  try {
    encodeUser(user, profile.userWidth, profile.encoding);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Records with a length and dates that nobody knows. */
const noise = (_: unknown, at: number) =>
  Buffer.concat([Buffer.alloc(44, (at * 37) & 0xff), visibleLightMark, Buffer.alloc(10, 0xee)]);
