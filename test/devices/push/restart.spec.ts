import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { PresenceService } from '../../../src/devices/push/presence.service.js';
import { adminToken, startApp, type TestApp } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { approved, brief, RawDevice, registryCode } from '../../support/raw-device.js';
import { fromFeed } from '../../support/feed.js';

let database: TestDatabase;
let app: TestApp;
let firmwareId: string;

/** The gateway was down for an hour, and starts again on the same database. */
beforeAll(async () => {
  database = await freshDatabase();
  const before = await startApp({ databaseUrl: database.url });
  for (const sn of ['GONE-1', 'GONE-2', 'HERE-1']) {
    const device = await approved(before, sn);
    await registryCode(device, 'DeviceType=acc,FirmVer=Ver 1,MachineType=10,LockCount=1,ReaderCount=1');
    expect((await before.admin('GET', `/devices/${sn}`)).body.online).toBe(true);
  }
  await before.app.get(PresenceService, { strict: false }).save();
  await before.sql(`UPDATE device SET last_seen_at = now() - interval '1 hour', bound_at = now() - interval '1 day'
    WHERE sn LIKE 'GONE-%'`);
  const made = await before.request('POST', '/admin/v1/firmware?name=emfw.cfg', {
    body: Buffer.alloc(2_000, 1),
    headers: { authorization: `Bearer ${adminToken}` },
  });
  firmwareId = made.body.id as string;
  await before.stop();
  app = await startApp({ databaseUrl: database.url });
});

afterAll(async () => {
  await app.stop();
  await database.drop();
});

const online = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.online as boolean;
const told = async (sn: string) =>
  (await app.admin('GET', `/events?sn=${sn}`)).body.items.map(
    ({ eventNo }: { eventNo: number }) => eventNo,
  ) as number[];
const edges = (sn: string) =>
  fromFeed(app, `SELECT kind FROM feed WHERE ref = $1 AND kind IN ('online', 'offline') ORDER BY position`, [sn]);

describe('after a restart', () => {
  it('a device that was silent for long is offline at once for everything that must not happen late', async () => {
    expect([await online('GONE-1'), await online('GONE-2'), await online('HERE-1')]).toEqual([false, false, true]);
    const upgrade = await app.admin('POST', '/devices/GONE-1/upgrade', { firmwareId });
    expect([upgrade.status, upgrade.body.detail]).toEqual([409, 'device GONE-1 is offline']);
    const [door] = (await app.admin('GET', '/doors?sn=GONE-1')).body.items as { id: string }[];
    const opened = await app.api('POST', `/api/door/remoteOpenById?doorId=${door?.id ?? ''}&interval=5`);
    expect(opened.body).toMatchObject({ code: -103 });
    expect((await app.admin('POST', '/devices/HERE-1/upgrade', { firmwareId })).status).toBe(201);
  });

  it('it had no chance to call yet: nobody takes its place, and nothing is reported', async () => {
    expect(await told('GONE-1')).toEqual([]);
    expect(await edges('GONE-1')).toEqual([{ kind: 'online' }]);
    const elsewhere = new RawDevice(app, 'GONE-1');
    expect((await elsewhere.get('/iclock/getrequest', { from: '127.0.0.2' })).status).toBe(401);
    expect(await online('GONE-1')).toBe(false);
  });

  it('a device that calls is online, and was never away; one that stays away is reported', async () => {
    const presence = app.app.get(PresenceService, { strict: false });
    expect(await brief(new RawDevice(app, 'GONE-1').get('/iclock/ping'))).toEqual([200, 'OK']);
    expect([await online('GONE-1'), await online('GONE-2')]).toEqual([true, false]);
    // Writes what is in memory with the present time, before the clock is set ahead.
    const cache = app.app.get(DeviceCache, { strict: false });
    await expect.poll(() => cache.find('GONE-1')?.device.online, { timeout: 60_000 }).toBe(true);
    await presence.save();
    await presence.recheck(Date.now() + 61_000);
    await presence.recheck(Date.now() + 62_000);
    expect([await told('GONE-1'), await told('GONE-2')]).toEqual([[], [700]]);
    expect(await edges('GONE-1')).toEqual([{ kind: 'online' }]);
    expect(await edges('GONE-2')).toEqual([{ kind: 'online' }, { kind: 'offline' }]);
    expect(await brief(new RawDevice(app, 'GONE-2').get('/iclock/ping'))).toEqual([200, 'OK']);
    expect(await online('GONE-2')).toBe(true);
    expect(await edges('GONE-2')).toEqual([{ kind: 'online' }, { kind: 'offline' }, { kind: 'online' }]);
  });
});
