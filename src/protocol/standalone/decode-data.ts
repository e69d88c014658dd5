import { decodeCombination, decodeGroupTimeZones, decodeTimeZone, decodeVerifyStyle } from './access.js';
import { readPrepareBuffer } from './bulk.js';
import { codeName, commands, eventName, replies, replyText, terminalStates, voices } from './codes.js';
import { readOption } from './options.js';
import type { ReadPacket } from './packet.js';
import { readEvent } from './realtime.js';
import { readSizes } from './sizes.js';
import { readText } from './text.js';
import { unpackTime } from './time.js';
import { decodeFingers } from './templates.js';
import { decodeUser, isUserWidth } from './users.js';

/** The readers of data, by name. */
export type Decoded = Readonly<Record<string, unknown>>;

type Reader = (data: Buffer) => Decoded | null;

const number =
  (name: string): Reader =>
  (data) =>
    data.length >= 4 ? { [name]: data.readUInt32LE(0) } : data.length >= 2 ? { [name]: data.readUInt16LE(0) } : null;

const time: Reader = (data) => (data.length >= 4 ? { time: unpackTime(data.readUInt32LE(0)) } : null);
const text = (data: Buffer) => readText(data, 0, data.length);
const place: Reader = (data) =>
  data.length >= 3 ? { uid: data.readUInt16LE(0), finger: data.readUInt8(2) } : number('uid')(data);
const option: Reader = (data) => asDecoded(readOption(data));
const uid: Reader = (data) => (data.length >= 2 ? { uid: data.readUInt16LE(0) } : null);

function lcd(data: Buffer): Decoded | null {
  return data.length < 3 ? null : { line: data.readUInt16LE(0), text: readText(data, 3, data.length).trim() };
}

function enrolment(data: Buffer): Decoded | null {
  if (data.length >= 25) return { userId: readText(data, 0, 24), finger: data.readUInt8(24), flag: data[25] ?? 1 };
  return data.length >= 5 ? { userId: String(data.readUInt32LE(0)), finger: data.readUInt8(4) } : null;
}

function userRecord(data: Buffer): Decoded | null {
  return isUserWidth(data.length) ? { recordWidth: data.length, ...decodeUser(data, data.length) } : null;
}

function fingerRecord(data: Buffer): Decoded | null {
  const [finger] = decodeFingers(data);
  return finger ? { uid: finger.uid, finger: finger.finger, flag: finger.flag, size: finger.template.length } : null;
}

function templateWrite(data: Buffer): Decoded | null {
  if (data.length < 6) return null;
  return { uid: data.readUInt16LE(0), finger: data.readUInt8(2), flag: data.readUInt8(3), size: data.readUInt16LE(4) };
}

function bufferRequest(data: Buffer): Decoded | null {
  const request = readPrepareBuffer(data);
  if (request === null) return null;
  const { command, fct, ext } = request;
  const range = command === commands.ATTLOG_RANGE ? { from: unpackTime(fct), to: unpackTime(ext) } : {};
  return { request: { command, commandName: codeName(command), fct, ext, ...range } };
}

