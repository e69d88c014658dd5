import { readText, writeText, type Encoding } from './text.js';

/** A user as a terminal keeps it. */
export interface TerminalUser {
  /** The terminal's own number for the place in its table. */
  readonly uid: number;
  /** Bit 0 disabled; above it 0 user, 2 enroller, 6 manager, 14 administrator. */
  readonly privilege: number;
  readonly password: string;
  readonly name: string;
  /** 0 = none. */
  readonly card: number;
  readonly group: number;
  /** True: the user's `timeZones` count, and not those of the group. */
  readonly ownTimeZones: boolean;
  readonly timeZones: readonly [number, number, number];
  /** The number that the person types: digits, on some terminals also letters. */
  readonly userId: string;
}

export const emptyUser: TerminalUser = {
  uid: 0,
  privilege: 0,
  password: '',
  name: '',
  card: 0,
  group: 1,
  ownTimeZones: false,
  timeZones: [0, 0, 0],
  userId: '',
};

export const privileges = { user: 0, enroller: 2, manager: 6, administrator: 14 } as const;
export const isDisabled = ({ privilege }: Pick<TerminalUser, 'privilege'>): boolean => (privilege & 1) === 1;

/** Bytes of a record: 16 of the oldest firmware, 28 without and 72 with a screen in colours. */
export const userWidths = [72, 28, 16] as const;
export type UserWidth = (typeof userWidths)[number];

/** How a record names a user: the small ones keep a number, and `007` comes back as `7`. */
export const idIn = (userId: string, width: UserWidth): string =>
  width === 72 || !/^\d{1,10}$/.test(userId) ? userId : String(Number(userId));

interface Layout {
  readonly read: (bytes: Buffer, at: number, encoding: Encoding) => TerminalUser;
  readonly write: (user: TerminalUser, encoding: Encoding) => Buffer;
  /** The most bytes of a name. */
  readonly name: number;
  readonly password: number;
}

function read16(bytes: Buffer, at: number, encoding: Encoding): TerminalUser {
  const uid = bytes.readUInt16LE(at);
  return {
    ...emptyUser,
    uid,
    privilege: bytes.readUInt8(at + 2),
    password: readText(bytes, at + 3, at + 8),
    name: readText(bytes, at + 8, at + 16, encoding),
    userId: String(uid),
  };
}

function write16(user: TerminalUser, encoding: Encoding): Buffer {
  if (user.userId !== String(user.uid)) throw new RangeError('the user id must be the uid on this terminal');
  if (user.ownTimeZones && user.timeZones.some((zone) => zone > 1)) {
    throw new RangeError('a time zone of a user has no place on this terminal');
  }
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(user.uid, 0);
  bytes.writeUInt8(user.privilege, 2);
  writeText(user.password, 5).copy(bytes, 3);
  writeText(user.name, 8, encoding).copy(bytes, 8);
  return bytes;
}

/** The time zones of this record are bits. */
function read28(bytes: Buffer, at: number, encoding: Encoding): TerminalUser {
  const zones = [...Array(16).keys()].filter((bit) => (bytes.readUInt16LE(at + 22) >> bit) & 1).map((bit) => bit + 1);
  const [first = 0, second = 0, third = 0] = zones;
  return {
    uid: bytes.readUInt16LE(at),
    privilege: bytes.readUInt8(at + 2),
    password: readText(bytes, at + 3, at + 8),
    name: readText(bytes, at + 8, at + 16, encoding),
    card: bytes.readUInt32LE(at + 16),
    group: bytes.readUInt8(at + 21),
    ownTimeZones: zones.length > 0,
    timeZones: [first, second, third],
    userId: String(bytes.readUInt32LE(at + 24)),
  };
}

function write28(user: TerminalUser, encoding: Encoding): Buffer {
  if (!/^\d{1,10}$/.test(user.userId) || Number(user.userId) > 0xffff_ffff) {
    throw new RangeError('the user id must be a number on this terminal');
  }
  // It would come back as the number of somebody else, and not be found when it is to be deleted.
  if (idIn(user.userId, 28) !== user.userId) throw new RangeError('the user id must not begin with 0 on this terminal');
  const bytes = Buffer.alloc(28);
  bytes.writeUInt16LE(user.uid, 0);
  bytes.writeUInt8(user.privilege, 2);
  writeText(user.password, 5).copy(bytes, 3);
  writeText(user.name, 8, encoding).copy(bytes, 8);
  bytes.writeUInt32LE(user.card, 16);
  bytes.writeUInt8(user.group, 21);
  const zones = user.ownTimeZones ? user.timeZones.filter((zone) => zone > 0) : [];
  // Without any time zones of their own, users would have those of the group.
  const beyond = zones.find((zone) => zone > 16);
  if (beyond !== undefined) throw new RangeError(`time zone ${beyond} has no place on this terminal`);
  bytes.writeUInt16LE(
    zones.reduce((bits, zone) => bits | (1 << (zone - 1)), 0),
    22,
  );
  bytes.writeUInt32LE(Number(user.userId), 24);
  return bytes;
}

