import { describe, expect, it } from 'vitest';
import { AttPhotos } from '../../../src/devices/standalone/client/att-photos.js';
import { Line } from '../../../src/devices/standalone/client/line.js';
import { Control } from '../../../src/devices/standalone/client/control.js';
import { People } from '../../../src/devices/standalone/client/people.js';
import { PullError } from '../../../src/devices/standalone/client/pull-error.js';
import { clearPunches, PunchReader, readRange } from '../../../src/devices/standalone/client/punches.js';
import { Terminal } from '../../../src/devices/standalone/client/terminal.js';
import { UserTable } from '../../../src/devices/standalone/user-table.js';
import { inline, no, ok } from '../../../src/tools/simulator/standalone/answers.js';
import { terminalProfiles } from '../../../src/tools/simulator/standalone/profile.js';
import type { Punch } from '../../../src/protocol/standalone/attendance.js';
import { bufferReady, readPrepareBuffer, withTotal } from '../../../src/protocol/standalone/bulk.js';
import { commands, replies } from '../../../src/protocol/standalone/codes.js';
import { encodeUser } from '../../../src/protocol/standalone/users.js';
import type { SimulatedTerminal } from '../../../src/tools/simulator/standalone/server.js';
import { addressOf, connect, own, person, punches, terminal } from './terminals.js';

const { k40, ma300, u160, wl10 } = terminalProfiles;

/** uid 1 with the id 1, in the long form. */
const ada = Buffer.alloc(72);
ada.set([1], 0);
ada.set([0x31], 48);

