import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { PresenceService } from '../../../src/devices/push/presence.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const zone = 'Europe/Madrid';

const wall = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at);

/** Appendix 5: years of 372 days, months of 31. */
function packed(at: Date): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = wall(at).split(/\D/).map(Number);
  return ((year - 2000) * 372 + (month - 1) * 31 + day - 1) * 86_400 + hour * 3_600 + minute * 60 + second;
}

const state = async (device: RawDevice, time: string, sensor: string) => {
  const body = `time=${time}\tsensor=${sensor}\trelay=00\talarm=0200000000000000`;
  expect(await brief(device.post('/iclock/cdata?table=rtstate', body))).toEqual([200, 'OK']);
};

/** The one command that waits, and the answer to it. */
async function expectClockSet(device: RawDevice): Promise<void> {
  const before = packed(new Date());
  const text = await device.poll();
  expect(text).toMatch(/^C:\d+:SET OPTIONS DateTime=\d+$/);
  const told = Number(/\d+$/.exec(text)?.[0]);
  expect(told >= before && told <= packed(new Date())).toBe(true);
  await device.result(`ID=${/\d+/.exec(text)?.[0] ?? ''}&Return=0&CMD=SET OPTIONS`);
}

describe('the clock of a device', () => {
  it('that is wrong in a state report is set, at most once an hour', async () => {
    const device = await approved(app, 'DRIFT-1');
    await state(device, '2017-01-10 15:42:40', '00');
    await expectClockSet(device);
    await state(device, '2017-01-10 15:42:41', '01');
    expect(await device.poll()).toBe('OK');
    await app.sql(`UPDATE command SET created_at = created_at - interval '61 minutes' WHERE sn = 'DRIFT-1'`);
    await state(device, '2017-01-10 15:42:42', '02');
    await expectClockSet(device);
  });

  it('that is right, or only slightly wrong, is left alone', async () => {
    const device = await approved(app, 'DRIFT-2');
    await state(device, wall(new Date()), '00');
    await state(device, wall(new Date(Date.now() - 40_000)), '01');
    await state(device, wall(new Date(Date.now() + 40_000)), '02');
    expect(await device.poll()).toBe('OK');
  });

  it('shows in an event of the future, not in an old one', async () => {
    const device = await approved(app, 'DRIFT-3');
    await device.events('time=2024-05-01 08:00:00\tpin=0\tevent=27\tindex=1');
    expect(await device.poll()).toBe('OK');
    await device.events(`time=${wall(new Date(Date.now() + 7_200_000))}\tpin=0\tevent=27\tindex=2`);
    await expectClockSet(device);
  });

  it('is left alone if the device is known to lose its time when it is set', async () => {
    const device = await approved(app, 'DRIFT-4');
    await app.sql(`UPDATE device SET quirks = '{"keepClock": true}' WHERE sn = 'DRIFT-4'`);
    await device.post('/iclock/cdata?table=options', 'A=1');
    await state(device, '2017-01-10 15:42:40', '00');
    expect(await device.poll()).toBe('OK');
  });
});

describe('going and coming', () => {
  const told = async (sn: string) =>
    (await app.admin('GET', `/events?sn=${sn}`)).body.items.map((event: Record<string, unknown>) => [
      event.eventNo,
      event.logId,
    ]) as unknown;

  const online = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.online as boolean;

  it('700 is written when a device stays away, 214 only if the device does not send it', async () => {
    const presence = app.app.get(PresenceService, { strict: false });
    const [one, other] = [await approved(app, 'AWAY-1'), await approved(app, 'AWAY-2')];
    for (const device of [one, other]) expect(await device.poll()).toBe('OK');
    // What is not written yet would be written over the time that follows.
    await presence.save();
    await app.sql(`UPDATE device SET last_seen_at = now() - interval '2 minutes' WHERE sn LIKE 'AWAY-%'`);
    await presence.recheck(Date.now() + 120_000);
    await presence.recheck(Date.now() + 120_000);
    expect([await online('AWAY-1'), await online('AWAY-2')]).toEqual([false, false]);
    for (const sn of ['AWAY-1', 'AWAY-2']) expect(await told(sn)).toEqual([[700, -1]]);
    const [event] = (await app.admin('GET', '/events?sn=AWAY-1')).body.items as unknown[];
    expect(event).toMatchObject({
      eventName: 'Connection abort',
      eventLevel: 1,
      pin: '',
      pointType: 'none',
      pointName: '',
      doorId: null,
    });

    for (const device of [one, other]) expect(await device.poll()).toBe('OK');
    expect([await online('AWAY-1'), await online('AWAY-2')]).toEqual([true, true]);
    await one.events(`time=${wall(new Date())}\tpin=0\tevent=214\tverifytype=200\tindex=9`);
    await presence.recheck();
    expect(await told('AWAY-2')).toEqual([[700, -1]]);
    await app.sql(`UPDATE device SET returned_at = returned_at - interval '61 seconds' WHERE sn LIKE 'AWAY-%'`);
    await presence.recheck();
    await expect
      .poll(() => told('AWAY-2'), { timeout: 60_000 })
      .toEqual([
        [700, -1],
        [214, -1],
      ]);
    await presence.recheck();
    expect(await told('AWAY-1')).toEqual([
      [700, -1],
      [214, 9],
    ]);
    expect(await told('AWAY-2')).toHaveLength(2);
  });

  it('any request shows that the device is online', async () => {
    const presence = app.app.get(PresenceService, { strict: false });
    const device = await approved(app, 'AWAY-3');
    await app.sql(`UPDATE device SET created_at = now() - interval '1 day' WHERE sn = 'AWAY-3'`);
    expect(await online('AWAY-3')).toBe(false);
    expect(await brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
    expect(await online('AWAY-3')).toBe(true);
    const cache = app.app.get(DeviceCache, { strict: false });
    await expect.poll(() => cache.find('AWAY-3')?.device.online, { timeout: 60_000 }).toBe(true);
    await presence.save();
    await presence.recheck(Date.now() + 61_000);
    expect(await online('AWAY-3')).toBe(true);
    expect(await told('AWAY-3')).toEqual([]);
  });
});
