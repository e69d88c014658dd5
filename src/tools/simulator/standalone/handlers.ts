import { commands, dataKinds, replies } from '../../../protocol/standalone/codes.js';
import { readText } from '../../../protocol/standalone/text.js';
import { packTime, unpackTime } from '../../../protocol/standalone/time.js';
import { readUsersAndFingers, decodeFingers } from '../../../protocol/standalone/templates.js';
import { inline, no, ok, stream, u32, type TerminalAnswer } from './answers.js';
import { hasPlaceFor, readUserRecord, sizesOf, tableOf, type TerminalContext } from './terminal-context.js';

/** What a conversation keeps between two requests. */
export interface Upload {
  bytes: Buffer;
  announced: number;
}

export interface Turn {
  readonly context: TerminalContext;
  /** Bytes of one DATA packet. */
  readonly packetSize: number;
  readonly upload: Upload;
}

export type Handler = (data: Buffer, turn: Turn) => TerminalAnswer[];

const notFound = 4993;
const noPhoto = 4985;
const unlockTenths = 10;

function userWrite(data: Buffer, { context }: Turn): TerminalAnswer[] {
  const user = readUserRecord(context, data);
  if (user === null || user.uid === 0 || !hasPlaceFor(context, user)) return no();
  return context.data.setUser(user) ? ok() : no(4990);
}

function deleteUser(data: Buffer, { context }: Turn): TerminalAnswer[] {
  return data.length >= 2 && context.data.deleteUser(data.readUInt16LE(0)) ? ok() : no();
}

const uidOf = ({ data }: TerminalContext, userId: string) =>
  data.users().find((user) => user.userId === userId)?.uid ?? 0;

function deleteFinger(data: Buffer, { context }: Turn): TerminalAnswer[] {
  return data.length >= 3 && context.data.deleteFinger(data.readUInt16LE(0), data.readUInt8(2)) ? ok() : no();
}

function deleteFingerById(data: Buffer, { context }: Turn): TerminalAnswer[] {
  if (data.length < 25) return no();
  return context.data.deleteFinger(uidOf(context, readText(data, 0, 24)), data.readUInt8(24)) ? ok() : no();
}

/** A single template has a 1 after it. */
function oneFinger(data: Buffer, turn: Turn): TerminalAnswer[] {
  const { context } = turn;
  if (data.length < 3) return no();
  const [uid, number] = [data.readUInt16LE(0), data.readUInt8(2)];
  const found = context.data.fingers().find((one) => one.uid === uid && one.finger === number);
  if (!found) return no(notFound);
  return stream(Buffer.concat([found.template, Buffer.from([1])]), streaming(turn));
}

const streaming = ({ context: { faults }, packetSize }: Turn) => ({ ...faults, packetSize });

function templateWrite(data: Buffer, { context, upload }: Turn): TerminalAnswer[] {
  if (data.length < 6) return no(4997);
  const uid = data.readUInt16LE(0);
  if (!context.data.users().some((user) => user.uid === uid)) return no(4991);
  if (upload.bytes.length !== data.readUInt16LE(4)) return no(4997);
  context.data.setFinger({
    uid,
    finger: data.readUInt8(2),
    flag: data.readUInt8(3),
    template: Buffer.from(upload.bytes),
  });
  return ok();
}

function oldTemplateWrite(data: Buffer, { context }: Turn): TerminalAnswer[] {
  const [finger] = decodeFingers(data);
  if (!finger) return no();
  context.data.setFinger({ ...finger, template: Buffer.from(finger.template) });
  return ok();
}

function saveTemplates(_: Buffer, { context, upload }: Turn): TerminalAnswer[] {
  const read = readUsersAndFingers(upload.bytes);
  if (read === null) return no(4997);
  // Both forms are accepted; the number of rows does not show which one it is.
  const width = (read.users.length % 73 === 0 ? 72 : 28) + 1;
  for (let at = 0; at + width <= read.users.length; at += width) {
    const user = readUserRecord(context, read.users.subarray(at + 1, at + width));
    if (user && !hasPlaceFor(context, user)) return no();
    if (user) context.data.setUser(user);
  }
  for (const finger of read.fingers) context.data.setFinger({ ...finger, template: Buffer.from(finger.template) });
  return ok();
}

function readOption(data: Buffer, { context }: Turn): TerminalAnswer[] {
  const name = readText(data, 0, data.length);
  const value = name === '~SerialNumber' ? context.sn : context.state.options.get(name);
  return value === undefined ? no() : ok(Buffer.from(`${name}=${value}\0`));
}

function writeOption(data: Buffer, { context }: Turn): TerminalAnswer[] {
  const [, name, value = ''] = /^([^=]+)=([\s\S]*)$/.exec(readText(data, 0, data.length)) ?? [];
  if (name === undefined) return no();
  context.state.options.set(name, value);
  return ok();
}

function setTime(data: Buffer, { context }: Turn): TerminalAnswer[] {
  const wall = data.length >= 4 ? unpackTime(data.readUInt32LE(0)) : null;
  if (wall === null) return no();
  context.setClock(wall);
  return ok();
}