describe('the people of a terminal', () => {
  it.each([
    ['nothing, for want of a buffer', () => no(4989), 'counts 2 users and gave 0'],
    ['half of them', () => inline(Buffer.concat([Buffer.from([0x90, 0, 0, 0]), Buffer.alloc(72)])), '72 bytes'],
    ['fewer than it counts', () => inline(Buffer.concat([Buffer.from([72, 0, 0, 0]), ada])), 'gave 1'],
  ] as const)('a table of them that has %s is no table', async (_, answer, why) => {
    const device = await terminal({ faults: { instead: { [commands.PREPARE_BUFFER]: answer } } });
    for (const uid of [1, 2]) device.data.setUser(person(uid));
    const people = new People(await connect(device));
    await expect(people.list()).rejects.toMatchObject({ fault: 'protocol', message: expect.stringContaining(why) });
  });

  it.each([
    ['refuses', () => no()],
    ['agrees', () => ok()],
  ] as const)('who stays although the terminal %s is not gone, and opens nothing', async (_, answer) => {
    const device = await terminal({ faults: { instead: { [commands.DELETE_USER]: answer } } });
    device.data.setUser(person(3, { card: 4711, password: '12', ownTimeZones: true, timeZones: [1, 0, 0] }));
    const client = await connect(device);
    const people = new People(client);
    await expect(people.delete(3)).rejects.toMatchObject({ fault: 'refused' });
    const table = new UserTable(people, new Control(client));
    await expect(table.remove('3')).rejects.toMatchObject({ fault: 'refused' });
    expect(device.data.users()).toMatchObject([{ userId: '3', card: 0, password: '', privilege: 1 }]);
    device.faults.instead = {};
    await table.remove('3');
    expect(device.data.users()).toEqual([]);
    await people.delete(3);
  });

  it('a user who was added at the menu meanwhile keeps the place, and can be removed', async () => {
    const device = await terminal();
    const client = await connect(device);
    const table = new UserTable(new People(client), new Control(client));
    await table.write({ pin: '11', name: 'Ada' });
    device.data.setUser(person(2, { userId: '99', name: 'At the menu' }));
    table.newOrder();
    await table.write({ pin: '12', name: 'Bob' });
    expect(device.data.users().map(({ uid, userId }) => [uid, userId])).toEqual([
      [1, '11'],
      [2, '99'],
      [3, '12'],
    ]);
    device.data.setUser(person(4, { userId: '98' }));
    table.newOrder();
    await table.remove('98');
    expect(device.data.users().map(({ userId }) => userId)).toEqual(['11', '99', '12']);
  });

  it('are not gone because it is busy, and refuses to count them and to give them', async () => {
    const device = await terminal();
    device.data.setUser(person(7));
    const client = await connect(device);
    const table = new UserTable(new People(client), new Control(client));
    expect(await table.size()).toBe(1);
    device.faults.instead = { [commands.GET_FREE_SIZES]: () => no(), [commands.PREPARE_BUFFER]: () => no() };
    for (const take of [() => table.remove('7'), () => table.forbid('7')]) {
      table.newOrder();
      await expect(take()).rejects.toMatchObject({ fault: 'protocol' });
    }
    device.faults.instead = {};
    table.newOrder();
    await table.remove('7');
    expect(device.data.users()).toEqual([]);
  });

  describe('of whom one was given the number of another at the menu', () => {
    async function twice(known: readonly number[] = [3, 7]) {
      const device = await terminal();
      for (const uid of known) device.data.setUser(person(uid, { card: 1000 + uid, password: '12' }));
      const client = await connect(device);
      const table = new UserTable(new People(client), new Control(client));
      expect(await table.size()).toBe(known.length);
      // As many users as before, and the other record comes first in the list.
      device.data.setUser(person(3, { userId: '7', card: 1003, password: '34' }));
      table.newOrder();
      return { device, table };
    }
    const held = ({ data }: SimulatedTerminal) =>
      data.users().map(({ userId, card, password, privilege }) => [userId, card, password, privilege]);

    it('are barred as one', async () => {
      const { device, table } = await twice();
      await table.forbid('7');
      await table.confirm();
      expect(held(device)).toEqual([['7', 1007, '12', 1]]);
    });

    it('have the new card and password as one', async () => {
      const { device, table } = await twice();
      await table.write({ pin: '7', name: 'Ada', cardNo: '4711', password: '' });
      await table.confirm();
      expect(held(device)).toEqual([['7', 4711, '', 0]]);
    });

    it('are removed as one', async () => {
      const { device, table } = await twice();
      await table.remove('7');
      await table.confirm();
      expect(held(device)).toEqual([]);
    });

    it('lose a finger as one', async () => {
      const { device, table } = await twice();
      for (const uid of [3, 7]) device.data.setFinger({ uid, finger: 2, flag: 1, template: Buffer.from('SS21') });
      await table.removeFinger('7', 2, [2]);
      expect(device.data.fingers()).toEqual([]);
    });

    it('are not barred while the second record passes', async () => {
      const { device, table } = await twice();
      await table.forbid('7');
      device.data.setUser(person(3, { userId: '7' }));
      await expect(table.confirm()).rejects.toMatchObject({ fault: 'refused' });
    });

    it('keep neither card nor password in a second record that the terminal does not delete', async () => {
      const { device, table } = await twice();
      device.faults.instead = { [commands.DELETE_USER]: () => no() };
      await expect(table.forbid('7')).rejects.toMatchObject({ fault: 'refused' });
      expect(held(device)).toContainEqual(['7', 0, '', 1]);
      device.faults.instead = {};
      table.newOrder();
      await table.forbid('7');
      expect(held(device)).toMatchObject([['7', expect.anything(), expect.anything(), 1]]);
    });
  });

  it.each([
    ['removed', (table: UserTable) => table.remove('7')],
    ['barred', (table: UserTable) => table.forbid('7')],
    ['written', (table: UserTable) => table.write({ pin: '7', name: 'Ada', cardNo: '4711' })],
    ['without a finger', (table: UserTable) => table.removeFinger('7', 2, [2])],
  ] as const)('who has the place of another since the last order is not %s for the other', async (_, order) => {
    const device = await terminal();
    device.data.setUser(person(7));
    const client = await connect(device);
    const table = new UserTable(new People(client), new Control(client));
    expect(await table.size()).toBe(1);
    // As many users as before.
    device.data.setUser(person(7, { userId: '9', card: 99 }));
    device.data.setFinger({ uid: 7, finger: 2, flag: 1, template: Buffer.from('SS21') });
    table.newOrder();
    await order(table);
    await table.confirm();
    const [nine] = device.data.users().filter(({ userId }) => userId === '9');
    expect(nine).toMatchObject({ uid: 7, card: 99, privilege: 0 });
    expect(device.data.fingers()).toMatchObject([{ uid: 7, finger: 2 }]);
  });

  describe('a finger', () => {
    const template = Buffer.from('SS21 a finger');
    const refuses = {
      [commands.DELETE_USERTEMP]: () => no(),
      [commands.DEL_USER_TEMP]: () => no(),
      [commands.GET_USERTEMP]: () => no(),
    };
    const keepsTable = (data: Buffer) => (readPrepareBuffer(data)?.command === commands.DB_RRQ ? no() : null);

    async function withFingers(...fingers: number[]) {
      const device = await terminal();
      device.data.setUser(person(7));
      for (const finger of fingers) device.data.setFinger({ uid: 7, finger, flag: 1, template });
      const client = await connect(device);
      const table = new UserTable(new People(client), new Control(client));
      expect(await table.size()).toBe(1);
      return { device, table };
    }

    it.each([
      ['to delete it and to give it', {}],
      ['to give the whole table, too', { [commands.PREPARE_BUFFER]: keepsTable }],
      ['to count, too', { [commands.PREPARE_BUFFER]: keepsTable, [commands.GET_FREE_SIZES]: () => no() }],
    ] as const)('is not gone because the terminal is busy, and refuses %s', async (_, more) => {
      const { device, table } = await withFingers(3);
      device.faults.instead = { ...refuses, ...more };
      await expect(table.removeFinger('7', 3, [3])).rejects.toBeInstanceOf(PullError);
      device.faults.instead = {};
      table.newOrder();
      await table.removeFinger('7', 3, [3]);
      expect(device.data.fingers()).toEqual([]);
    });

    it.each([
      ['its table shows that', [4]],
      ['it counts none', []],
    ])('that the terminal has lost is gone, whatever it refuses: %s', async (_, others) => {
      const { device, table } = await withFingers(...others);
      device.faults.instead = refuses;
      await table.removeFinger('7', 3, [3]);
      await table.removeFinger('7', null, [3]);
      expect(device.data.fingers().map(({ finger }) => finger)).toEqual(others);
    });

    it.each([2001, 4992])('that it refuses (%i) to delete keeps its user there, who opens nothing', async (code) => {
      const { device, table } = await withFingers(3);
      device.faults.instead = {
        [commands.DELETE_USERTEMP]: () => no(code),
        [commands.DEL_USER_TEMP]: () => no(code),
      };
      await expect(table.remove('7')).rejects.toMatchObject({ fault: 'refused' });
      expect(device.data.users()).toMatchObject([{ userId: '7', privilege: 1 }]);
      device.faults.instead = {};
      table.newOrder();
      await table.remove('7');
      expect([device.data.users(), device.data.fingers()]).toEqual([[], []]);
    });

    it('that is not there is not what keeps a user there, whatever it answers', async () => {
      const { device, table } = await withFingers();
      device.data.setFinger({ uid: 8, finger: 0, flag: 1, template });
      device.faults.instead = refuses;
      await table.remove('7');
      expect(device.data.users()).toEqual([]);
    });

    it('that is deleted by firmware with one word for all refusals is gone, and the table is not read', async () => {
      const { device, table } = await withFingers(3, 4);
      device.faults.instead = { [commands.GET_USERTEMP]: () => no(), [commands.PREPARE_BUFFER]: keepsTable };
      await table.removeFinger('7', 3, [3]);
      expect(device.data.fingers().map(({ finger }) => finger)).toEqual([4]);
    });
  });

  it('one whose number lost its zeros there can be barred and removed', async () => {
    const device = await terminal({ profile: ma300 });
    for (const uid of [7, 8]) device.data.setUser(person(uid));
    const client = await connect(device);
    const table = new UserTable(new People(client), new Control(client));
    await table.forbid('007');
    await table.confirm();
    expect(device.data.users()).toMatchObject([{ userId: '7', privilege: 1 }, { userId: '8' }]);
    await table.remove('007');
    await table.confirm();
    expect(device.data.users().map(({ userId }) => userId)).toEqual(['8']);
  });

  it.each([
    [u160, { timeZones: [17, 0, 0], ownTimeZones: true }, 'time zone 17'],
    [k40, { userId: 'ABCDEFGHIJKLMNOPQRSTUVWXY' }, 'id'],
    [ma300, { userId: '007' }, 'must not begin with 0'],
    [{ ...k40, userWidth: 16 }, { userId: '7' }, 'id'],
    [{ ...k40, userWidth: 16 }, { userId: '1', timeZones: [2, 0, 0], ownTimeZones: true }, 'time zone'],
  ] as const)('what has no place in a record is not written without it', async (profile, more, why) => {
    const device = await terminal({ profile });
    const people = new People(await connect(device, { userWidth: profile.userWidth }));
    await expect(people.write({ ...person(1), ...more })).rejects.toThrow(why);
    expect(device.data.users()).toEqual([]);
  });
});

