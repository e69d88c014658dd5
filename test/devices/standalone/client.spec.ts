import { describe, expect, it } from 'vitest';
import type { Punch } from '../../../src/protocol/standalone/attendance.js';
import { commands } from '../../../src/protocol/standalone/codes.js';
import type { LiveEvent } from '../../../src/protocol/standalone/realtime.js';
import { Control } from '../../../src/devices/standalone/client/control.js';
import { Line } from '../../../src/devices/standalone/client/line.js';
import { enrolFinger, Live } from '../../../src/devices/standalone/client/live.js';
import { People } from '../../../src/devices/standalone/client/people.js';
import {
  clearPunches,
  PunchReader,
  readOperations,
  readRange,
} from '../../../src/devices/standalone/client/punches.js';
import { Terminal } from '../../../src/devices/standalone/client/terminal.js';
import { ok } from '../../../src/tools/simulator/standalone/answers.js';
import { terminalProfiles, type TerminalProfileName } from '../../../src/tools/simulator/standalone/profile.js';
import { addressOf, connect, own, person, punches, terminal } from './terminals.js';
import { readAll } from './read-all.js';

const profiles = Object.entries(terminalProfiles) as [
  TerminalProfileName,
  (typeof terminalProfiles)[TerminalProfileName],
][];

describe.each(profiles)('a terminal like %s', (_, profile) => {
  it.each([...profile.transports])('sends its people and punches over %s', async (transport) => {
    const device = await terminal({ profile });
    for (let uid = 1; uid <= 300; uid++) device.data.setUser(person(uid));
    own(device).load(punches(3_000));
    const line = new Line(addressOf(device, { transport }));
    const client = await line.terminal();
    expect(client.session.transport.kind).toBe(transport);
    const users = await new People(client).list();
    expect(users).toEqual(
      device.data.users().map((user) => ({ ...user, name: user.name.slice(0, profile.userWidth === 72 ? 23 : 8) })),
    );
    const read = await readAll(line);
    expect(read.map(({ userId, time, state }) => ({ userId, time, state }))).toEqual(
      punches(3_000).map(({ userId, time, state }) => ({ userId, time, state })),
    );
    await line.close();
  });

  it('takes and loses a user', async () => {
    const device = await terminal({ profile });
    const client = await connect(device);
    const people = new People(client);
    const name = profile.userWidth === 72 ? 'Ada Lovelace' : 'Ada';
    await people.set({
      userId: '17',
      name,
      card: 4711,
      password: '1234',
      privilege: 14,
      ownTimeZones: true,
      timeZones: [2, 0, 0],
    });
    await people.set({ userId: '18', name: 'Bob' });
    await people.set({ userId: '17', card: 4712 });
    const [ada, bob] = await people.list();
    expect(ada).toMatchObject({
      userId: '17',
      name,
      card: 4712,
      password: '1234',
      privilege: 14,
      timeZones: [2, 0, 0],
    });
    expect(bob).toMatchObject({ userId: '18', name: 'Bob', group: 1 });
    await people.delete(ada?.uid ?? 0);
    expect((await people.list()).map(({ userId }) => userId)).toEqual(['18']);
  });
});

it('reads only what was added, and everything if it is another log', async () => {
  const device = await terminal();
  own(device).load(punches(500));
  const line = new Line(addressOf(device));
  const first = await new PunchReader(line).run(() => undefined);
  expect(first).toMatchObject({ read: 500, counted: 500, whole: true });
  own(device).load(punches(7, 500));
  const added: Punch[] = [];
  const second = await new PunchReader(line, { since: first.mark }).run((batch) => void added.push(...batch));
  expect(added).toEqual(punches(7, 500));
  expect(second.whole).toBe(false);
  const third = await new PunchReader(line, { since: second.mark }).run(() => expect.unreachable());
  expect(third).toMatchObject({ read: 0, mark: second.mark });
  own(device).clearPunches();
  own(device).load(punches(600, 9_000));
  const again: Punch[] = [];
  expect(await new PunchReader(line, { since: second.mark }).run((batch) => void again.push(...batch))).toMatchObject({
    whole: true,
  });
  expect(again).toEqual(punches(600, 9_000));
  await line.close();
});

it('clears a log only when nothing in it is newer than what was read', async () => {
  const device = await terminal();
  own(device).load(punches(200));
  const line = new Line(addressOf(device));
  const { mark } = await new PunchReader(line).run(() => undefined);
  if (!mark) throw new Error('no mark');
  device.punch('5');
  await expect(clearPunches(await line.terminal(), mark)).rejects.toMatchObject({ fault: 'refused' });
  expect(device.data.punches()).toHaveLength(201);
  expect(device.state.disabled).toBe(false);
  const { mark: newer } = await new PunchReader(line, { since: mark }).run(() => undefined);
  if (!newer) throw new Error('no mark');
  await clearPunches(await line.terminal(), newer);
  expect(device.data.punches()).toEqual([]);
  await line.close();
});

