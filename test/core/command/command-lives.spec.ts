import { once } from 'node:events';
import { connect as connectTo, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { steadyMs } from '../../../src/platform/steady-clock.js';
import { Control } from '../../../src/devices/standalone/client/control.js';
import { TooLate } from '../../../src/devices/standalone/client/pull-error.js';
import { connect, terminal } from '../../devices/standalone/terminals.js';
import { startApp, type TestApp } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { HeldCommits } from '../../support/held-commits.js';
import { movableClock } from '../../support/movable-clock.js';
import { quiet } from '../../support/panels.js';
import { approved, RawDevice, registryCode, sendBytes } from '../../support/raw-device.js';
import { fromFeed } from '../../support/feed.js';

/** Long enough to be handed out in time by a slow machine. */
const env = { COMMAND_TTL: '4', LOG_LEVEL: 'fatal' };
const openDoor = { type: 'openDoor', door: 1, seconds: 5 };
const sn = 'LATE-1';

let app: TestApp;
let commits: HeldCommits;
let device: RawDevice;

beforeAll(async () => {
  app = await startApp({ env });
  commits = await HeldCommits.on(app);
  device = await approved(app, sn);
  expect(await device.poll()).toBe('OK');
});

afterAll(async () => {
  await commits.end();
  await app.stop();
});

async function queue(to: string, order: object, site = app): Promise<number> {
  const answer = await site.admin('POST', `/devices/${to}/commands`, order);
  expect(answer.status, answer.text).toBe(201);
  return answer.body.id as number;
}

const shown = async (id: number) => (await app.admin('GET', `/commands/${id}`)).body;

/** Waits until its life is over by all clocks. */
const isOver = (id: number) =>
  expect
    .poll(() => app.sql(`SELECT 1 FROM command WHERE id = $1 AND expires_at < clock_timestamp()`, [id]), {
      timeout: 60_000,
    })
    .toHaveLength(1);

const expired = (id: number) =>
  expect.poll(() => shown(id), { timeout: 60_000 }).toMatchObject({ status: 'expired', attempts: 0, sentAt: null });

/** Asks while COMMIT stands still, until the command's life is over. */
async function outlived<T>(id: number, ask: () => Promise<T>): Promise<T> {
  await commits.hold();
  const answer = ask();
  await commits.caught();
  await isOver(id);
  await commits.release();
  return answer;
}

/**
 * Sends the request behind an upload whose events cannot be stored yet. Its answer then has to wait for that of the
 * upload.
 */
async function behindUpload(from: string, request: string, until: () => Promise<void>): Promise<string> {
  const lock = new Client({ connectionString: app.databaseUrl });
  await lock.connect();
  await lock.query('BEGIN; LOCK TABLE event IN EXCLUSIVE MODE');
  const row = 'time=2024-05-01 08:00:01\tpin=7\tcardno=0\teventaddr=1\tevent=0\tindex=1';
  const upload = `POST /iclock/cdata?SN=${from}&table=rtlog HTTP/1.1\r\nHost: a\r\nContent-Length: ${row.length}\r\n\r\n${row}`;
  const answers = sendBytes(app.url, upload + request);
  await until().finally(() => lock.end());
  return answers;
}

describe('a door whose life ends while the database stands still', () => {
  it('is not opened, and counts as never handed out', async () => {
    const id = await queue(sn, openDoor);
    expect(await outlived(id, () => device.poll())).toBe('OK');
    await expired(id);
    expect(
      await fromFeed(app, `SELECT 1 FROM feed WHERE kind = 'command' AND ref = $1`, [String(id)]),
    ).not.toHaveLength(0);
    expect(await device.poll()).toBe('OK');
  });

  it('is not opened where it stood still before the order was written down', async () => {
    const late = await approved(app, 'LATE-ASKED');
    await registryCode(late, '~DeviceName=LATE-ASKED,MachineType=8,LockCount=1,ReaderCount=1');
    await quiet(app, late);
    const { body } = await app.admin('GET', '/doors?sn=LATE-ASKED');
    const lock = new Client({ connectionString: app.databaseUrl });
    await lock.connect();
    await lock.query('BEGIN; LOCK TABLE door IN ACCESS EXCLUSIVE MODE');
    const since = steadyMs();
    const asked = app.admin('POST', '/doors/actions', { doorIds: [body.items[0].id], action: 'open' });
    // The life of the order, and what is tolerated.
    await expect.poll(() => steadyMs() - since, { timeout: 60_000 }).toBeGreaterThan(5_500);
    await lock.end();
    expect((await asked).status).toBe(503);
    expect(await app.sql(`SELECT 1 FROM command WHERE sn = 'LATE-ASKED' AND type = 'openDoor'`)).toEqual([]);
  });

  it('is opened if the database comes back in time', async () => {
    const id = await queue(sn, openDoor);
    await commits.hold();
    const answer = device.poll();
    await commits.caught();
    await commits.release();
    expect(await answer).toBe(`C:${id}:CONTROL DEVICE 01010105`);
    await device.result(`ID=${id}&Return=0&CMD=CONTROL DEVICE`);
    expect(await shown(id)).toMatchObject({ status: 'done' });
  });

  it('is not opened either if an earlier answer of the same connection delays it', async () => {
    const id = await queue(sn, openDoor);
    const answers = await behindUpload(
      sn,
      `GET /iclock/getrequest?SN=${sn} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
      async () => {
        await expect.poll(async () => (await shown(id)).status).toBe('sent');
        await isOver(id);
      },
    );
    expect(answers).not.toContain('CONTROL');
    await expired(id);
  });

  it('is not opened if the device closed the connection meanwhile', async () => {
    const id = await queue(sn, openDoor);
    await commits.hold();
    const heard = once(app.app.getHttpServer(), 'connection') as Promise<[Socket]>;
    const { hostname, port } = new URL(app.url);
    const line = connectTo(Number(port), hostname);
    const [seen] = await heard;
    line.write(`GET /iclock/getrequest?SN=${sn} HTTP/1.1\r\nHost: a\r\n\r\n`);
    await commits.caught();
    const closed = new Promise((done) => seen.once('close', done));
    line.resetAndDestroy();
    await closed;
    await commits.release();
    await expired(id);
  });

  it('delays no command without a life: the rest of the answer goes out', async () => {
    await app.admin('POST', '/devices', { sn: 'LATE-ATT' });
    const terminal = new RawDevice(app, 'LATE-ATT');
    await terminal.get('/iclock/cdata?options=all&pushver=2.4.1&language=69&PushOptionsFlag=1');
    const data = await queue('LATE-ATT', { command: 'DATA UPDATE USERINFO PIN=1\tName=A' });
    const id = await queue('LATE-ATT', openDoor);
    const text = await outlived(id, () => terminal.poll());
    expect(text).toContain(`C:${data}:DATA UPDATE USERINFO PIN=1`);
    expect(text).not.toContain(`C:${id}:`);
    await expired(id);
  });

  it('is not opened by a remote identification either', async () => {
    await app.admin('POST', '/devices', { sn: 'LATE-ASKS', remoteIdentification: true });
    const asks = new RawDevice(app, 'LATE-ASKS');
    await registryCode(asks, 'DeviceType=acc,LockCount=1,ReaderCount=2,AutoServerFunOn=1');
    const { items } = (await app.admin('GET', '/doors?sn=LATE-ASKS')).body as { items: { id: string }[] };
    const level = await app.admin('POST', '/access-levels', { name: 'Late', doorIds: items.map((door) => door.id) });
    const person = { pin: '41', accLevelIds: [level.body.id as string] };
    expect((await app.admin('POST', '/persons', person)).status).toBe(201);
    const line =
      'time=2026-03-02 08:00:00\tpin=41\tcardno=0\taddrtype=2\teventaddr=1\tevent=223\tinoutstatus=0\tverifytype=1';
    const until = () =>
      expect
        .poll(
          () =>
            app.sql(`SELECT 1 FROM identification WHERE sn = 'LATE-ASKS' AND at < clock_timestamp() - interval '4 s'`),
          { timeout: 60_000 },
        )
        .toHaveLength(1);
    const answers = await behindUpload(
      'LATE-ASKS',
      `POST /iclock/cdata?SN=LATE-ASKS&AuthType=device HTTP/1.1\r\nHost: a\r\nConnection: close\r\n` +
        `Content-Length: ${line.length}\r\n\r\n${line}`,
      until,
    );
    expect(answers).toContain('AUTH=TIMEOUT');
    expect(answers).not.toContain('CONTROL');
    const kept = () => app.sql(`SELECT result FROM identification WHERE sn = 'LATE-ASKS' ORDER BY id`);
    await expect.poll(kept, { timeout: 60_000 }).toEqual([{ result: 'SUCCESS' }, { result: 'TIMEOUT' }]);
  });
});

describe('a door on port 4370', () => {
  it('is not opened when the database came back too late', async () => {
    const called = await terminal({ sn: 'LATE-PULL' });
    const body = { sn: 'LATE-PULL', link: 'pull', host: '127.0.0.1', port: called.port };
    expect((await app.admin('POST', '/devices', body)).status).toBe(201);
    const online = async () => (await app.admin('GET', '/devices/LATE-PULL')).body.registeredAt as unknown;
    await expect.poll(online, { timeout: 60_000 }).not.toBeNull();
    await expect
      .poll(() => app.sql(`SELECT 1 FROM command WHERE sn = 'LATE-PULL' AND status IN ('queued', 'sent')`), {
        timeout: 60_000,
      })
      .toEqual([]);
    await commits.hold();
    const id = await queue('LATE-PULL', openDoor);
    await commits.caught();
    await isOver(id);
    await commits.release();
    await expired(id);
    expect(called.state.unlocked).toEqual([]);
  });

  it('is not opened by an order that waited for its turn on the line', async () => {
    const called = await terminal();
    const control = new Control(await connect(called));
    await expect(control.unlock(5, steadyMs())).rejects.toThrow(TooLate);
    await control.unlock(5, steadyMs() + 60_000);
    expect(called.state.unlocked).toEqual([50]);
  });
});

describe('a database whose clock is set back', () => {
  let database: TestDatabase;
  let clock: Awaited<ReturnType<typeof movableClock>>;
  let sites: TestApp[];

  beforeAll(async () => {
    database = await freshDatabase();
    clock = await movableClock(database);
    sites = [await startApp({ databaseUrl: database.url, env }), await startApp({ databaseUrl: database.url, env })];
  });

  afterAll(async () => {
    for (const site of sites) await site.stop();
    await clock.end();
    await database.drop();
  });

  it.each([
    ['an hour', '-1 hour', 0],
    ['seconds', '-6 seconds', 0],
    ['an hour, asked at another gateway', '-1 hour', 1],
  ])('by %s opens no door after its life', async (_, by, at) => {
    const [here, there] = [sites[0], sites[at]];
    if (!here || !there) throw new Error('no site');
    await clock.set('0');
    const name = `BACK-${by.replace(/\W/g, '')}-${at}`;
    const panel = await approved(here, name);
    const asked = new RawDevice(there, name);
    await expect.poll(() => asked.poll(), { timeout: 60_000 }).toBe('OK');
    const id = await queue(name, openDoor, here);
    const [{ real } = { real: '' }] = await here.sql<{ real: string }>(
      `SELECT (expires_at - created_at)::text AS real FROM command WHERE id = $1`,
      [id],
    );
    await clock.set(by);
    await expect
      .poll(
        () =>
          here.sql(`SELECT 1 FROM command WHERE id = $1 AND created_at + $2::interval < pg_catalog.clock_timestamp()`, [
            id,
            real,
          ]),
        { timeout: 60_000 },
      )
      .toHaveLength(1);
    expect(await asked.poll()).toBe('OK');
    await expect
      .poll(() => here.sql('SELECT status, attempts FROM command WHERE id = $1', [id]), { timeout: 60_000 })
      .toEqual([{ status: 'expired', attempts: 0 }]);
    // The next command is handed out as usual.
    const next = await queue(name, openDoor, here);
    await expect.poll(() => panel.poll(), { timeout: 60_000 }).toBe(`C:${next}:CONTROL DEVICE 01010105`);
  });
});