describe('a record that is larger than those of the terminal', () => {
  it.each([
    ['a time zone above 16', { timeZones: [17, 0, 0], ownTimeZones: true }],
    ['an id with letters', { userId: 'B7' }],
    ['a place that no table has', { uid: 65_535 }],
  ] as const)('is refused with %s, and the terminal goes on', async (_, more) => {
    const device = await terminal({ profile: ma300 });
    const client = await connect(device);
    const record = encodeUser({ ...person(1), ...more, uid: 1 }, 72);
    record.writeUInt16LE('uid' in more ? more.uid : 1, 0);
    expect((await client.session.ask(commands.USER_WRQ, record)).command).toBe(replies.ACK_ERROR);
    await new People(client).write(person(2));
    expect((await new People(client).list()).map(({ uid }) => uid)).toEqual([2]);
  });
});

describe('a small terminal with wireless LAN', () => {
  it('is asked for one counter after the other', async () => {
    const device = await terminal({ profile: wl10 });
    for (const uid of [1, 2, 3]) device.data.setUser(person(uid));
    own(device).load(punches(40));
    const client = await connect(device);
    expect(await client.sizes()).toMatchObject({ users: 3, records: 40, fingers: 0, userCapacity: 10_000 });
    expect(await client.sizes(['records'])).toMatchObject({ users: null, records: 40 });
    // The word of 4 bytes: users, punches.
    const asked: string[] = [];
    device.faults.instead = {
      [commands.GET_FREE_SIZES]: (data) => {
        asked.push(data.toString('hex'));
        return null;
      },
    };
    await client.sizes(['users', 'records']);
    expect(asked).toEqual(['04000000', '08000000']);
  });

  it('that always gives the same empty answer has no counters', async () => {
    const device = await terminal({
      profile: wl10,
      faults: { instead: { [commands.GET_FREE_SIZES]: () => ok(Buffer.alloc(4)) } },
    });
    own(device).load(punches(3));
    const client = await connect(device);
    expect(await client.sizes()).toMatchObject({ users: null, records: null, userCapacity: null });
    const line = new Line(addressOf(device));
    const read: Punch[] = [];
    expect(await new PunchReader(line).run((batch) => void read.push(...batch))).toMatchObject({ counted: null });
    expect(read).toHaveLength(3);
    await line.close();
  });

  it('reads nine digits of a person, and the way to verify', async () => {
    const device = await terminal({ profile: wl10 });
    const rows = punches(60).map((punch, at) => ({
      ...punch,
      userId: at % 2 === 0 ? '123456789' : '1234567',
      verify: at % 3,
    }));
    own(device).load(rows);
    const line = new Line(addressOf(device));
    const read: Punch[] = [];
    expect(await new PunchReader(line).run((batch) => void read.push(...batch))).toMatchObject({ counted: 60 });
    expect(read).toEqual(rows);
    await line.close();
  });

  it('keeps fingerprints among its users: they are no persons, and no person overwrites them', async () => {
    const slot = Buffer.alloc(72, 0x41);
    slot.set([2, 0, 0x31], 0);
    const device = await terminal({ profile: wl10 });
    device.faults.instead = { [commands.USERTEMP_RRQ]: () => inline(withTotal(Buffer.concat([ada, slot]))) };
    device.data.setUser(person(1));
    device.data.setUser(person(2));
    const people = new People(await connect(device));
    expect((await people.list()).map(({ uid }) => uid)).toEqual([1]);
    await expect(people.set({ userId: '8', uid: 2 })).rejects.toThrow('a fingerprint has that place');
    expect(await people.set({ userId: '7' })).toMatchObject({ uid: 3 });
  });
});

