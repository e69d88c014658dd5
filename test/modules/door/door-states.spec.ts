import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOvertaken } from '../../../src/devices/access-push/overtaken.js';
import { functionList } from '../../../src/tools/simulator/settings.js';
import { startApp, type TestApp } from '../../support/app.js';
import { RawDevice, registryCode } from '../../support/raw-device.js';
import { fromFeed } from '../../support/feed.js';

let a: TestApp;
let b: TestApp;

beforeAll(async () => {
  a = await startApp({ env: { LOG_LEVEL: 'error' } });
  b = await startApp({ databaseUrl: a.databaseUrl, env: { LOG_LEVEL: 'error' } });
});

afterAll(async () => {
  await b.stop();
  await a.stop();
});

async function panel(sn: string): Promise<RawDevice> {
  expect((await a.admin('POST', '/devices', { sn, quirks: { keepClock: true } })).status).toBe(201);
  const device = new RawDevice(a, sn);
  await registryCode(device, `DeviceType=acc,LockCount=2,ReaderCount=4,AccSupportFunList=${functionList(2)}`);
  return device;
}

/** A state report of door 1; the other door is closed. */
const state = (time: string, door: 'open' | 'closed') =>
  `time=2026-03-02 ${time}\tsensor=0${door === 'open' ? 6 : 5}\trelay=00\talarm=0000000000000000`;

const report = async (device: RawDevice, row: string) =>
  expect((await device.post('/iclock/cdata?table=rtstate', row)).text).toBe('OK');

const shown = async (sn: string) =>
  (
    (await a.api('GET', `/api/door/doorStateBySn?deviceSn=${sn}`)).body.data as { sensor: string; lockDown?: string }[]
  )[0];

const sensor = async (sn: string) => (await shown(sn))?.sensor;

