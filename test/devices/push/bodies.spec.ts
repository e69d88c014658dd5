import { request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, RawDevice, registryCode } from '../../support/raw-device.js';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

let app: TestApp;
let device: RawDevice;
beforeAll(async () => {
  app = await startApp();
  device = await approved(app, 'BODIES-1');
  await registryCode(device);
});
afterAll(() => app.stop());

const count = async (sn: string) =>
  (await app.sql('SELECT octet_length(body) AS bytes FROM quarantine WHERE sn = $1', [sn])).length;

describe('a device that is not served', () => {
  const stranger = () => new RawDevice(app, 'BODIES-STRANGER');

  it('may send 64 kB, and is refused as usual', async () => {
    const { status } = await stranger().post('/iclock/registry', 'x'.repeat(64 * kilobyte));
    expect(status).toBe(406);
  });

  it('is refused with more, and told to come again', async () => {
    const { status, headers } = await stranger().post('/iclock/cdata?table=rtlog', 'x'.repeat(64 * kilobyte + 1));
    expect([status, headers['retry-after']]).toEqual([503, '60']);
    const large = await stranger().post('/iclock/cdata?table=rtlog', 'x'.repeat(15 * megabyte));
    expect(large.status).toBe(503);
  });

  it('is refused if it announces neither the length nor its serial number', async () => {
    const { hostname, port } = new URL(app.url);
    const call = request({ hostname, port, method: 'POST', path: '/iclock/cdata', agent: false });
    // The connection may break behind the answer.
    call.on('error', () => undefined);
    call.write('x'.repeat(40 * kilobyte));
    call.end('x'.repeat(40 * kilobyte));
    const [response] = (await once(call, 'response')) as [{ statusCode: number; resume: () => void }];
    response.resume();
    expect(response.statusCode).toBe(503);
  });
});

describe('a device that is served', () => {
  it('is served with 15 MB', async () => {
    const photo = 'A'.repeat(7 * megabyte);
    const rows = `biophoto pin=1\ttype=9\tcontent=${photo}\nbiophoto pin=2\ttype=9\tcontent=${photo}`;
    const { status, text } = await device.post('/iclock/cdata?table=tabledata&tablename=biophoto&count=2', rows);
    expect([status, text]).toEqual([200, 'biophoto=2']);
  });

  it('is refused with more than 16 MB, and never gets OK', async () => {
    const { status } = await device.post('/iclock/cdata?table=rtlog', Buffer.alloc(16 * megabyte + 1));
    expect(status).toBe(413);
    expect(await count('BODIES-1')).toBe(0);
  });

  it('is served with a large body while it is being read again because another gateway has changed it', async () => {
    const lock = new Client({ connectionString: app.databaseUrl });
    await lock.connect();
    await lock.query('BEGIN; LOCK TABLE device IN ACCESS EXCLUSIVE MODE');
    await app.sql(`SELECT pg_notify('postern', E'another\ndevice BODIES-1')`);
    const reading = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    await expect.poll(() => app.sql(reading)).not.toHaveLength(0);
    const { hostname, port } = new URL(app.url);
    const body = Buffer.alloc(megabyte, 'x');
    const headers = { expect: '100-continue', 'content-length': body.length };
    const path = '/iclock/cdata?SN=BODIES-1&table=rtlog';
    const call = request({ hostname, port, method: 'POST', path, headers, agent: false });
    call.on('error', () => undefined);
    call.flushHeaders();
    // The server has read the header by then.
    await once(call, 'continue');
    await lock.end();
    call.end(body);
    const [response] = (await once(call, 'response')) as [{ statusCode: number; resume: () => void }];
    response.resume();
    expect(response.statusCode).toBe(200);
  });

  it('waits while others use all of the memory; small uploads and polls go on', async () => {
    const { hostname, port } = new URL(app.url);
    const held = 15 * megabyte;
    const head = `POST /iclock/cdata?SN=BODIES-1&table=rtlog HTTP/1.1\r\nHost: a\r\nContent-Length: ${held}\r\n\r\n`;
    const lines = Array.from({ length: 7 }, () => connect(Number(port), hostname));
    const refused = lines.map((line) =>
      once(line, 'data').then(
        ([chunk]) => String(chunk).split('\r\n', 1)[0] ?? '',
        () => '',
      ),
    );
    const body = Buffer.alloc(held - 1, 'x');
    for (const line of lines) {
      line.on('error', () => undefined);
      line.write(head);
      line.write(body);
    }
    // Six bodies of 15 MB fit, in any order. The seventh is told to come again.
    expect(await Promise.race(refused)).toBe('HTTP/1.1 503 Service Unavailable');
    const event =
      'time=2026-03-02 08:30:00\tpin=7\tcardno=1\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=21';
    await device.events(event);
    expect((await device.get('/iclock/ping')).text).toBe('OK');
    for (const line of lines) line.destroy();
    // What they held is given back.
    await expect
      .poll(async () => (await device.post('/iclock/cdata?table=rtlog', Buffer.alloc(9 * megabyte, 'x'))).status)
      .toBe(200);
  });
});
