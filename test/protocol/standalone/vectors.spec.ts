import { describe, expect, it } from 'vitest';
import { decodePunch, encodePunch, type PunchLayout } from '../../../src/protocol/standalone/attendance.js';
import {
  decodeCombination,
  decodeGroupTimeZones,
  encodeCombination,
  encodeGroupTimeZones,
} from '../../../src/protocol/standalone/access.js';
import { isKey, scrambleKey } from '../../../src/protocol/standalone/comm-key.js';
import { frame, FrameCutter } from '../../../src/protocol/standalone/frames.js';
import { checksum, decodePacket, encodePacket } from '../../../src/protocol/standalone/packet.js';
import { encodeLivePunch, readEvent, readLivePunches } from '../../../src/protocol/standalone/realtime.js';
import { readSizes } from '../../../src/protocol/standalone/sizes.js';
import { decodeFingers } from '../../../src/protocol/standalone/templates.js';
import { packTime, timeBytes, unpackTime } from '../../../src/protocol/standalone/time.js';
import { decodeUser, encodeUser } from '../../../src/protocol/standalone/users.js';
import { captures, hex } from './captures.js';

describe('packets of real terminals and clients', () => {
  it.each(captures.packets.map((capture) => [`${capture.id} ${capture.side}`, capture] as const))(
    '%s',
    (_, capture) => {
      const bytes = hex(capture.bytes);
      const packets = capture.framed ? new FrameCutter().push(bytes) : [bytes];
      expect(packets).toHaveLength(1);
      const packet = decodePacket(packets[0] ?? Buffer.alloc(0));
      const { command, session, reply, intact } = capture;
      expect(packet).toEqual({ command, session, reply, data: hex(capture.data), checksumOk: intact });
      const written = encodePacket(command, session, reply, hex(capture.data));
      expect((capture.framed ? frame(written) : written).toString('hex')).toBe(capture.bytes);
      expect(checksum(packets[0] ?? Buffer.alloc(0))).toBe(written.readUInt16LE(2));
    },
  );

  it('are counted', () => {
    expect(captures.packets.length).toBe(38);
  });

  it.each(captures.session.map((line) => [line.what, line.bytes] as const))('%s', (_, bytes) => {
    const [packet] = new FrameCutter().push(hex(bytes));
    const read = decodePacket(packet ?? Buffer.alloc(0));
    expect(read?.checksumOk).toBe(true);
    expect(frame(encodePacket(read?.command ?? 0, read?.session ?? 0, read?.reply ?? 0, read?.data))).toEqual(
      hex(bytes),
    );
  });
});

describe('comm keys', () => {
  it.each(captures.commKeys)('key %i in session %i with tick %i', (key, session, tick, bytes) => {
    expect(scrambleKey(key, session, tick).toString('hex')).toBe(bytes);
    expect(isKey(hex(bytes), key, session)).toBe(true);
    expect(isKey(hex(bytes), key + 1, session)).toBe(false);
  });
});

describe('times', () => {
  it.each(captures.times)('%s', (wall, value, bytes) => {
    expect(packTime(wall)).toBe(value);
    expect(unpackTime(value)).toBe(wall);
    expect(timeBytes(wall).toString('hex')).toBe(bytes);
  });

  it('is null where no such day exists', () => {
    expect(unpackTime(((1 * 31 + 29) * 24 + 1) * 3600)).toBeNull();
    expect(unpackTime(0xffff_ffff)).toBe('2133-08-18 06:28:15');
  });
});

const records = (kind: string) => captures.records.filter((record) => record.kind === kind);

describe('users of 72 bytes', () => {
  it.each(records('users72').filter(({ bytes }) => bytes))('$id', ({ bytes = '', says }) => {
    const user = decodeUser(hex(bytes), 72);
    expect(user).toEqual({
      uid: says.uid,
      privilege: says.privilege,
      password: says.password,
      name: says.name,
      card: says.card,
      group: says.group,
      ownTimeZones: says.own_tz_flag === 1,
      timeZones: says.tz,
      userId: says.user_id,
    });
    expect(decodeUser(encodeUser(user, 72), 72)).toEqual(user);
  });

  it('junk behind a NUL is none of the password', () => {
    const { bytes = '' } = records('users72').find(({ id }) => id === 'zp-09') ?? {};
    expect(decodeUser(hex(bytes), 72).password).toBe('444');
  });
});

