import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../../src/tools/simulator/standalone/answers.js';
import { terminalProfiles } from '../../../src/tools/simulator/standalone/profile.js';
import type { SimulatedTerminal } from '../../../src/tools/simulator/standalone/server.js';
import type { TerminalSettings } from '../../../src/tools/simulator/standalone/terminal-settings.js';
import { commands } from '../../../src/protocol/standalone/codes.js';
import { writeSizes } from '../../../src/protocol/standalone/sizes.js';
import { PullTerminalService } from '../../../src/modules/device/pull-terminal.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { own, person, punches, terminal } from './terminals.js';

let site: TestApp;
let count = 0;

beforeAll(async () => {
  site = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
});

afterAll(() => site.stop());

async function added(
  settings: TerminalSettings = {},
  more: object = {},
): Promise<{ device: SimulatedTerminal; sn: string }> {
  const sn = settings.sn ?? `PULL${++count}`;
  const device = await terminal({ sn, ...settings });
  const body = { sn, link: 'pull', host: '127.0.0.1', port: device.port, ...more };
  const answer = await site.admin('POST', '/devices', body);
  expect(answer.status, answer.text).toBe(201);
  return { device, sn };
}

const shown = async (sn: string) => (await site.admin('GET', `/devices/${sn}`)).body;
const events = async (sn: string) =>
  (await site.admin('GET', `/events?sn=${sn}&limit=1000`)).body.items as Record<string, unknown>[];
const isServed = (sn: string) =>
  expect.poll(async () => (await shown(sn)).registeredAt, { timeout: 10_000 }).not.toBeNull();

describe('a terminal that is added by its address', () => {
  it('says its serial number itself, and its log is read', async () => {
    const device = await terminal({ sn: 'ASKED1' });
    device.data.setUser(person(1));
    own(device).load(punches(120));
    const answer = await site.admin('POST', '/devices', { link: 'pull', host: '127.0.0.1', port: device.port });
    expect(answer.body).toMatchObject({ sn: 'ASKED1', link: 'pull', status: 'approved', pull: { port: device.port } });
    await expect.poll(async () => (await events('ASKED1')).length, { timeout: 10_000 }).toBe(120);
    const view = await shown('ASKED1');
    expect(view).toMatchObject({ online: true, type: 'K40', pull: { fault: null, counted: 120, hasCommKey: false } });
    const doors = (await site.admin('GET', '/doors?sn=ASKED1')).body.items;
    expect(doors).toHaveLength(1);
    const [first] = (await events('ASKED1')).sort((a, b) => String(a.eventTime).localeCompare(String(b.eventTime)));
    expect(first).toMatchObject({ eventTime: '2024-01-01 00:00:00', pin: '1', eventNo: 0 });
  });

  it('is heard at the moment it happens, and each punch is stored once', async () => {
    const { device, sn } = await added();
    await isServed(sn);
    await expect.poll(() => device.seen.commands.get(500) ?? 0).toBeGreaterThan(0);
    device.punch('7', { time: '2024-05-05 08:00:00', verify: 15, state: 1 });
    await expect.poll(async () => (await events(sn)).length, { timeout: 5_000 }).toBe(1);
    device.cut();
    device.punch('7', { time: '2024-05-05 09:00:00' });
    await site.sql('SELECT 1');
    await expect.poll(async () => (await events(sn)).length, { timeout: 15_000 }).toBe(2);
    expect((await events(sn)).map(({ eventTime }) => eventTime).sort()).toEqual([
      '2024-05-05 08:00:00',
      '2024-05-05 09:00:00',
    ]);
  });

  it('is refused without an address, and when nobody there can be asked', async () => {
    expect(await site.admin('POST', '/devices', { sn: 'NOHOST', link: 'pull' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'host' }] },
    });
    expect(await site.admin('POST', '/devices', { sn: 'PUSH1', host: '10.0.0.1' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'host' }] },
    });
    const answer = await site.admin('POST', '/devices', { link: 'pull', host: '127.0.0.1', port: 1, transport: 'tcp' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'host' }] } });
    expect(answer.body.detail).toMatch(
      /^host cannot be asked for its serial number: .*does a firewall let its port through/,
    );
    const { port } = await terminal({ sn: 'LOCKED1', commKey: 77 });
    expect(await site.admin('POST', '/devices', { link: 'pull', host: '127.0.0.1', port, commKey: 1 })).toMatchObject({
      status: 400,
      body: {
        errors: [{ field: 'commKey', message: expect.stringMatching(/^commKey is refused: .*menu of the terminal/) }],
      },
    });
    expect(await site.admin('POST', '/devices', {})).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'sn' }] },
    });
  });
});

