import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { nextCommand as next, registeredTerminal } from './operated-device.js';
import { setOnline } from './site.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const terminal = (sn: string, more: string) => registeredTerminal(app, sn, more);

const errorsOf = async (method: string, path: string, body: object) =>
  (await app.admin(method, path, body)).body.errors as unknown;

describe('a move to another server', () => {
  const moveOf = async (sn: string) => (await app.admin('GET', `/devices/${sn}`)).body.move as Record<string, unknown>;
  const move = (sn: string, body: object) => app.admin('POST', `/devices/${sn}/move`, body);

  it('tries the address, sets it, restarts, and reports moved, which is all that is known', async () => {
    const device = await terminal('MOV1', 'MachineType=101');
    const begun = await move('MOV1', { host: '192.168.213.221', port: 8088 });
    expect([begun.status, begun.body]).toEqual([
      200,
      {
        url: 'http://192.168.213.221:8088',
        status: 'testing',
        at: expect.any(String) as unknown,
        commandId: expect.any(Number) as unknown,
        reason: null,
      },
    ]);
    const steps = [
      ['Test Host Address=192.168.213.221:8088', 'setting'],
      ['SET OPTIONS WebServerIP=192.168.213.221,WebServerPort=8088', 'restarting'],
      ['CONTROL DEVICE 03000000', 'moved'],
    ] as const;
    for (const [text, status] of steps) {
      const command = await next(device);
      expect(command.text).toBe(text);
      await device.result(`ID=${command.id}&Return=0&CMD=X`);
      expect(await moveOf('MOV1')).toMatchObject({ status, reason: null });
    }
    const { warnings } = (await app.admin('GET', '/devices/MOV1')).body as {
      warnings: { code: string; text: string }[];
    };
    expect(warnings.filter(({ code }) => code === 'moved')).toEqual([
      { code: 'moved', text: 'it was sent to 192.168.213.221:8088; whether it has arrived is not known here' },
    ]);
    // The device calls again long after it was sent away.
    await app.sql(
      `UPDATE device SET last_seen_at = now(), move = move || jsonb_build_object('at', '2026-01-01T00:00:00.000Z')
       WHERE sn = 'MOV1'`,
    );
    expect(await moveOf('MOV1')).toMatchObject({ status: 'returned' });
    expect((await app.admin('GET', '/devices/MOV1')).body.warnings).toContainEqual({
      code: 'moved',
      text: 'it was sent to 192.168.213.221:8088 and still calls here',
    });
  });

  it('changes nothing where the device does not get there', async () => {
    const device = await terminal('MOV2', 'MachineType=101');
    await move('MOV2', { host: '10.9.8.7', port: 80 });
    expect((await move('MOV2', { host: '10.9.8.8', port: 80 })).status).toBe(409);
    const { id } = await next(device);
    await device.result(`ID=${id}&Return=-2&CMD=Test Host`);
    expect(await moveOf('MOV2')).toMatchObject({
      url: 'http://10.9.8.7:80',
      status: 'failed',
      reason: 'it does not get to 10.9.8.7:80: no response to the command (-2)',
    });
    expect(await device.poll()).toBe('OK');
    expect((await move('MOV2', { host: '10.9.8.8', port: 80 })).body.status).toBe('testing');
  });

  it('switches the mode for names and HTTPS on where it is needed, and off again', async () => {
    const device = await terminal('MOV3', 'MachineType=101');
    await move('MOV3', { host: 'Door.Example.org', port: 443, https: true, test: false, restart: false });
    const first = await next(device);
    expect(first.text).toBe(
      'SET OPTIONS WebServerURLModel=1,ICLOCKSVRURL=https://door.example.org:443,WebServerPort=443',
    );
    await device.result(`ID=${first.id}&Return=0&CMD=SET OPTIONS`);
    expect(await moveOf('MOV3')).toMatchObject({ status: 'moved', url: 'https://door.example.org:443' });
    await device.result(`ID=${first.id}&Return=0&CMD=SET OPTIONS`);
    await app.sql(`UPDATE device SET options = options || '{"WebServerURLModel": "1"}' WHERE sn = 'MOV3'`);
    await move('MOV3', { host: '10.0.0.1', port: 8088, test: false, restart: false });
    const second = await next(device);
    expect(second.text).toBe('SET OPTIONS WebServerIP=10.0.0.1,WebServerPort=8088,WebServerURLModel=0');
    await device.result(`ID=${second.id}&Return=-11&CMD=SET OPTIONS`);
    expect(await moveOf('MOV3')).toMatchObject({
      status: 'failed',
      reason: 'it was told the address: wrong data parameter (-11)',
    });
  });

  it('says why where the device has the address and did not restart', async () => {
    const device = await terminal('MOV6', 'MachineType=101');
    await move('MOV6', { host: '10.0.0.1', port: 8088, test: false });
    const told = await next(device);
    await device.result(`ID=${told.id}&Return=0&CMD=SET OPTIONS`);
    const restart = await next(device);
    await device.result(`ID=${restart.id}&Return=-615&CMD=CONTROL DEVICE`);
    expect(await moveOf('MOV6')).toMatchObject({
      status: 'moved',
      reason: expect.stringMatching(/^it did not restart: .*\(-615\); it goes when it restarts$/) as unknown,
    });
  });

  it('is ordered once: a device that left without an answer and came back is not sent away again', async () => {
    const device = await terminal('MOV5', 'MachineType=101');
    await move('MOV5', { host: '10.0.0.1', port: 8088, test: false, restart: false });
    const { id } = await next(device);
    await app.sql(`UPDATE command SET retry_at = now(), created_at = now() - interval '1 hour' WHERE id = $1`, [id]);
    await expect.poll(() => moveOf('MOV5')).toMatchObject({ status: 'unknown', commandId: id });
    expect((await app.admin('GET', '/devices/MOV5')).body.warnings).toContainEqual({
      code: 'moved',
      text: 'it was sent to 10.0.0.1:8088 and gave no answer',
    });
    expect(await device.poll()).toBe('OK');
    await device.result(`ID=${id}&Return=0&CMD=SET OPTIONS`);
    expect(await moveOf('MOV5')).toMatchObject({ status: 'moved', reason: null });
  });

  it('is refused for a device that is away and for hosts that would cut it off', async () => {
    await terminal('MOV4', 'MachineType=101');
    for (const [body, field] of [
      [{ host: '10.0.0.256', port: 80 }, 'host'],
      [{ host: '127.0.0.1', port: 80 }, 'host'],
      [{ host: 'localhost', port: 80 }, 'host'],
      [{ host: 'a b', port: 80 }, 'host'],
      [{ host: 'x,WebServerPort=1', port: 80 }, 'host'],
      [{ host: '10.0.0.1', port: 70_000 }, 'port'],
      [{ host: '10.0.0.1' }, 'port'],
    ] as const) {
      const errors = (await errorsOf('POST', '/devices/MOV4/move', body)) as { field: string }[];
      expect(new Set(errors.map((error) => error.field))).toEqual(new Set([field]));
    }
    await setOnline(app, 'MOV4', false);
    expect((await move('MOV4', { host: '10.0.0.1', port: 80 })).status).toBe(409);
    expect(await moveOf('MOV4')).toBeNull();
  });
});
