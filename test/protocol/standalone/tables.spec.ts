import { describe, expect, it } from 'vitest';
import {
  decodePunch,
  encodePunch,
  punchLayouts,
  punchWidth,
  visibleLightMark,
  type Punch,
  type PunchLayout,
} from '../../../src/protocol/standalone/attendance.js';
import { withTotal } from '../../../src/protocol/standalone/bulk.js';
import { pickPunchLayout } from '../../../src/protocol/standalone/punch-layout.js';
import { PunchTable, UnknownLayout } from '../../../src/protocol/standalone/punch-table.js';
import { encodeUsersAndFingers, readUsersAndFingers } from '../../../src/protocol/standalone/templates.js';
import {
  decodeUsers,
  emptyUser,
  encodeUser,
  pickUserWidth,
  type UserWidth,
} from '../../../src/protocol/standalone/users.js';

const latest = '2026-01-01 00:00:00';
const two = (value: number) => String(value).padStart(2, '0');

const punches = (count: number): Punch[] =>
  Array.from({ length: count }, (_, at) => ({
    uid: (at % 500) + 1,
    userId: String(1000 + (at % 500)),
    time: `2024-03-${two((at % 28) + 1)} ${two(at % 24)}:${two(at % 60)}:${two((at * 7) % 60)}`,
    verify: at % 2 === 0 ? 1 : 15,
    state: at % 2,
    workCode: 0,
  }));

const asRead = (punch: Punch, layout: PunchLayout): Punch => ({
  ...punch,
  uid: layout === '16' ? 0 : punch.uid,
  userId: layout.startsWith('8') ? '' : punch.userId,
});

const records = (rows: readonly Punch[], layout: PunchLayout) =>
  Buffer.concat(rows.map((row) => encodePunch(row, layout)));

describe.each([...punchLayouts])('punches as %s', (layout) => {
  const rows = punches(2_520);
  const total = rows.length * punchWidth(layout);
  it.each([
    ['with its counter', rows.length],
    ['without a counter', 0],
  ])('are told by their look or number, %s', (_, count) => {
    // No counter distinguishes 8 from 8s. A counter distinguishes 16 only if 8 does not divide it as well.
    const picked = pickPunchLayout(records(rows, layout).subarray(0, 8_000), { total, count, latest });
    expect(picked).toBe(layout === '36' && count === 0 ? '36' : layout);
  });

  it('come whole out of pieces of any size', () => {
    const bytes = withTotal(records(rows, layout));
    for (const size of [5, 49, 1_000, 65_472]) {
      const table = new PunchTable({ count: rows.length, latest });
      const out: Punch[] = [];
      for (let at = 0; at < bytes.length; at += size) out.push(...table.push(bytes.subarray(at, at + size)));
      out.push(...table.end());
      expect(out).toEqual(rows.map((row) => asRead(row, layout)));
      expect(table.missing).toBe(0);
    }
  });
});

describe('punches of 22 bytes', () => {
  const read = (hex: string) => decodePunch(Buffer.from(hex, 'hex'), '22');

  it.each([
    // Punches of an LX50.
    ['02003132333435363738390001016f3f330100000000', { uid: 2, userId: '123456789', verify: 1, state: 1 }],
    ['02003132333435363700000001016f3f330100000000', { uid: 2, userId: '1234567', verify: 1, state: 1 }],
    // Users of older firmware: six characters, zeros, a flag.
    ['02003132333435360000000001016f3f330000000000', { uid: 2, userId: '123456', verify: 1, state: 0 }],
    ['05003432003939390000000004016f3f330500000000', { uid: 5, userId: '42', verify: 4, state: 5 }],
  ])('%s', (hex, punch) => {
    expect(read(hex)).toEqual({ ...punch, time: '2026-10-01 08:00:01', workCode: 0 });
  });

  it('of two people who differ in the last digits are those of two', () => {
    const rows = punches(40).map((punch, at) => ({ ...punch, userId: at % 2 === 0 ? '123456789' : '1234567' }));
    const table = new PunchTable({ count: 0, latest });
    const out = [...table.push(withTotal(records(rows, '22'))), ...table.end()];
    expect([table.layout, new Set(out.map(({ userId }) => userId)).size]).toEqual(['22', 2]);
  });
});

it('a mark before the record is stepped over like one behind it', () => {
  const rows = punches(30);
  const body = Buffer.concat(rows.map((row) => Buffer.concat([visibleLightMark, encodePunch(row, '40')])));
  const table = new PunchTable({ count: 0, latest });
  expect([...table.push(withTotal(body)), ...table.end()]).toEqual(rows);
});