describe('a log', () => {
  const since = async (line: Line, mark: Parameters<typeof clearPunches>[1] | null) => {
    const rows: Punch[] = [];
    const done = await new PunchReader(line, { since: mark }).run((batch) => void rows.push(...batch));
    return { ...done, rows };
  };

  it('of short records names people even if only its end is read', async () => {
    const device = await terminal({ profile: { ...ma300, range: true } });
    for (let uid = 1; uid <= 300; uid++) device.data.setUser(person(uid, { userId: String(uid + 5000) }));
    own(device).load(punches(400));
    const line = new Line(addressOf(device));
    const first = await since(line, null);
    own(device).load(punches(2, 400));
    const next = await since(line, first.mark);
    expect(next.rows.map(({ userId }) => userId)).toEqual(['5101', '5102']);
    const [from, to] = ['2024-01-01 06:40:00', '2024-01-01 06:41:00'];
    expect((await readRange(line, from, to)).map(({ userId }) => userId)).toEqual(['5101', '5102']);
    await line.close();
  });

  it('that is one record is read, whatever the counters say', async () => {
    const device = await terminal({ profile: { ...k40, zeroCounters: true, range: true } });
    own(device).load(punches(1));
    const line = new Line(addressOf(device));
    const { rows, mark } = await since(line, null);
    expect([rows.length, mark]).toEqual([1, null]);
    expect(await readRange(line, '2024-01-01 00:00:00', '2024-01-01 00:00:00')).toHaveLength(1);
    await line.close();
  });

  it('is not cleared while the terminal cannot be disabled, and its buffer is given back', async () => {
    const device = await terminal({ faults: { instead: { [commands.DISABLEDEVICE]: () => no() } } });
    own(device).load(punches(100));
    const line = new Line(addressOf(device));
    const { mark } = await since(line, null);
    if (!mark) throw new Error('there is no mark');
    const client = await line.terminal();
    await expect(clearPunches(client, mark)).rejects.toMatchObject({ fault: 'refused' });
    device.faults.instead = {};
    own(device).load(punches(1, 100));
    const freed = device.seen.commands.get(commands.FREE_DATA) ?? 0;
    await expect(clearPunches(client, mark)).rejects.toMatchObject({ fault: 'refused' });
    expect(device.data.punches()).toHaveLength(101);
    expect(device.seen.commands.get(commands.FREE_DATA)).toBe(freed + 1);
    expect(device.state.disabled).toBe(false);
    await line.close();
  });

  it('says how many it holds, for a comparison with what is counted', async () => {
    const device = await terminal();
    own(device).load(punches(100));
    const line = new Line(addressOf(device));
    const first = await since(line, null);
    own(device).load(punches(3, 100));
    const next = await since(line, first.mark);
    expect([first.held, first.counted, next.rows.length, next.held, next.counted]).toEqual([100, 100, 3, 103, 103]);
    await line.close();
  });
});