describe('what is wrong with a terminal', () => {
  it('is said in words', async () => {
    const { device, sn } = await added({ commKey: 77 });
    await expect.poll(async () => (await shown(sn)).pull.fault).toBe('authFailed');
    expect((await site.admin('POST', `/devices/${sn}/test`)).body).toMatchObject({
      ok: false,
      fault: 'authFailed',
      says: expect.stringContaining('comm key'),
    });
    expect((await site.admin('PATCH', `/devices/${sn}`, { commKey: 77 })).status).toBe(200);
    await expect.poll(async () => (await shown(sn)).online, { timeout: 10_000 }).toBe(true);
    expect((await site.admin('POST', `/devices/${sn}/test`)).body).toMatchObject({
      ok: true,
      sn,
      deviceName: 'K40',
      transport: 'tcp',
      says: expect.stringContaining('0 users and 0 punches'),
    });
    await expect.poll(async () => (await shown(sn)).pull).toMatchObject({ fault: null, hasCommKey: true });
    expect(device.seen.connections).toBeGreaterThan(1);
    expect((await site.admin('POST', '/devices/NOBODY/test')).status).toBe(404);
  });

  it.each([
    [{ faults: { encrypted: true } }, 'encrypted'],
    [{ sn: 'REAL' }, 'protocol'],
  ] as const)('%j is %s', async (settings, fault) => {
    const sn = `WRONG${++count}`;
    const device = await terminal({ sn, ...settings });
    await site.admin('POST', '/devices', { sn, link: 'pull', host: '127.0.0.1', port: device.port });
    await expect.poll(async () => (await shown(sn)).pull.fault, { timeout: 5_000 }).toBe(fault);
  });
});

