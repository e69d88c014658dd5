import { readText, writeText } from './text.js';
import { timeBytes, unpackTime } from './time.js';

/** A punch as a terminal keeps it. */
export interface Punch {
  /** The user's place in the table, or a running number; it is no key. 0 if the record has none. */
  readonly uid: number;
  /** '' if the record only has the place in the table. */
  readonly userId: string;
  /** Wall clock of the terminal; null = the bytes are no date. */
  readonly time: string | null;
  readonly verify: number;
  /** 0 in, 1 out, 2 and 3 break, 4 and 5 overtime, 255 not given. */
  readonly state: number;
  readonly workCode: number;
}

/** `8s` is the layout of some terminals that have the state before the time. */
export const punchLayouts = ['40', '49', '16', '8', '8s', '36', '22'] as const;
export type PunchLayout = (typeof punchLayouts)[number];

interface Layout {
  readonly width: number;
  readonly read: (bytes: Buffer, at: number) => Punch;
  readonly write: (punch: Punch) => Buffer;
}

function read8(bytes: Buffer, at: number): Punch {
  return {
    uid: bytes.readUInt16LE(at),
    userId: '',
    verify: bytes.readUInt8(at + 2),
    time: unpackTime(bytes.readUInt32LE(at + 3)),
    state: bytes.readUInt8(at + 7),
    workCode: 0,
  };
}

function write8(punch: Punch): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(punch.uid, 0);
  bytes.writeUInt8(punch.verify, 2);
  timeBytes(punch.time ?? noTime).copy(bytes, 3);
  bytes.writeUInt8(punch.state, 7);
  return bytes;
}

const read8s = (bytes: Buffer, at: number): Punch => ({
  ...read8(bytes, at),
  state: bytes.readUInt8(at + 3),
  time: unpackTime(bytes.readUInt32LE(at + 4)),
});

function write8s(punch: Punch): Buffer {
  const bytes = write8(punch);
  bytes.writeUInt8(punch.state, 3);
  timeBytes(punch.time ?? noTime).copy(bytes, 4);
  return bytes;
}

/** The state is before the verification; a library that is often copied reads them in the other order. */
function read16(bytes: Buffer, at: number): Punch {
  return {
    uid: 0,
    userId: String(bytes.readUInt32LE(at)),
    time: unpackTime(bytes.readUInt32LE(at + 4)),
    state: bytes.readUInt8(at + 8),
    verify: bytes.readUInt8(at + 9),
    workCode: bytes.readUInt32LE(at + 12),
  };
}

function write16(punch: Punch): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(Number(punch.userId) >>> 0, 0);
  timeBytes(punch.time ?? noTime).copy(bytes, 4);
  bytes.writeUInt8(punch.state, 8);
  bytes.writeUInt8(punch.verify, 9);
  bytes.writeUInt32LE(punch.workCode, 12);
  return bytes;
}

function read40(bytes: Buffer, at: number): Punch {
  return {
    uid: bytes.readUInt16LE(at),
    userId: readText(bytes, at + 2, at + 26),
    verify: bytes.readUInt8(at + 26),
    time: unpackTime(bytes.readUInt32LE(at + 27)),
    state: bytes.readUInt8(at + 31),
    workCode: bytes.readUInt8(at + 32),
  };
}

const writeLong =
  (width: number, tail: Buffer = Buffer.alloc(0)) =>
  (punch: Punch): Buffer => {
    const bytes = Buffer.alloc(width);
    bytes.writeUInt16LE(punch.uid, 0);
    writeText(punch.userId, 24).copy(bytes, 2);
    bytes.writeUInt8(punch.verify, 26);
    timeBytes(punch.time ?? noTime).copy(bytes, 27);
    bytes.writeUInt8(punch.state, 31);
    bytes.writeUInt8(punch.workCode & 0xff, 32);
    tail.copy(bytes, width - tail.length);
    return bytes;
  };

/** Small terminals with wireless LAN. Ids have up to nine digits; older firmware writes six of them, and zeros. */
const idBytes22 = 9;

function read22(bytes: Buffer, at: number): Punch {
  return {
    uid: bytes.readUInt16LE(at),
    userId: readText(bytes, at + 2, at + 2 + idBytes22),
    verify: bytes.readUInt8(at + 12),
    time: unpackTime(bytes.readUInt32LE(at + 13)),
    state: bytes.readUInt8(at + 17),
    workCode: 0,
  };
}

function write22(punch: Punch): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt16LE(punch.uid, 0);
  writeText(punch.userId, idBytes22).copy(bytes, 2);
  bytes.writeUInt8(punch.verify, 12);
  timeBytes(punch.time ?? noTime).copy(bytes, 13);
  bytes.writeUInt8(punch.state, 17);
  return bytes;
}

const noTime = '2000-01-01 00:00:00';

/** After, or on some firmware before, each record of terminals that check for masks and measure temperatures. */
export const visibleLightMark = Buffer.from('ff3235350000000000', 'hex');

const layouts: Readonly<Record<PunchLayout, Layout>> = {
  '40': { width: 40, read: read40, write: writeLong(40) },
  '49': { width: 49, read: read40, write: writeLong(49, visibleLightMark) },
  '16': { width: 16, read: read16, write: write16 },
  '8': { width: 8, read: read8, write: write8 },
  '8s': { width: 8, read: read8s, write: write8s },
  '36': { width: 36, read: read40, write: writeLong(36) },
  '22': { width: 22, read: read22, write: write22 },
};

export const punchWidth = (layout: PunchLayout): number => layouts[layout].width;

/** On firmware that puts the mark before a record, the last record has none after it. */
export const recordCount = (bytes: number, layout: PunchLayout): number =>
  Math.floor((layout === '49' ? bytes + visibleLightMark.length : bytes) / punchWidth(layout));

export const decodePunch = (bytes: Buffer, layout: PunchLayout, at = 0): Punch => layouts[layout].read(bytes, at);

export const encodePunch = (punch: Punch, layout: PunchLayout): Buffer => layouts[layout].write(punch);

/** The rest of a table after its complete records. */
export interface PunchesRead {
  readonly punches: Punch[];
  readonly rest: Buffer;
}

/** Where a record should start there may be a mark, which is skipped. */
export function decodePunches(bytes: Buffer, layout: PunchLayout): PunchesRead {
  const { width, read } = layouts[layout];
  const punches: Punch[] = [];
  let at = 0;
  const marked = layout === '49';
  for (;;) {
    if (marked && isMarkAt(bytes, at)) at += visibleLightMark.length;
    // On firmware that puts the mark first, the last record has none after it.
    const needed = marked ? 40 : width;
    if (at + needed > bytes.length) break;
    punches.push(read(bytes, at));
    at += needed;
    if (marked && !isMarkAt(bytes, at)) at = Math.min(bytes.length, at + visibleLightMark.length);
  }
  return { punches, rest: bytes.subarray(at) };
}

const isMarkAt = (bytes: Buffer, at: number) =>
  bytes.length >= at + visibleLightMark.length &&
  bytes.compare(visibleLightMark, 0, visibleLightMark.length, at, at + visibleLightMark.length) === 0;