function clearData(data: Buffer, { context }: Turn): TerminalAnswer[] {
  const all = data.length === 0;
  const kind = data[0];
  if (all || kind === dataKinds.attendance) context.data.clearPunches();
  if (all || kind === dataKinds.users) context.data.clearUsers();
  if (kind === dataKinds.fingers) {
    for (const { uid, finger } of context.data.fingers()) context.data.deleteFinger(uid, finger);
  }
  if (all || kind === dataKinds.opLog) context.state.operations.length = 0;
  return ok();
}

function classicRead(command: number): Handler {
  return (data, turn) => {
    const { context } = turn;
    if (command === commands.USERTEMP_RRQ && data.length >= 3) return oneFinger(data, turn);
    const table = tableOf(context, command, data[0] ?? 0);
    if (table === null) return no();
    if (table.length <= 4) return no();
    return table.length <= context.profile.inlineBytes ? inline(table) : stream(table, streaming(turn));
  };
}

/** A row with different forms for reading and writing: apart from its index it is read as it was written. */
function rowRead(of: (context: TerminalContext) => Map<number, Buffer>, index: 1 | 2 | 4): Handler {
  return (data, { context }) => {
    const row = data.length >= 1 ? of(context).get(data.readUIntLE(0, Math.min(index, data.length))) : undefined;
    return row ? ok(row) : no();
  };
}

const keep =
  (of: (context: TerminalContext) => Map<number, Buffer>, read: (data: Buffer) => readonly [number, Buffer]): Handler =>
  (data, { context }) => {
    const [index, row] = read(data);
    of(context).set(index, row);
    return ok();
  };

const shortIndex = (data: Buffer) => Buffer.concat([data.subarray(0, 2), data.subarray(4, 32)]);

function userZones(data: Buffer): Buffer {
  const row = Buffer.alloc(8);
  row.writeUInt16LE(data.readUInt32LE(4) === 1 ? 0 : 1, 0);
  for (let at = 0; at < 3; at++) row.writeUInt16LE(data.readUInt32LE(8 + at * 4) & 0xffff, 2 + at * 2);
  return row;
}

function blob(of: (context: TerminalContext) => Map<string, Buffer>, id: (data: Buffer) => string): Handler {
  return (data, turn) => {
    const bytes = of(turn.context).get(id(data));
    return bytes ? stream(bytes, streaming(turn)) : no(noPhoto);
  };
}

/** By the time that their names begin with. */
function photosWithin({ state }: TerminalContext, data: Buffer): string[] {
  const [from, to] = [data.readUInt32LE(0), data.readUInt32LE(4)].map((at) =>
    (unpackTime(at) ?? '').replace(/\D/g, ''),
  );
  return [...state.attPhotos.keys()].filter(
    (name) => name.slice(0, 14) >= (from ?? '') && name.slice(0, 14) <= (to ?? ''),
  );
}

function attPhotoNames(data: Buffer, turn: Turn): TerminalAnswer[] {
  const names = photosWithin(turn.context, data);
  return names.length === 0 ? no(noPhoto) : stream(Buffer.from(names.join('\n')), streaming(turn));
}

function attPhotosClear(data: Buffer, { context }: Turn): TerminalAnswer[] {
  for (const name of photosWithin(context, data)) context.state.attPhotos.delete(name);
  return ok();
}

const agree: Handler = () => ok();

function groupRead(data: Buffer, { context }: Turn): TerminalAnswer[] {
  const user = context.data.users().find(({ uid }) => uid === data.readUInt32LE(0));
  return user ? ok(Buffer.from([user.group])) : no();
}

function groupWrite(data: Buffer, { context }: Turn): TerminalAnswer[] {
  const user = context.data.users().find(({ uid }) => uid === data.readUInt32LE(0));
  const group = data.readUInt8(4);
  return user && context.data.setUser({ ...user, group }) ? ok() : no();
}

