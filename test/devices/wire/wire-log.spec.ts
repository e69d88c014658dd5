import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockKeys } from '../../../src/platform/database/locks.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved } from '../../support/raw-device.js';

interface Line {
  readonly position: number;
  readonly direction: string;
  readonly line: string;
  readonly status: number | null;
  readonly code: string;
  readonly params: Record<string, string>;
  readonly raw: string;
}

interface Log {
  readonly items: readonly Line[];
  readonly position: number;
  readonly until: string | null;
}

let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  app = await startApp();
  other = await startApp({ databaseUrl: app.databaseUrl });
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

const record = (sn: string, minutes: unknown, at = app) => at.admin('PUT', `/devices/${sn}/wire`, { minutes });
const read = async (sn: string, query = '', at = app) =>
  (await at.admin('GET', `/devices/${sn}/wire${query}`)).body as Log;
/** Until so many lines are there. */
async function lines(sn: string, count: number, at = app): Promise<readonly Line[]> {
  await expect.poll(async () => (await read(sn, '', at)).items.length).toBeGreaterThanOrEqual(count);
  return (await read(sn, '', at)).items;
}

describe('what a device and its gateway say to each other', () => {
  it('is not recorded before it is switched on, which the audit log tells', async () => {
    const device = await approved(app, 'WIRE1');
    await device.poll();
    expect(await read('WIRE1')).toEqual({ items: [], position: 0, until: null });
    const { status, body } = await record('WIRE1', 15);
    expect(status).toBe(200);
    const left = Date.parse((body as { until: string }).until) - Date.now();
    expect(left).toBeGreaterThan(14 * 60_000);
    expect(left).toBeLessThan(16 * 60_000);
    expect((await read('WIRE1')).until).toBe((body as { until: string }).until);
    const { items } = (await app.admin('GET', '/audit?limit=1')).body as { items: { action: string }[] };
    expect(items[0]?.action).toBe('PUT /admin/v1/devices/:sn/wire');
  });

  it('is a poll in words, an upload, and a command with its result', async () => {
    const device = await approved(app, 'WIRE2');
    await record('WIRE2', 5);
    await device.poll();
    await device.events(
      'time=2026-11-24 08:00:00\tpin=1\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=1\tindex=1',
    );
    const made = await app.admin('POST', '/devices/WIRE2/commands', {
      command: 'DATA UPDATE user CardNo=5\tPin=1\tPassword=4711',
    });
    const { id } = made.body as { id: number };
    expect(await device.poll()).toContain('Password=4711');
    await device.result(`ID=${id}&Return=0&CMD=DATA UPDATE`);
    const found = await lines('WIRE2', 4);
    expect(found.map(({ code, params, status, direction }) => ({ code, params, status, direction }))).toEqual([
      { code: 'idle', params: {}, status: 200, direction: 'in' },
      { code: 'events', params: { rows: '1' }, status: 200, direction: 'in' },
      {
        code: 'command',
        params: { id: String(id), command: 'update', table: 'user', rows: '1' },
        status: 200,
        direction: 'in',
      },
      { code: 'result', params: { id: String(id), returned: '0' }, status: 200, direction: 'in' },
    ]);
    expect(found[0]).toMatchObject({
      line: 'GET /iclock/getrequest?SN=WIRE2',
      raw: 'GET /iclock/getrequest?SN=WIRE2\n\n200\nOK',
    });
    expect(found[2]?.raw).toContain(`C:${id}:DATA UPDATE user CardNo=5\tPin=1\tPassword=***`);
    expect(JSON.stringify(found)).not.toContain('4711');
  });

  it('is all there, however long it takes to be written', async () => {
    const device = await approved(app, 'WIRE-HELD');
    await record('WIRE-HELD', 5);
    const waits = () =>
      app.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`);
    await app.work.run(async (tx) => {
      await lockKeys(tx, 'wire', ['WIRE-HELD']);
      await device.get('/iclock/ping');
      await expect.poll(waits).toHaveLength(1);
      await device.poll();
    });
    expect((await lines('WIRE-HELD', 2)).map(({ line }) => line.split('?')[0])).toEqual([
      'GET /iclock/ping',
      'GET /iclock/getrequest',
    ]);
  });

  it('tells which door a command is about, and what the gateway refused', async () => {
    const device = await approved(app, 'WIRE3');
    await record('WIRE3', 5);
    await app.admin('POST', '/devices/WIRE3/commands', { command: 'CONTROL DEVICE 01020105' });
    await device.poll();
    await device.get('/iclock/nowhere');
    const found = await lines('WIRE3', 2);
    expect(found[0]?.params).toMatchObject({ command: 'openDoor', door: '2' });
    expect(found[1]).toMatchObject({ code: 'refused', status: 404, params: { status: '404' } });
  });

  it('is told of an attendance terminal', async () => {
    expect((await app.admin('POST', '/devices', { sn: 'WIRE4', module: 'att' })).status).toBe(201);
    await record('WIRE4', 5);
    await app.request('GET', '/iclock/cdata?SN=WIRE4&options=all&pushver=2.4.1&language=69&pushcommkey=abcdef');
    await app.request('POST', '/iclock/cdata?SN=WIRE4&table=ATTLOG&Stamp=1', {
      body: '1\t2026-11-24 08:00:00\t0\t1\t0\t0\t0\n2\t2026-11-24 08:01:00\t0\t1\t0\t0\t0\n',
    });
    await app.request('POST', '/iclock/cdata?SN=WIRE4&table=OPERLOG&Stamp=1', {
      body: 'USER PIN=1\tName=Ann\tPri=0\tPasswd=4711\tCard=\tGrp=1\tTZ=0\n',
    });
    const found = await lines('WIRE4', 3);
    expect(found.map(({ code, params }) => ({ code, params }))).toEqual([
      { code: 'firstContact', params: {} },
      { code: 'events', params: { rows: '2' } },
      { code: 'rows', params: { table: 'OPERLOG', rows: '1' } },
    ]);
    expect(found[0]?.line).toContain('pushcommkey=***');
    expect(found[2]?.raw).toContain('Passwd=***');
    expect(JSON.stringify(found)).not.toMatch(/4711|abcdef/);
  });

  it('is recorded by the gateway that the device calls, and read at the other', async () => {
    const device = await approved(app, 'WIRE5');
    await record('WIRE5', 5, other);
    const waiting = read('WIRE5', '?wait=20&after=0', other);
    await expect
      .poll(async () => {
        await device.poll();
        return (await read('WIRE5', '', other)).items.length;
      })
      .toBeGreaterThan(0);
    expect((await waiting).items[0]).toMatchObject({ code: 'idle' });
  });

  it('goes on from a position, and waits there for the next', async () => {
    const device = await approved(app, 'WIRE6');
    await record('WIRE6', 5);
    await device.poll();
    await lines('WIRE6', 1);
    const { position } = await read('WIRE6');
    expect((await read('WIRE6', `?after=${position}`)).items).toEqual([]);
    const waiting = read('WIRE6', `?wait=20&after=${position}`);
    await device.get('/iclock/ping');
    expect((await waiting).items).toMatchObject([{ code: 'ping' }]);
  });

  it('ends when somebody ends it, and a reader hears of it', async () => {
    const device = await approved(app, 'WIRE7');
    await record('WIRE7', 5);
    await device.poll();
    await lines('WIRE7', 1);
    const { position } = await read('WIRE7');
    const waiting = read('WIRE7', `?wait=20&after=${position}`);
    expect(await record('WIRE7', 0)).toMatchObject({ status: 200, body: { until: null } });
    expect(await waiting).toMatchObject({ items: [], until: null });
    await device.poll();
    await device.get('/iclock/ping');
    // What is noted now is written before the line of a device that is recorded.
    const last = await approved(app, 'WIRE7B');
    await record('WIRE7B', 5);
    await last.poll();
    await lines('WIRE7B', 1);
    expect((await read('WIRE7')).items).toHaveLength(1);
  });

  it('ends by itself when its time is over', async () => {
    const device = await approved(app, 'WIRE8');
    await record('WIRE8', 5);
    await device.poll();
    await lines('WIRE8', 1);
    await app.sql(`UPDATE device SET wire_until = now() - interval '1 second' WHERE sn = 'WIRE8'`);
    expect((await read('WIRE8')).until).toBeNull();
    const ended = async () => (await app.sql(`SELECT wire_until FROM device WHERE sn = 'WIRE8'`))[0];
    await expect.poll(ended, { timeout: 60_000 }).toEqual({ wire_until: null });
    const count = (await read('WIRE8')).items.length;
    await device.poll();
    await record('WIRE8', 5);
    await device.get('/iclock/ping');
    expect((await lines('WIRE8', count + 1)).at(-1)).toMatchObject({ code: 'ping' });
    expect((await read('WIRE8')).items).toHaveLength(count + 1);
  });

  it('is kept for at most 5,000 exchanges and a day', async () => {
    const device = await approved(app, 'WIRE9');
    await app.sql(
      `INSERT INTO wire_line (sn, at, direction, line, status, code, params, raw)
       SELECT 'WIRE9', now(), 'in', 'old ' || n, 200, 'idle', '{}', '' FROM generate_series(1, 5100) n`,
    );
    await record('WIRE9', 5);
    await device.poll();
    const stored = async () =>
      (
        await app.sql<{ n: number; oldest: string }>(
          `SELECT count(*)::int AS n, min(line) FILTER (WHERE id = (SELECT min(id) FROM wire_line WHERE sn = 'WIRE9')) AS oldest
         FROM wire_line WHERE sn = 'WIRE9'`,
        )
      )[0];
    await expect.poll(stored).toEqual({ n: 5_000, oldest: 'old 102' });
    expect((await read('WIRE9', '?after=0')).items).toHaveLength(200);
    await app.sql(`UPDATE wire_line SET at = now() - interval '25 hours' WHERE sn = 'WIRE9' AND line LIKE 'old%'`);
    expect((await read('WIRE9')).items).toMatchObject([{ code: 'idle', line: 'GET /iclock/getrequest?SN=WIRE9' }]);
  });

  it('answers the device all the same when it cannot be written', async () => {
    const device = await approved(app, 'WIRE10');
    await record('WIRE10', 5);
    await app.sql('ALTER TABLE wire_line RENAME TO wire_line_gone');
    try {
      for (let n = 0; n < 3; n++) expect(await device.poll()).toBe('OK');
    } finally {
      await app.sql('ALTER TABLE wire_line_gone RENAME TO wire_line');
    }
    await expect
      .poll(async () => {
        await device.poll();
        return (await read('WIRE10')).items.length;
      })
      .toBeGreaterThan(0);
  });

  it('does not mind a reader who goes while it waits', async () => {
    const device = await approved(app, 'WIRE11');
    await record('WIRE11', 5);
    const { hostname, port } = new URL(app.url);
    const reader = connect(Number(port), hostname);
    reader.on('error', () => undefined);
    reader.write(
      `GET /admin/v1/devices/WIRE11/wire?wait=25&after=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer test-admin-token-0123456789\r\n\r\n`,
    );
    await new Promise((sent) => reader.once('ready', sent));
    reader.destroy();
    await device.poll();
    expect(await lines('WIRE11', 1)).toMatchObject([{ code: 'idle' }]);
  });

  it('is refused for other times and unknown devices', async () => {
    await approved(app, 'WIRE12');
    for (const minutes of [61, -1, 1.5, 'long', null, undefined]) {
      const { status, body } = await record('WIRE12', minutes);
      const fields = (body as { errors: { field: string }[] }).errors.map(({ field }) => field);
      expect([status, new Set(fields)]).toEqual([400, new Set(['minutes'])]);
    }
    expect((await record('NOBODY', 5)).status).toBe(404);
    expect((await app.admin('GET', '/devices/NOBODY/wire')).status).toBe(404);
    expect((await app.admin('GET', '/devices/WIRE12/wire?wait=26')).status).toBe(400);
  });
});