it.each([terminalProfiles.speedface, terminalProfiles.k40])('sends the punches of a period', async (profile) => {
  const device = await terminal({ profile });
  own(device).load(punches(400));
  const line = new Line(addressOf(device));
  const read = await readRange(line, '2024-01-01 01:00:00', '2024-01-01 01:09:59');
  expect(read).toEqual(punches(10, 60));
  await line.close();
});

it('templates, faces, photos and logs', async () => {
  const device = await terminal();
  device.data.setUser(person(3));
  device.state.photos.set('3', Buffer.from('a photo'));
  device.state.faces.set('3', Buffer.alloc(3_000, 7));
  device.state.operations.push({ admin: 1, operation: 6, time: '2024-05-05 05:05:05', parameters: [3, 0, 7, 1282] });
  const client = await connect(device);
  const people = new People(client);
  const template = Buffer.from(Array.from({ length: 1_400 }, (_, at) => (at * 7 + 1) & 0xff));
  await people.writeFinger({ uid: 3, finger: 6, flag: 1, template });
  expect(await people.finger(3, 6)).toEqual(template);
  expect(await people.finger(3, 5)).toBeNull();
  expect(await people.fingers()).toEqual([{ uid: 3, finger: 6, flag: 1, template }]);
  await people.writeAll([{ user: person(4), fingers: [{ finger: 1, template: Buffer.from('left hand') }] }]);
  expect(await people.finger(4, 1)).toEqual(Buffer.from('left hand'));
  expect((await people.list()).map(({ userId }) => userId)).toEqual(['3', '4']);
  expect(await people.photo('3')).toEqual(Buffer.from('a photo'));
  expect(await people.photo('4')).toBeNull();
  expect(await people.face('3')).toEqual(Buffer.alloc(3_000, 7));
  expect(await people.deleteFinger(3, 6)).toBe(true);
  expect(await people.deleteFinger(3, 6)).toBe(false);
  expect(await readOperations(client)).toEqual(device.state.operations);
});

