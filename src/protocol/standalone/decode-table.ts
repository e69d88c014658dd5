import type { TableRequest } from './bulk.js';
import { recordsOf } from './bulk.js';
import { decodePunches, type PunchLayout } from './attendance.js';
import { commands, dataKinds } from './codes.js';
import type { Decoded } from './decode-data.js';
import { decodeOperations, operationName, operationWidth } from './oplog.js';
import { pickPunchLayout } from './punch-layout.js';
import { decodeFingers, readSingleTemplate } from './templates.js';
import { decodeUsers, pickUserWidth } from './users.js';

export type TableName = 'users' | 'attendance' | 'fingers' | 'opLogs' | 'template' | 'photo' | 'face' | 'blob';

const byKind: Readonly<Record<number, TableName>> = {
  [dataKinds.attendance]: 'attendance',
  [dataKinds.fingers]: 'fingers',
  [dataKinds.opLog]: 'opLogs',
  [dataKinds.users]: 'users',
};

const byCommand: Readonly<Record<number, TableName>> = {
  [commands.ATTLOG_RRQ]: 'attendance',
  [commands.ATTLOG_RANGE]: 'attendance',
  [commands.OPLOG_RRQ]: 'opLogs',
  [commands.GET_USERTEMP]: 'template',
  [commands.GET_USERFACE]: 'face',
  [commands.DOWNLOAD_USERPHOTO]: 'photo',
};

function tableNamed(command: number, kind: number): TableName | null {
  if (command === commands.DB_RRQ) return byKind[kind] ?? 'blob';
  return command === commands.USERTEMP_RRQ ? 'users' : (byCommand[command] ?? null);
}

/** The table that a request is about; null = none. */
export function tableOf(command: number, data: Buffer, buffered: TableRequest | null): TableName | null {
  if (buffered !== null) return tableNamed(buffered.command, buffered.fct);
  if (command === commands.USERTEMP_RRQ && data.length === 3) return 'template';
  return tableNamed(command, data[0] ?? 0);
}

/** Later than every punch: in a capture no time counts as too late. */
const never = '2099-12-31 23:59:59';

type Reader = (records: Buffer) => Decoded | null;

function users(records: Buffer): Decoded | null {
  const width = pickUserWidth(records, null);
  if (width === null) return null;
  return { table: 'users', recordWidth: width, users: decodeUsers(records, width) };
}

function attendance(records: Buffer): Decoded | null {
  const layout: PunchLayout | null = pickPunchLayout(records, { total: records.length, count: null, latest: never });
  if (layout === null) return null;
  return { table: 'attendance', recordWidth: Number.parseInt(layout), records: decodePunches(records, layout).punches };
}

function fingers(records: Buffer): Decoded | null {
  const read = decodeFingers(records);
  if (read.length === 0) return null;
  const templates = read.map(({ template, ...rest }) => ({
    ...rest,
    size: template.length,
    template: template.toString('hex'),
  }));
  return { table: 'fingers', templates };
}

function opLogs(records: Buffer): Decoded | null {
  if (records.length === 0 || records.length % operationWidth !== 0) return null;
  const operations = decodeOperations(records).map((one) => ({ ...one, name: operationName(one.operation) }));
  return { table: 'opLogs', operations };
}

const readers = { users, attendance, fingers, opLogs } satisfies Record<string, Reader>;

/** The records without the total before them if it agrees, otherwise all bytes. */
function recordsIn(bytes: Buffer): Buffer {
  const { records, missing } = recordsOf(bytes);
  return missing === 0 && records.length === bytes.length - 4 ? records : bytes;
}

/** @param name null = the request was not captured: the reader whose result looks right is used */
export function decodeTable(name: TableName | null, bytes: Buffer): Decoded {
  if (name === 'template') return { table: 'template', template: readSingleTemplate(bytes).toString('hex') };
  if (name === 'photo' || name === 'face' || name === 'blob') return { table: name, size: bytes.length };
  const records = recordsIn(bytes);
  if (name === null) return guess(records);
  if (records.length === 0) return { table: name, [fieldOf[name]]: [] };
  return readers[name](records) ?? { table: name, layout: 'unknown', size: records.length };
}

const guess = (records: Buffer): Decoded => (records.length === 0 ? {} : (users(records) ?? attendance(records) ?? {}));

const fieldOf = { users: 'users', attendance: 'records', fingers: 'templates', opLogs: 'operations' } as const;