describe('a connection', () => {
  it.each(['tcp', 'udp'] as const)('over %s does not believe an absurd size', async (transport) => {
    const size = Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 4, 0, 0]);
    for (const command of [commands.PREPARE_BUFFER, commands.GET_USERTEMP]) {
      const instead = { [command]: () => [{ command: commands.PREPARE_DATA, data: size }] };
      const device = await terminal({ faults: { instead } });
      const client = await connect(device, { transport });
      const people = new People(client);
      await expect(people.list().then(() => people.finger(1, 1))).rejects.toMatchObject({ fault: 'protocol' });
    }
    const instead = { [commands.PREPARE_BUFFER]: () => ok(bufferReady(0x7fff_ffff)) };
    const device = await terminal({ faults: { instead } });
    await expect(new People(await connect(device, { transport })).list()).rejects.toMatchObject({ fault: 'protocol' });
  });

  it('that breaks within every part is read in smaller ones', async () => {
    const device = await terminal({ faults: { cutAfter: 15_000, cuts: 1_000 } });
    own(device).load(punches(2_000));
    const line = new Line(addressOf(device, { transport: 'tcp' }), [1, 1, 1, 1]);
    const read: Punch[] = [];
    await new PunchReader(line).run((batch) => void read.push(...batch));
    expect(read).toHaveLength(2_000);
    await line.close();
  });

  it('by datagrams that get lost reads also what comes without a buffer', async () => {
    const device = await terminal({ profile: terminalProfiles.bw, faults: { lost: 0.03 }, seed: 5 });
    for (let uid = 1; uid <= 300; uid++) device.data.setUser(person(uid));
    own(device).load(punches(20_000));
    device.data.setFinger({ uid: 1, finger: 1, flag: 1, template: Buffer.alloc(30_000, 'SS21') });
    const line = new Line(addressOf(device, { transport: 'udp' }));
    const read: Punch[] = [];
    await new PunchReader(line).run((batch) => void read.push(...batch));
    expect(read.map(({ userId, time }) => [userId, time])).toEqual(
      punches(20_000).map(({ userId, time }) => [userId, time]),
    );
    expect(await new People(await line.terminal()).finger(1, 1)).toEqual(Buffer.alloc(30_000, 'SS21'));
    expect(line.connections).toBe(1);
    await line.close();
  });

  it('that another program uses is not taken over by datagrams', async () => {
    const device = await terminal({ faults: { single: true } });
    await connect(device);
    await expect(connect(device)).rejects.toMatchObject({
      fault: 'unreachable',
      message: expect.stringContaining('another program'),
    });
    expect(device.seen.commands.get(commands.CONNECT)).toBe(1);
  });

  it.each(['tcp', 'udp', 'auto'] as const)('by %s to a name that nobody has says so', async (transport) => {
    // Some resolvers take their time to say so.
    const options = { host: 'no.such.host.invalid', transport, connectMs: 60_000 };
    await expect(Terminal.connect(options)).rejects.toMatchObject({
      fault: 'unreachable',
      message: expect.stringMatching(/no\.such\.host\.invalid:4370: \D+ \(E[A-Z_]+\)$/),
    });
  });
});