it('all other commands of a terminal', async () => {
  const device = await terminal();
  const client = await connect(device);
  const control = new Control(client);
  expect(await client.firmware()).toBe('Ver 6.60 Apr 28 2015');
  expect(await client.sizes()).toMatchObject({ users: 0, records: 0, userCapacity: 10_000 });
  expect(await client.options(['~SerialNumber', '~Platform', 'NoSuchOption'])).toEqual({
    SerialNumber: 'SIM4370',
    Platform: 'ZMM220_TFT',
  });
  await client.setOption('LockOn', '7');
  expect(await client.option('LockOn')).toBe('7');
  await control.setTime('2031-02-03 04:05:06');
  expect(await control.time()).toMatch(/^2031-02-03 04:05:(?:0[6-9]|[1-5]\d)$/);
  await control.unlock(3);
  expect(device.state.unlocked).toEqual([30]);
  await control.say(10);
  expect(device.state.said).toEqual([10]);
  await control.showText(1, 'Hello');
  expect(device.state.screen.get(1)).toBe('Hello');
  await control.clearText();
  expect(device.state.screen.size).toBe(0);
  expect([await control.state(), await control.doorOpen(), await control.pinWidth()]).toEqual(['waiting', false, 9]);
  const week = [null, ['08:00', '12:00'], ['08:00', '12:00'], null, null, ['00:00', '23:59'], null] as const;
  await control.setTimeZone(5, week);
  expect(await control.timeZone(5)).toEqual({ index: 5, week });
  await control.setGroup({ group: 2, timeZones: [5, 0, 0], style: 1, holidays: false });
  expect(await control.group(2)).toEqual({ group: 2, timeZones: [5, 0, 0], style: 1, holidays: false });
  await control.setCombination({ number: 3, groups: [1, 2] });
  expect(await control.combination(3)).toEqual({ number: 3, groups: [1, 2] });
  await control.setUserTimeZones(9, { own: true, timeZones: [5, 1, 0] });
  expect(await control.userTimeZones(9)).toEqual({ own: true, timeZones: [5, 1, 0] });
  await control.setVerifyStyle(9, 6);
  expect(await control.verifyStyle(9)).toBe(6);
  await expect(control.clearEverything('ANOTHER')).rejects.toMatchObject({ fault: 'refused' });
  await control.disable(30);
  expect(device.state.disabled).toBe(true);
  await control.enable();
  expect(device.state.disabled).toBe(false);
  await expect(client.whileDisabled(10, () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
  expect(device.state.disabled).toBe(false);
  await expect(client.session.demand('nonsense', 777)).rejects.toMatchObject({ fault: 'notSupported', code: 65_535 });
  await control.restart();
  await expect.poll(() => device.state.restarts).toBe(1);
});

it('users have groups that are read and written by themselves', async () => {
  const device = await terminal();
  device.data.setUser(person(5, { group: 3 }));
  const { session } = await connect(device);
  const uid = Buffer.from([5, 0, 0, 0]);
  expect((await session.ask(commands.USERGRP_RRQ, uid)).data).toEqual(Buffer.from([3]));
  expect((await session.ask(commands.USERGRP_WRQ, Buffer.concat([uid, Buffer.from([7])]))).command).toBe(2000);
  expect(device.data.users()).toMatchObject([{ uid: 5, group: 7 }]);
  expect((await session.ask(commands.USERGRP_RRQ, Buffer.from([6, 0, 0, 0]))).command).toBe(2001);
});

it('a clock that does not change is not reported as set', async () => {
  const device = await terminal({ faults: { instead: { [commands.SET_TIME]: () => ok() } } });
  const control = new Control(await connect(device));
  await expect(control.setTime('2030-01-01 10:00:00')).rejects.toMatchObject({
    fault: 'refused',
    message: expect.stringMatching(/^the clock was set to 2030-01-01 10:00:00 and says 20/),
  });
  device.faults.instead = {};
  expect(await control.setTime('2030-01-01 10:00:00')).toMatch(/^2030-01-01 10:00:/);
});

it('receives live events, and acknowledges them', async () => {
  const device = await terminal();
  device.data.setUser(person(1));
  const client = await connect(device);
  const heard: LiveEvent[] = [];
  const ended: string[] = [];
  const live = await Live.start(
    client,
    (event) => heard.push(event),
    (why) => ended.push(why.message),
  );
  device.punch('1', { time: '2024-02-29 08:00:00' });
  device.punch('1', { time: '2024-02-29 08:00:01', state: 1 });
  device.tell(0x200, Buffer.from([55, 0, 0, 0]));
  await expect.poll(() => heard).toHaveLength(3);
  expect(heard).toEqual([
    { kind: 'punch', punches: [{ userId: '1', byUid: false, verify: 1, state: 0, time: '2024-02-29 08:00:00' }] },
    { kind: 'punch', punches: [{ userId: '1', byUid: false, verify: 1, state: 1, time: '2024-02-29 08:00:01' }] },
    { kind: 'alarm', alarm: 55, name: 'tamper' },
  ]);
  await live.stop();
  device.punch('1');
  expect(await new Control(client).time()).not.toBeNull();
  expect(heard).toHaveLength(3);
  const other = await Live.start(
    client,
    () => undefined,
    (why) => ended.push(why.fault),
  );
  expect(other).toBeDefined();
  device.cut();
  await expect.poll(() => ended).toEqual(['unreachable']);
});

it.each([
  [0, { outcome: 'enrolled', size: 600 }],
  [5, { outcome: 'exists', result: 5 }],
  [6, { outcome: 'failed', result: 6 }],
] as const)('an enrolment that ends with %i', async (enrolResult, end) => {
  const device = await terminal();
  device.data.setUser(person(1));
  device.state.enrolResult = enrolResult;
  const client = await connect(device);
  const steps: string[] = [];
  expect(await enrolFinger(client, { userId: '1', finger: 4 }, { step: ({ kind }) => steps.push(kind) })).toEqual(end);
  expect(steps.at(-1)).toBe('fingerEnrolled');
  expect(device.data.fingers()).toHaveLength(enrolResult === 0 ? 1 : 0);
});

it('an enrolment without a person ends in time or on request', async () => {
  const device = await terminal();
  device.state.enrolResult = null;
  const client = await connect(device);
  expect(await enrolFinger(client, { userId: '1', finger: 4 }, { stepMs: 50 })).toEqual({
    outcome: 'timeout',
    result: null,
  });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 30);
  expect(await enrolFinger(client, { userId: '1', finger: 4 }, { signal: stop.signal })).toEqual({
    outcome: 'cancelled',
    result: null,
  });
});

it('a second client is refused and says so', async () => {
  const device = await terminal({ faults: { single: true } });
  await connect(device);
  await expect(Terminal.connect(addressOf(device, { transport: 'tcp' }))).rejects.toMatchObject({
    fault: 'unreachable',
  });
  expect(device.seen.commands.get(commands.CONNECT)).toBe(1);
});