/** The handler of each command. A command that is missing here is unknown to the terminal. */
export const handlers: Readonly<Record<number, Handler>> = {
  [commands.DB_RRQ]: classicRead(commands.DB_RRQ),
  [commands.USERTEMP_RRQ]: classicRead(commands.USERTEMP_RRQ),
  [commands.ATTLOG_RRQ]: classicRead(commands.ATTLOG_RRQ),
  [commands.OPLOG_RRQ]: classicRead(commands.OPLOG_RRQ),
  [commands.USER_WRQ]: userWrite,
  [commands.DELETE_USER]: deleteUser,
  [commands.GET_USERTEMP]: oneFinger,
  [commands.USERTEMP_WRQ]: oldTemplateWrite,
  [commands.DELETE_USERTEMP]: deleteFinger,
  [commands.DEL_USER_TEMP]: deleteFingerById,
  [commands.TMP_WRITE]: templateWrite,
  [commands.SAVE_USERTEMPS]: saveTemplates,
  [commands.CHECKSUM_BUFFER]: (_, { upload }) => ok(u32(upload.bytes.reduce((sum, byte) => sum + byte, 0))),
  [commands.OPTIONS_RRQ]: readOption,
  [commands.OPTIONS_WRQ]: writeOption,
  [commands.CLEAR_DATA]: clearData,
  [commands.CLEAR_ATTLOG]: (_, { context }) => (context.data.clearPunches(), ok()),
  [commands.CLEAR_OPLOG]: (_, { context }) => ((context.state.operations.length = 0), ok()),
  [commands.CLEAR_ADMIN]: (_, { context }) => {
    for (const user of context.data.users()) context.data.setUser({ ...user, privilege: user.privilege & 1 });
    return ok();
  },
  [commands.CLEAR_ACC]: agree,
  [commands.TZ_RRQ]: rowRead(({ state }) => state.timeZones, 4),
  [commands.TZ_WRQ]: keep(
    ({ state }) => state.timeZones,
    (data) => [data.readUInt32LE(0), shortIndex(data)],
  ),
  [commands.GRPTZ_RRQ]: rowRead(({ state }) => state.groups, 1),
  [commands.GRPTZ_WRQ]: keep(
    ({ state }) => state.groups,
    (data) => [data.readUInt8(0), Buffer.from(data)],
  ),
  [commands.ULG_RRQ]: rowRead(({ state }) => state.combinations, 1),
  [commands.ULG_WRQ]: keep(
    ({ state }) => state.combinations,
    (data) => [data.readUInt8(0), Buffer.from(data)],
  ),
  [commands.USERGRP_RRQ]: groupRead,
  [commands.USERGRP_WRQ]: groupWrite,
  [commands.USERTZ_RRQ]: rowRead(({ state }) => state.userTimeZones, 4),
  [commands.USERTZ_WRQ]: keep(
    ({ state }) => state.userTimeZones,
    (data) => [data.readUInt32LE(0), userZones(data)],
  ),
  [commands.VERIFY_RRQ]: rowRead(({ state }) => state.verifyStyles, 2),
  [commands.VERIFY_WRQ]: keep(
    ({ state }) => state.verifyStyles,
    (data) => [data.readUInt16LE(0), Buffer.from(data)],
  ),
  [commands.UNLOCK]: (data, { context }) => {
    const duration = data.length >= 4 ? data.readUInt32LE(0) : (data[0] ?? 0);
    context.state.unlocked.push(duration);
    context.opened(Math.ceil(duration / unlockTenths));
    return ok();
  },
  [commands.GET_FREE_SIZES]: (data, { context }) => ok(sizesOf(context, data)),
  [commands.STATE_RRQ]: () => [{ command: replies.ACK_OK, session: 0 }],
  [commands.DOORSTATE_RRQ]: () => ok(Buffer.from([0])),
  [commands.GET_PINWIDTH]: (_, { context }) => ok(Buffer.from([Number(context.state.options.get('~PIN2Width') ?? 9)])),
  [commands.GET_TIME]: (_, { context }) => ok(u32(packTime(context.clock()))),
  [commands.SET_TIME]: setTime,
  [commands.GET_VERSION]: (_, { context }) =>
    ok(Buffer.from(`${context.state.options.get('FirmVer') ?? 'Ver 6.60'}\0`)),
  [commands.ENABLEDEVICE]: (_, { context }) => ((context.state.disabled = false), ok()),
  [commands.DISABLEDEVICE]: (_, { context }) => ((context.state.disabled = true), ok()),
  [commands.WRITE_LCD]: (data, { context }) => {
    if (data.length < 4) return no();
    context.state.screen.set(data.readUInt16LE(0), readText(data, 4, data.length, context.profile.encoding));
    return ok();
  },
  [commands.CLEAR_LCD]: (_, { context }) => (context.state.screen.clear(), ok()),
  [commands.TESTVOICE]: (data, { context }) => (context.state.said.push(data[0] ?? 0), ok()),
  [commands.GET_USERFACE]: blob(
    ({ state }) => state.faces,
    (data) => readText(data, 0, 24),
  ),
  [commands.DOWNLOAD_USERPHOTO]: blob(
    ({ state }) => state.photos,
    (data) => readText(data, 0, data.length).replace(/\.jpg$/, ''),
  ),
  [commands.ATTPHOTO_COUNT]: (_, { context }) => ok(u32(context.state.attPhotos.size)),
  [commands.ATTPHOTO_LIST]: attPhotoNames,
  [commands.ATTPHOTO_CLEAR]: attPhotosClear,
  [commands.ATTPHOTO_RRQ]: blob(
    ({ state }) => state.attPhotos,
    (data) => readText(data, 0, data.length),
  ),
  [commands.STARTVERIFY]: agree,
  [commands.REFRESHDATA]: agree,
  [commands.REFRESHOPTION]: agree,
  [commands.ENABLE_CLOCK]: agree,
  [commands.SLEEP]: agree,
  [commands.RESUME]: agree,
};
