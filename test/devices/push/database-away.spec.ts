import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceCache } from '../../../src/devices/push/device-cache.js';
import { startApp, type TestApp } from '../../support/app.js';
import { databaseLine, type DatabaseLine } from '../../support/database-line.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { approved, RawDevice, registryCode, send } from '../../support/raw-device.js';

let app: TestApp;
let database: TestDatabase;
let line: DatabaseLine;
let device: RawDevice;

beforeAll(async () => {
  database = await freshDatabase();
  line = await databaseLine(database.url);
  app = await startApp({ databaseUrl: line.url });
  device = await approved(app, 'LINE-1');
  await registryCode(device, '~DeviceName=C3-200,MachineType=8,LockCount=2');
  expect(await device.poll()).not.toBe('');
});

afterAll(async () => {
  await app.stop();
  await line.close();
  await database.drop();
});

const event = (index: number) =>
  `time=2024-05-01 08:00:${String(index).padStart(2, '0')}\tpin=7\tcardno=0\teventaddr=1\tevent=0\tindex=${index}`;

describe('while the database is away', () => {
  it('no device gets OK, and all are told when to come again; afterwards everything continues by itself', async () => {
    await device.events(event(1));
    line.cut();
    const uploads = await Promise.all(
      Array.from({ length: 5 }, (_, at) => device.post('/iclock/cdata?table=rtlog', event(at + 2))),
    );
    const others = await Promise.all([
      device.post('/iclock/cdata?table=rtstate', 'time=2024-05-01 08:00:00\tsensor=02\trelay=01\talarm=0000'),
      device.post('/iclock/cdata?table=tabledata&tablename=user&count=1', 'user pin=1'),
      device.post('/iclock/cdata?table=tabledata&tablename=biophoto&count=1', 'biophoto pin=1'),
      device.post('/iclock/cdata?table=options', 'A=1'),
      device.post('/iclock/devicecmd', 'ID=1&Return=0&CMD=DATA'),
      device.post('/iclock/registry', 'LockCount=2'),
      new RawDevice(app, 'LINE-STRANGER').get('/iclock/cdata?pushver=3.0.1&options=all'),
    ]);
    for (const { status, text, headers } of [...uploads, ...others]) {
      expect([status, text, headers['retry-after']]).toEqual([503, 'unavailable', '5']);
    }
    // Calls that need no database are refused, too, as soon as the gateway has noticed.
    for (const path of ['ping', 'rtdata?type=time', 'getrequest']) {
      await expect
        .poll(async () => (await device.get(`/iclock/${path}`)).status, { timeout: 60_000, interval: 200 })
        .toBe(503);
    }
    expect((await send(app.url, 'GET', '/health/live')).status).toBe(200);
    expect((await send(app.url, 'GET', '/health/ready')).status).toBe(503);

    line.mend();
    await expect
      .poll(async () => (await device.post('/iclock/cdata?table=rtlog', event(2))).status, {
        timeout: 60_000,
        interval: 250,
      })
      .toBe(200);
    for (let index = 1; index <= 6; index++) await device.events(event(index));
    const { items } = (await app.admin('GET', '/events?sn=LINE-1')).body as { items: { logId: number }[] };
    expect(items.map(({ logId }) => logId)).toEqual([1, 2, 3, 4, 5, 6]);
    await expect
      .poll(async () => (await device.get('/iclock/ping')).status, { timeout: 60_000, interval: 200 })
      .toBe(200);
  });

  it('the gateway is ready again only once it takes what devices send', async () => {
    const cache = app.app.get(DeviceCache, { strict: false });
    for (let index = 11; index <= 12; index++) {
      line.cut();
      await expect.poll(() => cache.databaseAway, { interval: 10 }).toBe(true);
      line.mend();
      await expect.poll(async () => (await send(app.url, 'GET', '/health/ready')).status, { interval: 1 }).toBe(200);
      await device.events(event(index));
    }
  });

  it('a command queued after that reaches the device', async () => {
    const { id } = (await app.admin('POST', '/devices/LINE-1/commands', { type: 'openDoor', door: 1, seconds: 5 }))
      .body as { id: number };
    await expect.poll(() => device.poll(), { timeout: 60_000, interval: 100 }).toBe(`C:${id}:CONTROL DEVICE 01010105`);
  });
});