describe('a state report that was overtaken', () => {
  it('while it was being stored does not replace the newer one', async () => {
    const device = await panel('STATE-1');
    await report(device, state('08:00:00', 'closed'));
    const lock = new Client({ connectionString: a.databaseUrl });
    await lock.connect();
    await lock.query(`BEGIN; SELECT 1 FROM door_state WHERE sn = 'STATE-1' FOR UPDATE`);
    const opened = report(device, state('08:00:05', 'open'));
    await expect
      .poll(() =>
        a.sql(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`),
      )
      .toHaveLength(1);
    // The answer is the state before the one that is still being stored.
    const closed = report(device, state('08:00:06', 'closed'));
    // The server has read the report once it has answered a request that came later.
    await device.get('/iclock/ping');
    await lock.query('COMMIT');
    await lock.end();
    await Promise.all([opened, closed]);
    expect(await sensor('STATE-1')).toBe('off');
  });

  it.each([
    ['here', () => a],
    ['at another gateway', () => b],
  ])('on its way does not replace the newer one: the newer came %s', async (where, site) => {
    const sn = `STATE-2${where.length}`;
    const device = await panel(sn);
    const there = new RawDevice(site(), sn);
    await report(device, state('08:00:00', 'closed'));
    await report(device, state('08:00:01', 'open'));
    await report(there, state('08:00:06', 'closed'));
    await report(device, state('08:00:05', 'open'));
    expect(await sensor(sn)).toBe('off');
    // A gateway hears a moment later what the other one wrote.
    const later = async () => {
      await report(device, state('08:00:07', 'open'));
      return sensor(sn);
    };
    await expect.poll(later, { timeout: 60_000 }).toBe('open');
  });

  it('does not replace a newer one without news', async () => {
    const device = await panel('STATE-3');
    await report(device, state('08:00:00', 'closed'));
    await report(device, state('08:00:06', 'closed'));
    await report(device, state('08:00:05', 'open'));
    expect(await sensor('STATE-3')).toBe('off');
  });

  it('is distinguished from one of the same second, and from a clock that was set back', async () => {
    const device = await panel('STATE-4');
    await report(device, state('08:00:00', 'closed'));
    await report(device, state('08:00:00', 'open'));
    expect(await sensor('STATE-4')).toBe('open');
    await report(device, state('07:00:01', 'closed'));
    expect(await sensor('STATE-4')).toBe('off');
    await report(device, 'sensor=06\trelay=00\talarm=0000000000000000');
    expect(await sensor('STATE-4')).toBe('open');
  });

  it.each([
    ['2026-03-02 08:00:05', { time: '2026-03-02 08:00:06', secondsAgo: 0 }, true],
    ['2026-03-02 08:00:05', { time: '2026-03-02 08:00:05', secondsAgo: 0 }, false],
    ['2026-03-01 23:59:59', { time: '2026-03-02 00:00:00', secondsAgo: 60 }, true],
    ['2026-03-02 08:00:05', { time: '2026-03-02 08:00:06', secondsAgo: 100 }, false],
    ['2026-03-02 07:58:00', { time: '2026-03-02 08:00:06', secondsAgo: 0 }, false],
    ['2026-10-25 02:00:00', { time: '2026-10-25 02:59:59', secondsAgo: 1 }, false],
    ['', { time: '2026-03-02 08:00:06', secondsAgo: 0 }, false],
    ['2026-03-02 08:00:05', { time: 'nonsense', secondsAgo: 0 }, false],
    ['2026-03-02 08:00:05', null, false],
  ])('%s after %j: %s', (time, newest, overtaken) => {
    expect(isOvertaken(time, newest)).toBe(overtaken);
  });
});

describe('a lock-down', () => {
  const sn = 'STATE-LOCK';
  let device: RawDevice;
  const act = async (action: string) => {
    const { items } = (await a.admin('GET', `/doors?sn=${sn}`)).body as { items: { id: string; number: number }[] };
    const door = items.find(({ number }) => number === 1);
    const { body } = await a.admin('POST', '/doors/actions', { action, doorIds: [door?.id] });
    return (body as { items: { commandId: number }[] }).items[0]?.commandId ?? 0;
  };
  const views = async () => {
    const { items } = (await a.admin('GET', `/doors?sn=${sn}`)).body as {
      items: { number: number; lockDown: string }[];
    };
    const all = (await a.api('GET', '/api/door/allDoorState')).body.data as { deviceId: string; lockDown?: string }[];
    const facade = await shown(sn);
    expect(all.map(({ lockDown }) => lockDown)).toContain(facade?.lockDown);
    return [facade?.lockDown ?? 'none', ...items.sort((x, y) => x.number - y.number).map(({ lockDown }) => lockDown)];
  };
  const told = () => fromFeed(a, `SELECT 1 FROM feed WHERE kind = 'doorState' AND sn = $1`, [sn]);
  /** Polls until the command with that number comes. */
  const polled = (id: number) =>
    expect.poll(() => device.poll(), { timeout: 60_000 }).toMatch(new RegExp(`^C:${id}:CONTROL DEVICE 0601`));

  it('is shown from when the device has acknowledged it until it has acknowledged the release', async () => {
    device = await panel(sn);
    expect(await views()).toEqual(['none', 'none', 'none']);
    const lock = await act('lock');
    await polled(lock);
    expect(await views()).toEqual(['none', 'none', 'none']);
    await device.result(`ID=${lock}&Return=0&CMD=CONTROL DEVICE`);
    expect(await views()).toEqual(['locked', 'locked', 'none']);
    expect(await told()).toHaveLength(1);
    const unlock = await act('unlock');
    await polled(unlock);
    expect(await views()).toEqual(['locked', 'locked', 'none']);
    await device.result(`ID=${unlock}&Return=0&CMD=CONTROL DEVICE`);
    expect(await views()).toEqual(['none', 'none', 'none']);
    expect(await told()).toHaveLength(2);
    const entries = async (query: string) =>
      (await a.admin('GET', `/events?sn=${sn}${query}`)).body.items as Record<string, unknown>[];
    const [first, second, ...more] = await entries('&kinds=doorState');
    expect(more).toEqual([]);
    expect(first).toEqual({
      type: 'door.state',
      position: expect.stringMatching(/^\d+$/),
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      sn,
      doorId: expect.any(String),
      doorName: `${sn}-1`,
      sensor: 'unknown',
      relay: 'unknown',
      alarm: 'unknown',
      lockDown: 'locked',
    });
    expect(second).toMatchObject({ doorId: first?.doorId, lockDown: 'none' });
    expect(await entries(`&kinds=event,doorState&after=${String(first?.position)}&wait=5`)).toContainEqual(second);
    // Only readers who ask for door states get them. A filter by person never matches a door state.
    expect((await entries('')).filter(({ type }) => type !== undefined)).toEqual([]);
    expect(await entries('&kinds=doorState&pin=1')).toEqual([]);
    expect((await a.admin('GET', '/events?kinds=doors')).body).toMatchObject({ errors: [{ field: 'kinds' }] });
  });

  it('that was not answered is unknown, and a refused one does not count', async () => {
    const lost = await act('lock');
    await polled(lost);
    expect((await a.admin('POST', `/commands/${lost}/cancel`)).status).toBeLessThan(300);
    expect(await views()).toEqual(['unknown', 'unknown', 'none']);
    const unlock = await act('unlock');
    await polled(unlock);
    await device.result(`ID=${unlock}&Return=0&CMD=CONTROL DEVICE`);
    expect(await views()).toEqual(['none', 'none', 'none']);
    // An answer that comes after that of a later order is history.
    await device.result(`ID=${lost}&Return=0&CMD=CONTROL DEVICE`);
    const refused = await act('lock');
    await polled(refused);
    await device.result(`ID=${refused}&Return=-1&CMD=CONTROL DEVICE`);
    expect(await views()).toEqual(['none', 'none', 'none']);
  });
});
