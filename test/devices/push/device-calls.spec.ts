import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const calls = async (query = '') => (await app.admin('GET', `/device-calls${query}`)).body;
const codesOf = async (sn: string) =>
  ((await calls()).items as { sn: string; code: string }[]).filter((one) => one.sn === sn).map(({ code }) => code);
const port = () => Number(new URL(app.url).port);

describe('callers of the device port', () => {
  it('are one line each, with how often they called', async () => {
    await app.request('GET', '/iclock/cdata?SN=CALL1&options=all&pushver=3.1.1');
    await app.request('POST', '/iclock/registry?SN=CALL1', {
      body: 'DeviceType=acc,~DeviceName=inBio260,MAC=00:17:61:00:00:01',
    });
    const { items } = await calls();
    expect(items).toMatchObject([
      { ip: '127.0.0.1', sn: 'CALL1', code: 'waiting', params: { model: 'inBio260' }, count: 2 },
    ]);
    expect(Date.parse(items[0].at as string)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('are served once they are approved, and refused once they are rejected', async () => {
    expect((await app.admin('POST', '/devices/CALL1/approve', { existing: 'keep' })).status).toBe(200);
    await expect
      .poll(async () => {
        await app.request('GET', '/iclock/cdata?SN=CALL1&options=all&pushver=3.1.1');
        return codesOf('CALL1');
      })
      .toContain('served');
    await app.request('GET', '/iclock/cdata?SN=CALL2&options=all&pushver=3.1.1');
    expect((await app.admin('POST', '/devices/CALL2/reject')).status).toBe(200);
    await expect
      .poll(async () => {
        await app.request('GET', '/iclock/getrequest?SN=CALL2');
        return codesOf('CALL2');
      })
      .toContain('refused');
  });

  it('are heard on a wrong path and without a serial number', async () => {
    expect((await app.request('GET', '/cdata?SN=CALL3&options=all')).status).toBe(404);
    expect((await app.request('GET', '/iclock/cdata?options=all')).status).toBe(400);
    const { items } = await calls();
    expect(items).toContainEqual(
      expect.objectContaining({ sn: 'CALL3', code: 'wrongPath', params: { path: '/cdata' } }),
    );
    expect(items).toContainEqual(
      expect.objectContaining({ sn: '', code: 'noSerial', params: { path: '/iclock/cdata' } }),
    );
  });

  it('are heard when they speak TLS to the port of HTTP', async () => {
    const socket = connectTls({ port: port(), host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'error');
    await expect.poll(() => codesOf('')).toContain('tls');
  });

  it('are heard when they speak something else', async () => {
    const socket = connectTcp({ port: port(), host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.end(Buffer.from([0x50, 0x50, 0x82, 0x7d, 0x08, 0, 0, 0]));
    await expect.poll(() => codesOf('')).toContain('unreadable');
  });

  it('are waited for', async () => {
    const { position } = await calls();
    const waiting = calls(`?wait=20&after=${String(position)}`);
    await app.request('GET', '/iclock/cdata?SN=CALL4&options=all&pushver=3.1.1');
    const answer = await waiting;
    expect(answer.items[0]).toMatchObject({ sn: 'CALL4', code: 'waiting' });
    expect(answer.position).toBeGreaterThan(position);
  });

  it('are 50 lines of one address at most, the newest first', async () => {
    for (let n = 0; n < 60; n++) await app.request('GET', `/wrong?SN=FLOOD${String(n)}`);
    const { items } = await calls();
    expect(items).toHaveLength(50);
    expect(items[0]).toMatchObject({ sn: 'FLOOD59', code: 'wrongPath' });
    expect(items[49]).toMatchObject({ sn: 'FLOOD10', code: 'wrongPath' });
  });
});
