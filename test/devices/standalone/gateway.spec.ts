import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../../src/tools/simulator/standalone/answers.js';
import { commands } from '../../../src/protocol/standalone/codes.js';
import { writeSizes } from '../../../src/protocol/standalone/sizes.js';
import { PullTerminalService } from '../../../src/modules/device/pull-terminal.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { own, person, punches, terminal } from './terminals.js';
import { addedTerminals } from './added-terminals.js';

let site: TestApp;
let count = 0;

beforeAll(async () => {
  site = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
});

afterAll(() => site.stop());

const { added, shown, isServed } = addedTerminals(() => site);

const events = async (sn: string) =>
  (await site.admin('GET', `/events?sn=${sn}&limit=1000`)).body.items as Record<string, unknown>[];

describe('a terminal that is added by its address', () => {
  it('reports its serial number itself, and its log is read', async () => {
    const device = await terminal({ sn: 'ASKED1' });
    device.data.setUser(person(1));
    own(device).load(punches(120));
    const answer = await site.admin('POST', '/devices', { link: 'pull', host: '127.0.0.1', port: device.port });
    expect(answer.body).toMatchObject({ sn: 'ASKED1', link: 'pull', status: 'approved', pull: { port: device.port } });
    await expect.poll(async () => (await events('ASKED1')).length, { timeout: 60_000 }).toBe(120);
    const view = await shown('ASKED1');
    expect(view).toMatchObject({ online: true, type: 'K40', pull: { fault: null, counted: 120, hasCommKey: false } });
    const doors = (await site.admin('GET', '/doors?sn=ASKED1')).body.items;
    expect(doors).toHaveLength(1);
    const [first] = (await events('ASKED1')).sort((a, b) => String(a.eventTime).localeCompare(String(b.eventTime)));
    expect(first).toMatchObject({ eventTime: '2024-01-01 00:00:00', pin: '1', eventNo: 0 });
  });

  it('is heard live, and each punch is stored once', async () => {
    const { device, sn } = await added();
    await isServed(sn);
    await expect.poll(() => device.seen.commands.get(500) ?? 0).toBeGreaterThan(0);
    device.punch('7', { time: '2024-05-05 08:00:00', verify: 15, state: 1 });
    await expect.poll(async () => (await events(sn)).length, { timeout: 60_000 }).toBe(1);
    device.cut();
    device.punch('7', { time: '2024-05-05 09:00:00' });
    await site.sql('SELECT 1');
    await expect.poll(async () => (await events(sn)).length, { timeout: 60_000 }).toBe(2);
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
  it('is reported in words', async () => {
    const { device, sn } = await added({ commKey: 77 });
    await expect.poll(async () => (await shown(sn)).pull.fault).toBe('authFailed');
    expect((await site.admin('POST', `/devices/${sn}/test`)).body).toMatchObject({
      ok: false,
      fault: 'authFailed',
      says: expect.stringContaining('comm key'),
    });
    expect((await site.admin('PATCH', `/devices/${sn}`, { commKey: 77 })).status).toBe(200);
    await expect.poll(async () => (await shown(sn)).online, { timeout: 60_000 }).toBe(true);
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
    await expect.poll(async () => (await shown(sn)).pull.fault, { timeout: 60_000 }).toBe(fault);
  });
});

it('a log is cleared only when that was asked for, and after all of it is stored', async () => {
  const device = await terminal({ sn: 'CLEAR1' });
  own(device).load(punches(80));
  const body = { sn: 'CLEAR1', link: 'pull', host: '127.0.0.1', port: device.port, clearAfterRead: true };
  await site.admin('POST', '/devices', body);
  await expect.poll(() => device.data.punches().length, { timeout: 60_000 }).toBe(0);
  expect(await events('CLEAR1')).toHaveLength(80);
  const { device: other, sn } = await added();
  own(other).load(punches(5));
  await isServed(sn);
  await expect.poll(async () => (await shown(sn)).pull.readAt, { timeout: 60_000 }).not.toBeNull();
  expect(other.data.punches()).toHaveLength(5);
});

it('a log is not cleared if less came than the terminal counts', async () => {
  const device = await terminal({ sn: 'CLEAR2' });
  own(device).load(punches(40));
  device.faults.instead = { [commands.GET_FREE_SIZES]: () => ok(writeSizes({ records: 41 })) };
  const body = { sn: 'CLEAR2', link: 'pull', host: '127.0.0.1', port: device.port, clearAfterRead: true };
  await site.admin('POST', '/devices', body);
  await expect.poll(async () => (await shown('CLEAR2')).pull.readAt, { timeout: 60_000 }).not.toBeNull();
  await expect
    .poll(async () => (await shown('CLEAR2')).alerts)
    .toContainEqual(expect.objectContaining({ text: 'it counts 41 punches and gave 40' }));
  expect(device.seen.commands.get(commands.CLEAR_ATTLOG)).toBeUndefined();
  device.faults.instead = {};
  own(device).load(punches(1, 40));
  device.cut();
  await expect.poll(() => device.data.punches().length, { timeout: 60_000 }).toBe(0);
  expect(await events('CLEAR2')).toHaveLength(41);
});

it('a terminal that is removed is disconnected', async () => {
  const { device, sn } = await added();
  await isServed(sn);
  await site.admin('DELETE', `/devices/${sn}`);
  await expect.poll(() => device.seen.commands.get(1001) ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
  const { connections } = device.seen;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(device.seen.connections).toBe(connections);
});

it('a terminal without live events is asked from time to time, and at once when there is work', async () => {
  const { device, sn } = await added({}, { live: false, pollSeconds: 3_600 });
  await isServed(sn);
  await expect.poll(() => device.seen.commands.get(1001) ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.poll(async () => (await shown(sn)).online).toBe(true);
  const { id } = (await site.admin('POST', `/devices/${sn}/commands`, { type: 'openDoor', door: 1, seconds: 2 })).body;
  expect((await site.admin('GET', `/commands/${id}?wait=25`)).body).toMatchObject({ status: 'done' });
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
    await expect.poll(async () => (await events(sn)).length, { timeout: 60_000 }).toBe(1);
  });

  it('is replaced by another one, at its address or at a new one', async () => {
    const { device, sn } = await added({ sn: 'OLD1', commKey: 31 }, { commKey: 31 });
    own(device).load(punches(30));
    await isServed(sn);
    const [door] = (await site.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[];
    const level = (await site.admin('POST', '/access-levels', { name: 'Of the old', doorIds: [door?.id] })).body.id;
    await site.admin('POST', '/persons', { pin: '801', name: 'Stays', accLevelIds: [level] });
    await expect.poll(() => device.data.users().length, { timeout: 60_000 }).toBe(1);
    const next = await terminal({ sn: 'NEW1', commKey: 31 });
    own(next).load(punches(40, 1_000));
    const answer = await site.admin('POST', `/devices/${sn}/replace`, { newSn: 'NEW1', port: next.port });
    expect(answer.body, answer.text).toMatchObject({
      sn: 'NEW1',
      link: 'pull',
      pull: { port: next.port, hasCommKey: true, connectedAt: null, counted: null, fault: null },
    });
    await expect.poll(() => next.data.users().map(({ userId }) => userId), { timeout: 60_000 }).toEqual(['801']);
    await expect.poll(async () => (await events('NEW1')).length, { timeout: 60_000 }).toBe(40);
    expect((await site.admin('GET', '/doors?sn=NEW1')).body.items).toMatchObject([{ id: door?.id }]);
    await expect.poll(() => device.seen.commands.get(commands.EXIT) ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
    await site.request('GET', '/iclock/cdata?SN=PUSHES1&pushver=3.1.2&options=all');
    const push = await site.admin('POST', '/devices/NEW1/replace', { newSn: 'PUSHES1' });
    expect(push.body).toMatchObject({ sn: 'PUSHES1', link: 'push-acc' });
    expect(push.body.pull ?? null).toBeNull();
    expect((await site.admin('POST', '/devices/PUSHES1/replace', { newSn: 'X1', host: '10.0.0.1' })).status).toBe(400);
  });
});

describe('two gateways', () => {
  it('use a terminal one after the other, however long one takes', async () => {
    const other = await startApp({ env: { SITE_TIME_ZONE: 'UTC' }, databaseUrl: site.databaseUrl });
    const services = [site, other].map(({ app }) => app.get(PullTerminalService));
    for (const service of services) service.leaseSeconds = 5;
    const { device, sn } = await added({ faults: { delayMs: 250 } });
    own(device).load(punches(3_000));
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, device.open)), 20);
    await expect.poll(async () => (await events(sn)).length, { timeout: 60_000 }).toBe(1_000);
    await expect.poll(async () => (await shown(sn)).pull.readAt, { timeout: 60_000 }).not.toBeNull();
    expect([device.seen.connections, most]).toEqual([1, 1]);
    const asked = performance.now();
    const tested = [site, other].map((gateway) => gateway.admin('POST', `/devices/${sn}/test`));
    expect((await Promise.all(tested)).map(({ body }) => body.ok)).toEqual([true, true]);
    expect([device.seen.connections, most]).toEqual([1, 1]);
    expect(performance.now() - asked).toBeLessThan(40_000);
    device.faults.delayMs = 0;
    for (const service of services) service.leaseSeconds = 60;
    const holds = async () =>
      (await site.sql<{ owner: string | null }>(`SELECT lease_owner AS owner FROM pull_terminal WHERE sn = '${sn}'`))[0]
        ?.owner;
    const before = await holds();
    await other.stop();
    device.punch('5', { time: '2025-01-01 00:00:00' });
    await expect.poll(async () => (await events(`${sn}&from=2025-01-01`)).length, { timeout: 60_000 }).toBe(1);
    clearInterval(watch);
    expect([before, await holds()]).toEqual([expect.any(String), expect.any(String)]);
    const kept = () => site.sql(`SELECT sdk_before AS kept FROM pull_terminal WHERE sn = '${sn}'`);
    expect([await kept(), device.state.options.get('SDKBuild')]).toEqual([[{ kept: '0' }], '1']);
    await site.admin('POST', `/devices/${sn}/disable`);
    await expect.poll(kept, { timeout: 60_000 }).toEqual([{ kept: null }]);
    expect(device.state.options.get('SDKBuild')).toBe('0');
    expect(most).toBe(1);
  });
});
