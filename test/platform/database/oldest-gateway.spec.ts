import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOlder, raiseOldest, readOldest } from '../../../src/platform/database/oldest-gateway.js';
import { version } from '../../../src/platform/version.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, RawDevice, registryCode } from '../../support/raw-device.js';

const reason = `the database needs Postern 99.0.0 or newer, and this is ${version}: start a newer one`;
const tooOld = 'a newer version has changed the database: this gateway is too old for it';

it.each([
  ['0.1.0', '0.2.0', true],
  ['0.9.0', '0.10.0', true],
  ['0.1.0', '0.1.0', false],
  ['0.2.0-rc.1', '0.2.0', true],
  ['0.2.0', '0.2.0-rc.1', false],
  ['0.2.1-rc.1', '0.2.0', false],
  ['1.0.0', '0.9.9', false],
])('%s is older than %s: %s', (one, other, is) => {
  expect(isOlder(one, other)).toBe(is);
});

describe('a gateway that the setting schema.oldest turns away', () => {
  let app: TestApp;
  let device: RawDevice;
  /** Another gateway's, which is not turned away. */
  let other: Client;

  beforeAll(async () => {
    app = await startApp();
    device = await approved(app, 'OLD-1');
    await registryCode(device, 'DeviceType=acc,LockCount=1');
    other = new Client(app.databaseUrl);
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await app.stop();
  });

  const ready = async () => {
    const { status, body } = await app.request('GET', '/health/ready');
    return [status, body.reason];
  };
  const badge = (index: number) =>
    device.post(
      '/iclock/cdata?table=rtlog',
      `time=2026-05-01 08:00:01\tpin=7\tcardno=0\teventaddr=1\tevent=0\tindex=${index}`,
    );

  it('serves nobody, is not ready, and works again when it is let in', async () => {
    const query = async (text: string, values?: unknown[]) => (await other.query(text, values)).rows;
    await raiseOldest(query, '0.0.9');
    expect(await readOldest(query)).toBe('0.1.0');
    expect((await badge(1)).text).toMatch(/^OK/);
    await raiseOldest(query, '99.0.0');

    expect(await ready()).toEqual([503, reason]);
    expect((await app.request('GET', '/health/live')).status).toBe(200);
    expect(await app.api('GET', '/api/person/get/1')).toMatchObject({
      status: 200,
      body: { code: -1, detail: tooOld },
    });
    const admin = await app.admin('POST', '/persons', { pin: '1', name: 'Too late' });
    expect([admin.status, admin.body.detail, admin.headers.get('retry-after')]).toEqual([503, tooOld, '5']);
    const upload = await badge(2);
    expect([upload.status, upload.text]).toEqual([503, 'unavailable']);
    await expect.poll(async () => (await device.get('/iclock/getrequest')).status).toBe(503);
    expect(await ready()).toEqual([503, reason]);

    await query(`UPDATE setting SET value = '"0.1.0"' WHERE key = 'schema.oldest'`);
    await expect.poll(ready).toEqual([200, undefined]);
    await expect.poll(async () => (await badge(2)).status).toBe(200);
    expect(await app.sql('SELECT log_id FROM event ORDER BY log_id')).toEqual([{ log_id: 1 }, { log_id: 2 }]);
    expect((await app.api('GET', '/api/person/get/1')).body.code).not.toBe(-1);
  });
});