describe('punches', () => {
  const layouts: readonly (readonly [kind: string, layout: PunchLayout])[] = [
    ['attlog8', '8'],
    ['attlog16', '16'],
    ['attlog40', '40'],
  ];
  it.each(layouts.flatMap(([kind, layout]) => records(kind).map((record) => [record.id, layout, record] as const)))(
    '%s',
    (_, layout, { bytes = '', says }) => {
      // The source prints only the beginning of one record.
      const padded = Buffer.concat([hex(bytes), Buffer.alloc(40)]).subarray(0, Number(layout));
      const punch = decodePunch(padded, layout);
      expect(punch).toEqual({
        uid: layout === '16' ? 0 : says.uid,
        userId: layout === '8' ? '' : String(says.user_id),
        time: says.time.replace('T', ' '),
        // The 16-byte record has the state first. The client that recorded it used other names.
        verify: layout === '16' ? says.byte9 : says.verify,
        state: layout === '16' ? says.byte8 : says.state,
        workCode: 0,
      });
      const { [layout]: known } = { '8': 8, '16': 14, '40': 33 } as Record<PunchLayout, number | undefined>;
      expect(encodePunch(punch, layout).subarray(0, known)).toEqual(padded.subarray(0, known));
    },
  );
});

it('the head of a template', () => {
  const { bytes = '' } = records('template').find(({ id }) => id === 'zp-10') ?? {};
  const whole = Buffer.concat([hex(bytes), Buffer.alloc(0x04c4 - bytes.length / 2)]);
  expect(decodeFingers(whole)).toEqual([{ uid: 14, finger: 4, flag: 1, template: whole.subarray(6) }]);
});

it('events of punches', () => {
  const short = captures.records.find(({ id }) => id === 'pz-20');
  const punch = { userId: '4822257', byUid: false, verify: 0, state: 0, time: '2018-12-07 19:09:06' };
  expect(readLivePunches(hex(short?.bytes ?? ''))).toEqual([punch]);
  expect(encodeLivePunch(punch, 12).toString('hex')).toBe(short?.bytes);
  const long = captures.packets.find(({ id }) => id === 'zp-13');
  expect(readEvent(long?.session ?? 0, hex(long?.data ?? ''))).toEqual({
    kind: 'punch',
    punches: [{ userId: '999111333', byUid: false, verify: 1, state: 0, time: '2018-06-25 17:41:05' }],
  });
});

it('access rows', () => {
  const data = (id: string) => hex(captures.packets.find((capture) => capture.id === id)?.data ?? '');
  expect(decodeCombination(data('zp-16'))).toEqual({ number: 7, groups: [1, 2] });
  expect(encodeCombination({ number: 7, groups: [1, 2] })).toEqual(data('zp-16'));
  const group = { group: 77, timeZones: [8, 7, 6], style: 14, holidays: true } as const;
  expect(decodeGroupTimeZones(data('zp-17'))).toEqual(group);
  expect(encodeGroupTimeZones(group)).toEqual(data('zp-17'));
});

it('counters that say nothing are null', () => {
  const { bytes = '' } = records('sizes').find(({ id }) => id === 'ak-01') ?? {};
  expect(readSizes(hex(bytes))).toMatchObject({ users: null, records: null, faces: null });
  const block = captures.session.find(({ what }) => what.startsWith('92-byte'));
  expect(readSizes(hex(block?.bytes ?? '').subarray(16))).toEqual({
    users: 1,
    fingers: 0,
    records: 2,
    opLogs: 0,
    admins: 1,
    passwords: 1,
    fingerCapacity: 3000,
    userCapacity: 10_000,
    recordCapacity: 100_000,
    fingersFree: 3000,
    usersFree: 9999,
    recordsFree: 99_998,
    faces: 0,
    faceCapacity: 400,
  });
});