function read72(bytes: Buffer, at: number, encoding: Encoding): TerminalUser {
  return {
    uid: bytes.readUInt16LE(at),
    privilege: bytes.readUInt8(at + 2),
    password: readText(bytes, at + 3, at + 11),
    name: readText(bytes, at + 11, at + 35, encoding),
    card: bytes.readUInt32LE(at + 35),
    group: bytes.readUInt8(at + 39),
    ownTimeZones: bytes.readUInt16LE(at + 40) === 1,
    timeZones: [bytes.readUInt16LE(at + 42), bytes.readUInt16LE(at + 44), bytes.readUInt16LE(at + 46)],
    userId: readText(bytes, at + 48, at + 72),
  };
}

function write72(user: TerminalUser, encoding: Encoding): Buffer {
  if (Buffer.byteLength(user.userId) > 24) throw new RangeError('the user id must have at most 24 characters');
  const bytes = Buffer.alloc(72);
  bytes.writeUInt16LE(user.uid, 0);
  bytes.writeUInt8(user.privilege, 2);
  writeText(user.password, 8).copy(bytes, 3);
  writeText(user.name, 23, encoding).copy(bytes, 11);
  bytes.writeUInt32LE(user.card, 35);
  bytes.writeUInt8(user.group, 39);
  bytes.writeUInt16LE(user.ownTimeZones ? 1 : 0, 40);
  user.timeZones.forEach((zone, at) => bytes.writeUInt16LE(zone, 42 + at * 2));
  writeText(user.userId, 24).copy(bytes, 48);
  return bytes;
}

const layouts: Readonly<Record<UserWidth, Layout>> = {
  16: { read: read16, write: write16, name: 8, password: 5 },
  28: { read: read28, write: write28, name: 8, password: 5 },
  72: { read: read72, write: write72, name: 23, password: 8 },
};

export const isUserWidth = (width: number): width is UserWidth => (userWidths as readonly number[]).includes(width);

/** @throws RangeError if a value does not fit into the record */
export function encodeUser(user: TerminalUser, width: UserWidth, encoding: Encoding = 'utf-8'): Buffer {
  if (!Number.isInteger(user.uid) || user.uid < 1 || user.uid > 65_534) {
    throw new RangeError(`uid must be a number from 1 to 65534, not ${user.uid}`);
  }
  if (!Number.isInteger(user.card) || user.card < 0 || user.card > 0xffff_ffff) {
    throw new RangeError('card must be a number of at most 32 bits on this terminal');
  }
  if (Buffer.byteLength(user.password) > layouts[width].password) {
    throw new RangeError(`password must have at most ${layouts[width].password} digits on this terminal`);
  }
  return layouts[width].write(user, encoding);
}

export const decodeUser = (bytes: Buffer, width: UserWidth, encoding: Encoding = 'utf-8', at = 0): TerminalUser =>
  layouts[width].read(bytes, at, encoding);

/** This is in the place of the privilege, on small terminals that keep fingerprints in the table of users. */
const templateMark = 0x31;

const placesOf = (records: Buffer, width: UserWidth): number[] =>
  Array.from({ length: Math.floor(records.length / width) }, (_, row) => row * width);

const holdsTemplate = (records: Buffer, at: number) => records.readUInt8(at + 2) === templateMark;

/** Complete records only; places of deleted users are skipped, and places with a fingerprint. */
export function decodeUsers(records: Buffer, width: UserWidth, encoding: Encoding = 'utf-8'): TerminalUser[] {
  return placesOf(records, width)
    .filter((at) => !holdsTemplate(records, at))
    .map((at) => decodeUser(records, width, encoding, at))
    .filter(({ uid, userId }) => uid > 0 && userId !== '');
}

/** Places with a fingerprint: a user who was written there would overwrite it. */
export const templatePlaces = (records: Buffer, width: UserWidth): number[] =>
  placesOf(records, width)
    .filter((at) => holdsTemplate(records, at))
    .map((at) => records.readUInt16LE(at));

const printable = /^[\x20-\x7e]{1,24}$/;

function isPlausible(user: TerminalUser): boolean {
  return user.uid >= 1 && user.privilege <= 15 && printable.test(user.userId);
}

/**
 * Bytes of a user record: by the counter, otherwise by what looks right. 504 bytes are 7 of 72 and 18 of 28, so a width
 * that divides the length proves nothing.
 * @returns null if it is not clear
 */
export function pickUserWidth(records: Buffer, count: number | null): UserWidth | null {
  const exact = count ? records.length / count : 0;
  if (isUserWidth(exact)) return exact;
  const scored = userWidths
    .filter((width) => width !== 16 && records.length % width === 0)
    .map((width) => ({ width, share: plausibleShare(records, width) }))
    .sort((a, b) => b.share - a.share);
  const [best, next] = scored;
  if (!best || best.share < 0.5 || next?.share === best.share) return null;
  return best.width;
}

function plausibleShare(records: Buffer, width: UserWidth): number {
  const places = placesOf(records, width)
    .slice(0, 200)
    .filter((at) => !holdsTemplate(records, at));
  const good = places.filter((at) => isPlausible(decodeUser(records, width, 'utf-8', at)));
  return places.length === 0 ? 0 : good.length / places.length;
}
