import { asCommand, type CommandText } from '../access-push/command.js';
import { scrub } from '../access-push/field.js';
import type { Dialect } from '../access-push/dialect.js';
import { encodeRow, type AnyRow, type AnyTable } from '../access-push/table.js';

/** Conditions of a DELETE or QUERY, in the order in which they are written. */
export type AttConditions = Readonly<Record<string, string | number>>;

const pairs = (values: AttConditions) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${scrub(String(value))}`)
    .join('\t');

const behind = (words: string, values: AttConditions) => {
  const text = pairs(values);
  return asCommand(text === '' ? words : `${words} ${text}`);
};

/** `DATA UPDATE USERINFO PIN=..<HT>Name=..`: one row in each command (Attendance PUSH 12.1). */
export const updateRow = (table: AnyTable, row: AnyRow, dialect: Dialect): CommandText =>
  asCommand(`DATA UPDATE ${table.name} ${encodeRow(table, row, dialect)}`);

/** `DATA DELETE FINGERTMP PIN=..<HT>FID=..`; without conditions it deletes everything (12.2). */
export const deleteWhere = (tableName: string, where: AttConditions): CommandText =>
  behind(`DATA DELETE ${tableName}`, where);

/** The rows come as uploads (12.3). Keys have the spelling that devices expect: `FID`, and `PIN` also for BIODATA. */
export const queryWhere = (tableName: string, where: AttConditions = {}): CommandText =>
  behind(`DATA QUERY ${tableName}`, where);

/** Punches or their photos of a period, by the device's clock (12.3). */
export const queryTime = (tableName: 'ATTLOG' | 'ATTPHOTO', from: string, to: string): CommandText =>
  queryWhere(tableName, { StartTime: from, EndTime: to });

/** How many punches a device has of a period (12.5). */
export const verifySum = (from: string, to: string): CommandText =>
  behind('VERIFY SUM ATTLOG', { StartTime: from, EndTime: to });

/**
 * One option in each command (12.5). @throws RangeError for a text that is no name, or a name that devices only report
 */
export function setOption(name: string, value: string): CommandText {
  if (!/^[A-Za-z_]\w{0,63}$/.test(name)) throw new RangeError(`no option that can be set: "${name}"`);
  return asCommand(`SET OPTION ${name}=${scrub(value)}`);
}

const word = (text: string) => (): CommandText => asCommand(text);

export const check = word('CHECK');
export const info = word('INFO');
export const reboot = word('REBOOT');
export const unlock = word('AC_UNLOCK');
export const unalarm = word('AC_UNALARM');
export const clearData = word('CLEAR DATA');

/** `GET OPTION FROM` a name; values come by `table=options` or in the answer (12.5). */
export const getOption = (name: string): CommandText => asCommand(`GET OPTION FROM ${scrub(name)}`);

/** Several options at once, if the firmware knows that; a single one uses the form that all firmware knows. */
export const getOptions = (names: readonly string[]): CommandText =>
  names.length === 1 ? getOption(names[0] ?? '') : asCommand(`GET OPTION ${names.map(scrub).join(',')}`);

/** The finger of a person is enrolled at the terminal (12.7). */
export const enrollFinger = (pin: string, finger: number, retry = 3, overwrite = true): CommandText =>
  behind('ENROLL_FP', { PIN: pin, FID: finger, RETRY: retry, OVERWRITE: overwrite ? 1 : 0 });

/** A card of a person is read at the terminal (12.7). */
export const enrollCard = (pin: string, retry = 3): CommandText => behind('ENROLL_MF', { PIN: pin, RETRY: retry });

/** A template of any type is made at the terminal; 8 is the palm, as devices report it (12.7). */
export const enrollBio = (type: number, pin: string, cardNo = '', retry = 3, overwrite = true): CommandText =>
  behind('ENROLL_BIO', { TYPE: type, PIN: pin, CardNo: cardNo, RETRY: retry, OVERWRITE: overwrite ? 1 : 0 });

/** The device fetches a file from the gateway and stores it under a path (12.6). */
export const putFile = (url: string, path: string): CommandText => asCommand(`PutFile ${scrub(url)}\t${scrub(path)}`);

/** 1: base64 by the address of files; 2: the raw file; 3: in parts, if the device says that it can (12.6). */
export type UpgradeForm = 1 | 2 | 3;

/** Firmware by md5, address and size. */
export function upgradeFirmware(checksum: string, size: number, url: string, form: UpgradeForm = 2): CommandText {
  const [sum, address] = [scrub(checksum), scrub(url)];
  if (form === 1) return asCommand(`UPGRADE checksum=${sum},url=${address},size=${size}`);
  if (form === 2) return asCommand(`UPGRADE type=1,checksum=${sum},size=${size},url=${address}`);
  return asCommand(`UPGRADE checksum=${sum},size=${size},url=${address},supportsubcontracting=1`);
}

/** A device ignores everything after these in one answer (10.2). */
const closing = /^(?:REBOOT|RESTART|CHECK|CLEAR|RELOAD OPTIONS|UPGRADE|PutFile|ENROLL_|SHELL)\b|^ENROLL_/i;

/** Whether a command must be the last of its answer. */
export const endsBatch = (text: string): boolean => closing.test(text);