it('pictures of punches are counted, listed, read, and cleared where each was copied', async () => {
  const device = await terminal();
  const client = await connect(device);
  const photos = new AttPhotos(client);
  const names = ['20240131080000-3.jpg', '20240131170000-4.jpg', '20240202080000-3.jpg'];
  for (const name of names) device.state.attPhotos.set(name, Buffer.from(name.repeat(200)));
  const range = ['2024-01-31 00:00:00', '2024-01-31 23:59:59'] as const;
  expect(await photos.count()).toBe(3);
  expect(await photos.names(...range)).toEqual(names.slice(0, 2));
  expect(await photos.photo('20240131080000-3.jpg')).toEqual(Buffer.from('20240131080000-3.jpg'.repeat(200)));
  expect(await photos.photo('nobody.jpg')).toBeNull();
  await expect(photos.clear(...range, new Set(names.slice(0, 1)))).rejects.toMatchObject({ fault: 'refused' });
  expect(await photos.count()).toBe(3);
  await photos.clear(...range, new Set(names));
  expect([...device.state.attPhotos.keys()]).toEqual(names.slice(2));
  device.faults.instead = { [commands.ATTPHOTO_COUNT]: () => no(65_535) };
  await expect(photos.count()).rejects.toMatchObject({ fault: 'notSupported' });
});

it('what a connection changed and could not restore is restored by a later one', async () => {
  const device = await terminal();
  const told: (string | null)[] = [];
  const keepSdk = (was: string | null) => Promise.resolve(void told.push(was));
  const first = await connect(device, { keepSdk });
  expect([told, device.state.options.get('SDKBuild')]).toEqual([['0'], '1']);
  await new Control(first).disable();
  device.cut();
  const next = await connect(device, { keepSdk, sdkBefore: '0' });
  expect(device.state.disabled).toBe(false);
  await next.close();
  expect([told, device.state.options.get('SDKBuild')]).toEqual([['0', null], '0']);
});