it.each(['40', '49', '16', '36', '22'] as const)(
  '%s is known by all but the dates of a clock that was always ahead',
  (layout) => {
    const rows = punches(40).map((punch) => ({ ...punch, time: '2087-03-01 08:00:01' }));
    const table = new PunchTable({ count: 0, latest });
    expect([...table.push(withTotal(records(rows, layout))), ...table.end()].map(({ time }) => time)).toEqual(
      rows.map(({ time }) => time),
    );
    expect(table.layout).toBe(layout);
  },
);

it('what nobody knows is refused, with a sample', () => {
  const table = new PunchTable({ count: 0, latest });
  const noise = Buffer.from(Array.from({ length: 720 }, (_, at) => (at * 89 + 13) & 0xff));
  expect(() => [...table.push(withTotal(noise)), ...table.end()]).toThrow(UnknownLayout);
});

it('an announced table that stays short says how much is missing', () => {
  const bytes = withTotal(records(punches(10), '40'));
  const table = new PunchTable({ count: 10, latest });
  const out = [...table.push(bytes.subarray(0, 4 + 40 * 7 + 13)), ...table.end()];
  expect(out).toHaveLength(7);
  expect(table.missing).toBe(400 - 293);
});

it('bytes beyond what was announced are no punches', () => {
  const table = new PunchTable({ count: 3, latest });
  const bytes = Buffer.concat([withTotal(records(punches(3), '40')), records(punches(2), '40')]);
  expect([...table.push(bytes), ...table.end()]).toHaveLength(3);
});

describe('users', () => {
  const people = (count: number, width: UserWidth) =>
    Array.from({ length: count }, (_, at) => ({
      ...emptyUser,
      uid: at + 1,
      name: `N${at}`,
      password: '12',
      card: at * 3,
      userId: String(width === 16 ? at + 1 : 100 + at),
    }));
  const table = (count: number, width: UserWidth) =>
    Buffer.concat(people(count, width).map((user) => encodeUser(user, width)));

  it('504 bytes are 7 users or 18: what stands in them decides', () => {
    expect(table(7, 72)).toHaveLength(504);
    expect(table(18, 28)).toHaveLength(504);
    expect(pickUserWidth(table(7, 72), 7)).toBe(72);
    expect(pickUserWidth(table(18, 28), 18)).toBe(28);
    expect(pickUserWidth(table(7, 72), 0)).toBe(72);
    expect(pickUserWidth(table(18, 28), null)).toBe(28);
    expect(pickUserWidth(Buffer.alloc(504), null)).toBeNull();
  });

  it.each([72, 28, 16] as const)('of %i bytes are read as they were written', (width) => {
    expect(decodeUsers(table(3, width), width)).toEqual(
      people(3, width).map((user) => (width === 16 ? { ...user, card: 0 } : user)),
    );
  });

  it('a name in Chinese fits as far as whole characters do', () => {
    const user = { ...emptyUser, uid: 1, userId: '1', name: '张三李四王五赵六孙七周八吴九' };
    expect(decodeUsers(encodeUser(user, 72, 'gbk'), 72, 'gbk')[0]?.name).toBe('张三李四王五赵六孙七周');
    expect(decodeUsers(encodeUser(user, 72), 72)[0]?.name).toBe('张三李四王五赵');
    expect(decodeUsers(encodeUser({ ...user, name: 'محمد' }, 28, 'windows-1256'), 28, 'windows-1256')[0]?.name).toBe(
      'محمد',
    );
  });

  it('own time zones and a disabled user', () => {
    const user = {
      ...emptyUser,
      uid: 9,
      userId: '9',
      privilege: 15,
      ownTimeZones: true,
      timeZones: [3, 5, 0],
    } as const;
    expect(decodeUsers(encodeUser(user, 72), 72)).toEqual([user]);
    expect(decodeUsers(encodeUser(user, 28), 28)).toEqual([user]);
  });

  it.each([
    [{ uid: 0 }, /uid/],
    [{ uid: 70_000 }, /uid/],
    [{ card: 2 ** 32 }, /card/],
    [{ password: '123456789' }, /password/],
  ])('%j has no place in a record', (wrong, message) => {
    expect(() => encodeUser({ ...emptyUser, uid: 1, userId: '1', ...wrong }, 72)).toThrow(message);
  });

  it('with letters has no place in a record of numbers', () => {
    expect(() => encodeUser({ ...emptyUser, uid: 1, userId: 'E1' }, 28)).toThrow(/user id/);
  });

  it('go up together with their fingers', () => {
    const [user] = people(1, 72);
    if (!user) throw new Error('nobody');
    const fingers = [
      { finger: 0, template: Buffer.from('left') },
      { finger: 6, template: Buffer.from('right hand') },
    ];
    const read = readUsersAndFingers(encodeUsersAndFingers([{ user, fingers }], 72));
    expect(read?.users).toEqual(Buffer.concat([Buffer.from([2]), encodeUser(user, 72)]));
    expect(read?.fingers).toEqual(fingers.map((finger) => ({ uid: 1, flag: 1, ...finger })));
  });
});
