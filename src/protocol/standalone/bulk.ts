import { commands, dataKinds, replies } from './codes.js';
import type { Packet } from './packet.js';

/** Which table is read through a buffer. */
export interface TableRequest {
  readonly command: number;
  readonly fct: number;
  readonly ext: number;
}

const table = (command: number, fct = 0, ext = 0): TableRequest => ({ command, fct, ext });

export const tableRequests = {
  users: table(commands.USERTEMP_RRQ, dataKinds.users),
  attendance: table(commands.ATTLOG_RRQ),
  fingers: table(commands.DB_RRQ, dataKinds.fingers),
  opLogs: table(commands.OPLOG_RRQ),
} as const;

/** Punches between two packed times, on firmware that knows it. */
export const rangeRequest = (from: number, to: number): TableRequest => table(commands.ATTLOG_RANGE, from, to);

export function prepareBuffer({ command, fct, ext }: TableRequest): Buffer {
  const data = Buffer.alloc(11);
  data.writeUInt8(1, 0);
  data.writeUInt16LE(command, 1);
  data.writeUInt32LE(fct, 3);
  data.writeUInt32LE(ext, 7);
  return data;
}

export const readPrepareBuffer = (data: Buffer): TableRequest | null =>
  data.length < 11 ? null : { command: data.readUInt16LE(1), fct: data.readUInt32LE(3), ext: data.readUInt32LE(7) };

export function readBuffer(offset: number, length: number): Buffer {
  const data = Buffer.alloc(8);
  data.writeUInt32LE(offset, 0);
  data.writeUInt32LE(length, 4);
  return data;
}

/** `PREPARE_DATA` of a stream: its length, and the size of its pieces, which is not reliable. */
export function prepareData(total: number, packetSize: number): Buffer {
  return readBuffer(total, packetSize);
}

/** No table is longer than this; a larger size was misread. */
export const longestTable = 256 * 1024 * 1024;

/**
 * Data in one piece is held whole. Nothing that terminals send in this way is nearly as large; logs are read in parts.
 */
export const longestWhole = 32 * 1024 * 1024;

/** What the first answer to the request for a table means. */
export type TableAnswer =
  | { readonly kind: 'inline'; readonly data: Buffer }
  | { readonly kind: 'stream'; readonly total: number }
  | { readonly kind: 'buffered'; readonly size: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly code: number };

/** @throws RangeError for an impossible size */
export function classify({ command, data }: Pick<Packet, 'command' | 'data'>): TableAnswer {
  if (command === commands.DATA) return { kind: 'inline', data };
  if (command === commands.PREPARE_DATA) {
    if (data.length < 4) throw new RangeError('a stream without its length');
    return { kind: 'stream', total: checked(data.readUInt32LE(0)) };
  }
  if (command !== replies.ACK_OK) return { kind: 'refused', code: command };
  if (data.length === 0) return { kind: 'empty' };
  if (data.length < 5) throw new RangeError('a buffer without its length');
  return { kind: 'buffered', size: checked(data.readUInt32LE(1)) };
}

/** `ACK_OK` that says how large the prepared buffer is. */
export function bufferReady(size: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32LE(size, 1);
  data.writeUInt32LE(size, 5);
  return data;
}

function checked(size: number): number {
  if (size > longestTable) throw new RangeError(`a table of ${size} bytes`);
  return size;
}

/** A table in one piece, with its number of bytes before it. */
export function withTotal(records: Buffer): Buffer {
  const total = Buffer.alloc(4);
  total.writeUInt32LE(records.length);
  return Buffer.concat([total, records]);
}

/** The records of a table that came whole, and how many bytes are missing. */
export function recordsOf(table: Buffer): { readonly records: Buffer; readonly missing: number } {
  if (table.length < 4) return { records: Buffer.alloc(0), missing: 0 };
  const total = table.readUInt32LE(0);
  return { records: table.subarray(4, 4 + total), missing: Math.max(0, total - (table.length - 4)) };
}