const requestReaders: Readonly<Record<number, Reader>> = {
  [commands.AUTH]: (data) =>
    data.length >= 4 ? { key: data.subarray(0, 4).toString('hex'), tick: data.readUInt8(2) } : null,
  [commands.OPTIONS_RRQ]: (data) => ({ name: text(data) }),
  [commands.OPTIONS_WRQ]: option,
  [commands.USER_WRQ]: userRecord,
  [commands.USERTEMP_WRQ]: fingerRecord,
  [commands.USERTEMP_RRQ]: (data) =>
    data.length >= 3 ? place(data) : number('kind')(Buffer.concat([data, Buffer.alloc(2)])),
  [commands.GET_USERTEMP]: place,
  [commands.DELETE_USERTEMP]: place,
  [commands.TMP_WRITE]: templateWrite,
  [commands.DELETE_USER]: uid,
  [commands.USERGRP_RRQ]: uid,
  [commands.USERTZ_RRQ]: uid,
  [commands.VERIFY_RRQ]: uid,
  [commands.VERIFY_WRQ]: (data) => decodeVerifyStyle(data),
  [commands.TZ_RRQ]: number('index'),
  [commands.TZ_WRQ]: (data) => asDecoded(decodeTimeZone(data, 4)),
  [commands.GRPTZ_WRQ]: (data) => asDecoded(decodeGroupTimeZones(data)),
  [commands.ULG_WRQ]: (data) => asDecoded(decodeCombination(data)),
  [commands.SET_TIME]: time,
  [commands.UNLOCK]: number('duration'),
  [commands.DISABLEDEVICE]: number('seconds'),
  [commands.WRITE_LCD]: lcd,
  [commands.TESTVOICE]: (data) => ({ ...number('voice')(data), text: voices[data[0] ?? -1] ?? '' }),
  [commands.STARTENROLL]: enrolment,
  [commands.REG_EVENT]: number('mask'),
  [commands.PREPARE_BUFFER]: bufferRequest,
  [commands.READ_BUFFER]: (data) =>
    data.length >= 8 ? { offset: data.readUInt32LE(0), bytes: data.readUInt32LE(4) } : null,
  [commands.GET_USERFACE]: (data) => ({ userId: readText(data, 0, 24) }),
  [commands.DOWNLOAD_USERPHOTO]: (data) => ({ name: text(data) }),
  [commands.CLEAR_DATA]: (data) => ({ kind: data[0] ?? null }),
};

const asDecoded = (value: object | null): Decoded | null => value as Decoded | null;

export const readRequest = ({ command, data }: ReadPacket): Decoded => requestReaders[command]?.(data) ?? {};

const replyReaders: Readonly<Record<number, Reader>> = {
  [commands.OPTIONS_RRQ]: option,
  [commands.GET_TIME]: time,
  [commands.GET_FREE_SIZES]: (data) => ({ sizes: readSizes(data) }),
  [commands.GET_VERSION]: (data) => ({ version: text(data) }),
  [commands.GET_PINWIDTH]: (data) => ({ pinWidth: data[0] ?? null }),
  [commands.DOORSTATE_RRQ]: (data) => ({ doorOpen: data[0] === 1 }),
  [commands.TZ_RRQ]: (data) => asDecoded(decodeTimeZone(data)),
  [commands.GRPTZ_RRQ]: (data) => asDecoded(decodeGroupTimeZones(data)),
  [commands.ULG_RRQ]: (data) => asDecoded(decodeCombination(data)),
  [commands.VERIFY_RRQ]: (data) => decodeVerifyStyle(data),
  [commands.USERGRP_RRQ]: (data) => ({ group: data[0] ?? null }),
  [commands.CHECKSUM_BUFFER]: number('bufferChecksum'),
};

/** The meaning of an answer; without its request, what its form shows. */
export function readReply({ command, session, data }: ReadPacket, asked: ReadPacket | null): Decoded {
  if (command === commands.REG_EVENT) {
    const event = readEvent(session, data);
    return { event: eventName(session), ...event };
  }
  if (command !== replies.ACK_OK) return { meaning: replyText(command) };
  if (asked?.command === commands.STATE_RRQ) return { state: terminalStates[session] ?? session };
  if (data.length === 0) return {};
  if (asked) return replyReaders[asked.command]?.(data) ?? {};
  return guess(data);
}

const counters: ReadonlySet<number> = new Set([80, 92, 112]);

function guess(data: Buffer): Decoded {
  if (counters.has(data.length)) return { sizes: readSizes(data) };
  const said = readOption(data);
  if (said && /^~?[\w.]+$/.test(said.name)) return { ...said };
  if (data.length === 4) return { value: data.readUInt32LE(0), ...time(data) };
  if (data.length === 13 && data[0] === 0 && data.readUInt32LE(1) === data.readUInt32LE(5)) {
    return { bufferSize: data.readUInt32LE(1) };
  }
  const words = text(data);
  return /^[\x20-\x7e]{2,}$/.test(words) ? { text: words } : {};
}