describe('people', () => {
  const levelOf = async (sn: string, more: object = {}) => {
    const doorIds = ((await site.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[]).map(({ id }) => id);
    return (await site.admin('POST', '/access-levels', { name: `L ${sn} ${++count}`, doorIds, ...more })).body
      .id as string;
  };

  it('who may pass are on the terminal with card and time zone, who may not are not', async () => {
    const { device, sn } = await added({ profile: terminalProfiles.k40 });
    await isServed(sn);
    const zone = await site.admin('POST', '/time-zones', {
      name: 'Mornings',
      periods: {
        mon: [
          ['08:00', '12:00'],
          ['13:00', '17:30'],
        ],
      },
    });
    const always = await levelOf(sn);
    const mornings = await levelOf(sn, { timeZoneId: zone.body.id });
    await site.admin('POST', '/persons', { pin: '501', name: 'Ada', cardNo: '4711', accLevelIds: [always] });
    await site.admin('POST', '/persons', { pin: '502', name: 'Bob', accLevelIds: [mornings] });
    await site.admin('POST', '/persons', { pin: '503', name: 'Eve', accLevelIds: [] });
    const held = () => device.data.users().map(({ userId, privilege, timeZones }) => [userId, privilege, timeZones]);
    await expect.poll(held, { timeout: 15_000 }).toEqual([
      ['501', 0, [1, 0, 0]],
      ['502', 0, [2, 3, 0]],
    ]);
    expect(device.data.users()[0]).toMatchObject({ name: 'Ada', ownTimeZones: true });
    expect(device.state.timeZones.get(2)?.subarray(2 + 4, 2 + 8)).toEqual(Buffer.from([8, 0, 12, 0]));
    expect(device.state.timeZones.get(3)?.subarray(2 + 4, 2 + 8)).toEqual(Buffer.from([13, 0, 17, 30]));
    await expect.poll(async () => (await shown(sn)).sync.inSync, { timeout: 10_000 }).toBe(true);
    await site.admin('PATCH', '/persons/501', { isDisabled: true });
    await expect.poll(() => held().map(([pin]) => pin), { timeout: 15_000 }).toEqual(['502']);
    await site.admin('DELETE', '/persons/502');
    await expect.poll(held, { timeout: 15_000 }).toEqual([]);
  });

  it('a rule that it cannot keep is shown as such', async () => {
    const { sn } = await added();
    await isServed(sn);
    const [door] = (await site.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[];
    const group = (await site.admin('POST', '/person-groups', { name: 'Two of them', pins: [] })).body.id;
    const rule = await site.admin('POST', '/multi-card-rules', {
      doorId: door?.id,
      groups: [{ groupId: group, count: 2 }],
    });
    expect(rule.body.devices, rule.text).toEqual([
      { sn, supported: false, inSync: false, needs: 'a device that pushes: port 4370 has no place for it' },
    ]);
  });

  it("on a holiday that day's periods count, and the weekday's again after it", async () => {
    const { device, sn } = await added();
    await isServed(sn);
    const today = new Date().toISOString().slice(0, 10);
    const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
    const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
    const week = Object.fromEntries(days.map((day) => [day, [['08:00', '12:00']]]));
    const zone = await site.admin('POST', '/time-zones', {
      name: 'Office and holidays',
      periods: { ...week, hol2: [['10:00', '11:30']] },
    });
    const slot = 2 + (Number(zone.body.id) - 2) * 3;
    const level = await levelOf(sn, { timeZoneId: zone.body.id });
    await site.admin('POST', '/persons', { pin: '551', name: 'Hol', accLevelIds: [level] });
    const open = () => {
      const bytes = device.state.timeZones.get(slot)?.subarray(2, 30) ?? Buffer.alloc(0);
      return days.map((_, day) => bytes.subarray(day * 4, day * 4 + 4).join());
    };
    const usual = Array(7).fill('8,0,12,0');
    await expect.poll(open, { timeout: 15_000 }).toEqual(usual);
    const holiday = await site.admin('POST', '/holidays', { name: 'Today', date: today, type: 2 });
    await expect.poll(open, { timeout: 15_000 }).toEqual(usual.with(weekday, '10,0,11,30'));
    const due = await site.sql<{ due_at: Date }>(
      `SELECT due_at FROM change WHERE kind = 'rule' AND key = '${sn}' AND due_at > now()`,
    );
    expect(due.map(({ due_at }) => due_at.toISOString())).toEqual([
      new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString(),
    ]);
    await site.admin('DELETE', `/holidays/${holiday.body.id}`);
    await expect.poll(open, { timeout: 15_000 }).toEqual(usual);
  });

  it('a finger that is enrolled at one terminal opens the other, until the person may not pass', async () => {
    const [one, two] = [await added(), await added()];
    await isServed(one.sn);
    await isServed(two.sn);
    const levels = [await levelOf(one.sn), await levelOf(two.sn)];
    await site.admin('POST', '/persons', { pin: '601', name: 'Fin', accLevelIds: levels });
    const both = () => [one, two].map(({ device }) => device.data.users().map(({ userId }) => userId));
    await expect.poll(both, { timeout: 15_000 }).toEqual([['601'], ['601']]);
    const asked = { pin: '601', what: 'fingerprint', no: 3, wait: 15 };
    expect((await site.admin('POST', `/devices/${one.sn}/enroll`, asked)).body).toMatchObject({ status: 'done' });
    const fingers = ({ device }: typeof one) =>
      device.data.fingers().map(({ finger, template }) => [finger, template.toString('latin1', 0, 11)]);
    await expect.poll(() => fingers(two), { timeout: 15_000 }).toEqual([[3, 'SS21 of 601']]);
    await site.admin('PATCH', '/persons/601', { isDisabled: true });
    await expect.poll(() => [...both(), fingers(one), fingers(two)], { timeout: 15_000 }).toEqual([[], [], [], []]);
  });

  it('whoever a terminal holds is taken over when that is asked for, and grants nothing', async () => {
    const device = await terminal({ sn: 'TAKEN1' });
    device.data.setUser(person(5, { userId: '905', name: 'Old Hand', card: 905905 }));
    device.data.setFinger({ uid: 5, finger: 1, flag: 1, template: Buffer.from('SS21 old finger') });
    await site.admin('POST', '/devices', { sn: 'TAKEN1', link: 'pull', host: '127.0.0.1', port: device.port });
    await isServed('TAKEN1');
    expect((await site.admin('POST', '/devices/TAKEN1/approve', { existing: 'import' })).status).toBe(200);
    await expect
      .poll(async () => (await site.admin('GET', '/persons/905')).body, { timeout: 15_000 })
      .toMatchObject({ pin: '905', name: 'Old Hand' });
    await expect
      .poll(async () => (await site.admin('GET', '/persons/905/templates')).body.items?.length, { timeout: 15_000 })
      .toBe(1);
    expect(device.data.users()).toHaveLength(1);
  });

  it('a person with more periods than a terminal has room for is shown as failed', async () => {
    const { device, sn } = await added();
    await isServed(sn);
    const zoneOf = async (name: string) =>
      (
        await site.admin('POST', '/time-zones', {
          name,
          periods: {
            tue: [
              ['07:00', '08:00'],
              ['09:00', '10:00'],
            ],
          },
        })
      ).body.id;
    const levels = [
      await levelOf(sn, { timeZoneId: await zoneOf('Two and') }),
      await levelOf(sn, { timeZoneId: await zoneOf('two are four') }),
    ];
    await site.admin('POST', '/persons', { pin: '701', name: 'Max', accLevelIds: levels });
    const refusals = async () =>
      (await site.admin('GET', `/commands?sn=${sn}&status=failed`)).body.items as { returnCode: number }[];
    await expect
      .poll(async () => (await refusals()).map(({ returnCode }) => returnCode), { timeout: 15_000 })
      .toContain(-12);
    expect(device.data.users()[0]?.timeZones.filter((zone) => zone > 0)).toHaveLength(2);
  });

  it('a door is opened once, and what it cannot do is said', async () => {
    const { device, sn } = await added();
    await isServed(sn);
    await expect.poll(async () => (await shown(sn)).online).toBe(true);
    const run = async (body: object) => {
      const { id } = (await site.admin('POST', `/devices/${sn}/commands`, body)).body;
      return (await site.admin('GET', `/commands/${id}?wait=10`)).body;
    };
    expect(await run({ type: 'openDoor', door: 1, seconds: 4 })).toMatchObject({ status: 'done', returnCode: 0 });
    expect(device.state.unlocked).toEqual([40]);
    expect(await run({ command: 'CONTROL DEVICE 01010105' })).toMatchObject({ status: 'failed' });
    expect(device.state.unlocked).toEqual([40]);
  });
});

it('a log is cleared only when that was asked for, and after all of it is stored', async () => {
  const device = await terminal({ sn: 'CLEAR1' });
  own(device).load(punches(80));
  const body = { sn: 'CLEAR1', link: 'pull', host: '127.0.0.1', port: device.port, clearAfterRead: true };
  await site.admin('POST', '/devices', body);
  await expect.poll(() => device.data.punches().length, { timeout: 10_000 }).toBe(0);
  expect(await events('CLEAR1')).toHaveLength(80);
  const { device: other, sn } = await added();
  own(other).load(punches(5));
  await isServed(sn);
  await expect.poll(async () => (await shown(sn)).pull.readAt, { timeout: 10_000 }).not.toBeNull();
  expect(other.data.punches()).toHaveLength(5);
});

it('a log of which less came than the terminal counts is not cleared', async () => {
  const device = await terminal({ sn: 'CLEAR2' });
  own(device).load(punches(40));
  device.faults.instead = { [commands.GET_FREE_SIZES]: () => ok(writeSizes({ records: 41 })) };
  const body = { sn: 'CLEAR2', link: 'pull', host: '127.0.0.1', port: device.port, clearAfterRead: true };
  await site.admin('POST', '/devices', body);
  await expect.poll(async () => (await shown('CLEAR2')).pull.readAt, { timeout: 10_000 }).not.toBeNull();
  await expect
    .poll(async () => (await shown('CLEAR2')).alerts)
    .toContainEqual(expect.objectContaining({ text: 'it counts 41 punches and gave 40' }));
  expect(device.seen.commands.get(commands.CLEAR_ATTLOG)).toBeUndefined();
  device.faults.instead = {};
  own(device).load(punches(1, 40));
  device.cut();
  await expect.poll(() => device.data.punches().length, { timeout: 15_000 }).toBe(0);
  expect(await events('CLEAR2')).toHaveLength(41);
});

it('a terminal that is taken away is let go', async () => {
  const { device, sn } = await added();
  await isServed(sn);
  await site.admin('DELETE', `/devices/${sn}`);
  await expect.poll(() => device.seen.commands.get(1001) ?? 0, { timeout: 10_000 }).toBeGreaterThan(0);
  const { connections } = device.seen;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(device.seen.connections).toBe(connections);
});

it('one that is not listened to is asked now and then, and at once when there is something to do', async () => {
  const { device, sn } = await added({}, { live: false, pollSeconds: 3_600 });
  await isServed(sn);
  await expect.poll(() => device.seen.commands.get(1001) ?? 0, { timeout: 10_000 }).toBeGreaterThan(0);
  await expect.poll(async () => (await shown(sn)).online).toBe(true);
  const { id } = (await site.admin('POST', `/devices/${sn}/commands`, { type: 'openDoor', door: 1, seconds: 2 })).body;
  expect((await site.admin('GET', `/commands/${id}?wait=10`)).body).toMatchObject({ status: 'done' });
  expect(device.state.unlocked).toEqual([20]);
});

it('terminals of a network are found', async () => {
  const answer = await site.admin('POST', '/devices/discover', { waitMs: 100, host: '127.0.0.1' });
  expect(answer).toMatchObject({ status: 200, body: { items: expect.any(Array) } });
});

describe('a terminal that is called', () => {
  it('is served on port 4370 alone, whatever it pushes', async () => {
    const { device, sn } = await added();
    await isServed(sn);
    const before = await shown(sn);
    const push = (method: string, path: string, body?: string) =>
      site.request(method, `/iclock/${path}`, body === undefined ? {} : { body });
    const options = 'DeviceType=acc,~DeviceName=Other,LockCount=4,ReaderCount=8,MachineType=1';
    const rtlog =
      'time=2024-06-06 08:00:00\tpin=9\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\tindex=5';
    const answers = [
      await push('GET', `cdata?SN=${sn}&pushver=3.1.2&options=all`),
      await push('POST', `registry?SN=${sn}`, options),
      await push('POST', `cdata?SN=${sn}&table=rtlog`, rtlog),
      await push('POST', `cdata?SN=${sn}&table=ATTLOG&Stamp=1`, '9\t2024-06-06 08:00:00\t0\t1\t0\t0\n'),
      await push('POST', `cdata?SN=${sn}&table=options`, 'LockCount=4'),
      await push('GET', `getrequest?SN=${sn}`),
      await push('POST', `devicecmd?SN=${sn}`, 'ID=1&Return=0&CMD=DATA'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 406, 403, 403, 403, 403, 403]);
    const after = await shown(sn);
    expect([after.link, after.type, after.capabilities]).toEqual(['pull', before.type, before.capabilities]);
    expect((await site.admin('GET', `/doors?sn=${sn}`)).body.items).toHaveLength(1);
    expect(await events(sn)).toEqual([]);
    expect(after.alerts).toMatchObject([{ text: expect.stringContaining('pushes') }]);
    device.punch('9', { time: '2024-06-06 08:00:00' });
    await expect.poll(async () => (await events(sn)).length, { timeout: 10_000 }).toBe(1);
  });

  it('is replaced by another that is called, at its address or at one that is said', async () => {
    const { device, sn } = await added({ sn: 'OLD1', commKey: 31 }, { commKey: 31 });
    own(device).load(punches(30));
    await isServed(sn);
    const [door] = (await site.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[];
    const level = (await site.admin('POST', '/access-levels', { name: 'Of the old', doorIds: [door?.id] })).body.id;
    await site.admin('POST', '/persons', { pin: '801', name: 'Stays', accLevelIds: [level] });
    await expect.poll(() => device.data.users().length, { timeout: 15_000 }).toBe(1);
    const next = await terminal({ sn: 'NEW1', commKey: 31 });
    own(next).load(punches(40, 1_000));
    const answer = await site.admin('POST', `/devices/${sn}/replace`, { newSn: 'NEW1', port: next.port });
    expect(answer.body, answer.text).toMatchObject({
      sn: 'NEW1',
      link: 'pull',
      pull: { port: next.port, hasCommKey: true, connectedAt: null, counted: null, fault: null },
    });
    await expect.poll(() => next.data.users().map(({ userId }) => userId), { timeout: 15_000 }).toEqual(['801']);
    await expect.poll(async () => (await events('NEW1')).length, { timeout: 10_000 }).toBe(40);
    expect((await site.admin('GET', '/doors?sn=NEW1')).body.items).toMatchObject([{ id: door?.id }]);
    await expect.poll(() => device.seen.commands.get(commands.EXIT) ?? 0, { timeout: 10_000 }).toBeGreaterThan(0);
    await site.request('GET', '/iclock/cdata?SN=PUSHES1&pushver=3.1.2&options=all');
    const push = await site.admin('POST', '/devices/NEW1/replace', { newSn: 'PUSHES1' });
    expect(push.body).toMatchObject({ sn: 'PUSHES1', link: 'push-acc' });
    expect(push.body.pull ?? null).toBeNull();
    expect((await site.admin('POST', '/devices/PUSHES1/replace', { newSn: 'X1', host: '10.0.0.1' })).status).toBe(400);
  });
});

describe('two gateways', () => {
  it('talk to a terminal one after the other, however long one takes', async () => {
    const other = await startApp({ env: { SITE_TIME_ZONE: 'UTC' }, databaseUrl: site.databaseUrl });
    const services = [site, other].map(({ app }) => app.get(PullTerminalService));
    for (const service of services) service.leaseSeconds = 1;
    const { device, sn } = await added({ faults: { delayMs: 150 } });
    own(device).load(punches(3_000));
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, device.open)), 20);
    await expect.poll(async () => (await events(sn)).length, { timeout: 25_000 }).toBe(1_000);
    await expect.poll(async () => (await shown(sn)).pull.readAt, { timeout: 25_000 }).not.toBeNull();
    expect([device.seen.connections, most]).toEqual([1, 1]);
    const asked = performance.now();
    const tested = [site, other].map((gateway) => gateway.admin('POST', `/devices/${sn}/test`));
    expect((await Promise.all(tested)).map(({ body }) => body.ok)).toEqual([true, true]);
    expect([device.seen.connections, most]).toEqual([1, 1]);
    expect(performance.now() - asked).toBeLessThan(5_000);
    device.faults.delayMs = 0;
    for (const service of services) service.leaseSeconds = 60;
    const holds = async () =>
      (await site.sql<{ owner: string | null }>(`SELECT lease_owner AS owner FROM pull_terminal WHERE sn = '${sn}'`))[0]
        ?.owner;
    const before = await holds();
    await other.stop();
    device.punch('5', { time: '2025-01-01 00:00:00' });
    await expect.poll(async () => (await events(`${sn}&from=2025-01-01`)).length, { timeout: 20_000 }).toBe(1);
    clearInterval(watch);
    expect([before, await holds()]).toEqual([expect.any(String), expect.any(String)]);
    const kept = () => site.sql(`SELECT sdk_before AS kept FROM pull_terminal WHERE sn = '${sn}'`);
    expect([await kept(), device.state.options.get('SDKBuild')]).toEqual([[{ kept: '0' }], '1']);
    await site.admin('POST', `/devices/${sn}/disable`);
    await expect.poll(kept, { timeout: 10_000 }).toEqual([{ kept: null }]);
    expect(device.state.options.get('SDKBuild')).toBe('0');
    expect(most).toBe(1);
  }, 90_000);
});
