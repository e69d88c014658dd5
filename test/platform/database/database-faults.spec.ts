import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseFaults, databaseFaultOf } from '../../../src/platform/database/database-faults.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/platform/database/embedded/postgres.js';
import { migrate } from '../../../src/platform/database/migrate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { newLog } from '../../../src/platform/log.js';
import { startApp, type TestApp } from '../../support/app.js';
import { databaseLine, type DatabaseLine } from '../../support/database-line.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { approved, RawDevice, registryCode } from '../../support/raw-device.js';

const withCode = (code: string, message = '') => Object.assign(new Error(message), { code });

/** A log and its lines. */
function heard(level = 'info') {
  const lines: { msg: string; level: number; err?: unknown }[] = [];
  const faults = new DatabaseFaults();
  const log = newLog(level, { write: (line: string) => void lines.push(JSON.parse(line)) }, faults);
  return { lines, faults, log };
}

describe('a fault of the database', () => {
  it.each([
    [withCode('ECONNREFUSED'), 'away'],
    [withCode('57P01'), 'away'],
    [withCode('08006'), 'away'],
    [withCode('53300'), 'away'],
    [withCode('57P03', 'the database is a standby'), 'away'],
    [withCode('08007'), 'standby'],
    [new Error('Connection terminated unexpectedly'), 'away'],
    [new Error('timeout exceeded when trying to connect'), 'away'],
    [new Error('Connection terminated due to connection timeout'), 'away'],
    [new Error('Client has encountered a connection error and is not queryable'), 'away'],
    [new Error('Client was closed and is not queryable'), 'away'],
    [withCode('53100', 'could not extend file'), 'full'],
    [withCode('58030', 'could not write to file "x": No space left on device'), 'full'],
    [withCode('23505'), null],
    [new Error('anything'), null],
    [null, null],
  ])('%s is %s', (error, fault) => {
    expect(databaseFaultOf(error)).toBe(fault);
  });

  it('is one line, however often and wherever it happens, and each is counted', () => {
    const { lines, faults, log } = heard();
    for (let times = 0; times < 50; times++) log.warn({ err: withCode('ECONNREFUSED') }, 'a look failed');
    log.child({ part: 'x' }).error({ err: withCode('57P01') }, 'a call failed');
    log.warn({ err: new Error('another') }, 'something else');
    expect(lines.map(({ msg }) => msg)).toEqual([
      expect.stringContaining('the database cannot be reached'),
      'something else',
    ]);
    expect(lines[0]).not.toHaveProperty('err.stack');
    expect(faults.counts).toEqual({ away: 51, full: 0, standby: 0 });
    expect(faults.over()).toMatchObject({ fault: 'away', errors: 51 });
    expect(faults.over()).toBeNull();
    log.warn({ err: withCode('ECONNREFUSED') }, 'a look failed');
    expect(lines).toHaveLength(3);
  });

  it('is counted where the log is kept quiet', () => {
    const { lines, faults, log } = heard('fatal');
    log.warn({ err: withCode('53100') }, 'a look failed');
    log.warn('of no interest');
    expect([lines, faults.current, faults.counts.full]).toEqual([[], 'full', 1]);
  });
});

describe('a database that is away', () => {
  let database: TestDatabase;
  let line: DatabaseLine;
  let app: TestApp;

  beforeAll(async () => {
    database = await freshDatabase();
    line = await databaseLine(database.url);
    app = await startApp({ databaseUrl: line.url });
  });

  afterAll(async () => {
    await app.stop();
    await line.close();
    await database.drop();
  });

  const counted = async () =>
    Number(
      /postern_database_errors_total\{fault="away"\} (\d+)/.exec((await app.admin('GET', '/../../metrics')).text)?.[1],
    );

  it('is what a transaction fails with whose connection was lost between two of its statements', async () => {
    const lost = app.app.get(UnitOfWork, { strict: false }).run(async (tx) => {
      const [row]: { pid: number }[] = await tx.query('SELECT pg_backend_pid() AS pid');
      await app.sql(`SELECT pg_terminate_backend(${row?.pid ?? 0})`);
      await expect.poll(() => tx.queryRunner?.isReleased, { timeout: 60_000 }).toBe(true);
      return tx.query('SELECT 1');
    });
    const error: unknown = await lost.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(databaseFaultOf(error)).toBe('away');
  });

  it('is reported in every answer, counted in the metrics, and ends by itself', async () => {
    expect((await app.admin('GET', '/devices')).status).toBe(200);
    line.cut();
    expect(await app.api('GET', '/api/person/get/1')).toMatchObject({ status: 200, body: { code: -1 } });
    await expect
      .poll(async () => (await app.admin('GET', '/devices')).body as unknown, { timeout: 60_000 })
      .toMatchObject({ status: 503, detail: 'the database cannot be reached' });
    expect(await counted()).toBeGreaterThan(0);
    line.mend();
    await expect.poll(async () => (await app.request('GET', '/health/ready')).status, { timeout: 60_000 }).toBe(200);
  });
});

const mount = (...all: string[]) => spawnSync('mount', all).status === 0;

/** A disk of so many megabytes; null if this process may not mount one. */
async function smallDisk(megabytes: number): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-disk-'));
  if (mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)) return folder;
  await rm(folder, { recursive: true });
  return null;
}

const disk = await smallDisk(96);

describe.skipIf(disk === null)('a disk that is full', () => {
  const folder = disk ?? '';
  const name = 'full_disk';
  let home: string;
  let postgres: EmbeddedPostgres;
  let server: Client;
  let app: TestApp;
  let device: RawDevice;

  beforeAll(async () => {
    // The test has a server of its own. A server that cannot write to its disk makes no checkpoint, and without one it
    // drops no database.
    home = await mkdtemp(join(tmpdir(), 'postern-full-'));
    await chmod(home, 0o755);
    postgres = await startEmbeddedPostgres({ dataDir: home, log: () => undefined, unsafeForTests: true });
    server = new Client({ connectionString: postgres.url });
    await server.connect();
    const [{ data_directory: data } = { data_directory: '' }] = (
      await server.query<{ data_directory: string }>('SHOW data_directory')
    ).rows;
    const { uid, gid } = await stat(data);
    await chown(folder, uid, gid);
    await server.query(`CREATE TABLESPACE ${name} LOCATION '${folder}'`);
    await server.query(`CREATE DATABASE ${name} TABLESPACE ${name}`);
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    await migrate(url.href);
    app = await startApp({ databaseUrl: url.href });
    device = await approved(app, 'FULL-1');
    await registryCode(device, 'DeviceType=acc,LockCount=1');
  });

  afterAll(async () => {
    await app.stop();
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.query(`DROP TABLESPACE IF EXISTS ${name}`);
    await server.end();
    await postgres.stop();
    spawnSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
    await rm(home, { recursive: true, force: true });
  });

  /** Removes everything. */
  async function fill(): Promise<void> {
    const file = await open(join(folder, 'filler'), 'w');
    const block = Buffer.alloc(4_096);
    try {
      for (;;) await file.write(block);
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
    } finally {
      await file.close();
    }
  }

  /** Repeats the call until it is refused, because existing pages have room for some rows. */
  async function refused<T extends { status: number }>(
    ask: (at: number) => Promise<T>,
    isRefused: (answer: T) => boolean,
  ) {
    for (let at = 1; at < 2_000; at++) {
      const answer = await ask(at);
      if (isRefused(answer)) return answer;
    }
    throw new Error('nothing was refused');
  }

  const words = 'the disk of the database is full: nothing can be written';
  const rows = (batch: number) =>
    Array.from(
      { length: 40 },
      (_, at) => `time=2024-05-01 08:00:01\tpin=7\tcardno=0\teventaddr=1\tevent=0\tindex=${batch * 40 + at}`,
    ).join('\n');

  it('is reported by writes, readiness and the status page; devices wait, and all continues when there is room', async () => {
    await fill();
    const upload = (at: number) => device.post('/iclock/cdata?table=rtlog', rows(at));
    const kept = await refused(upload, ({ status }) => status !== 200);
    expect([kept.status, kept.text, kept.headers['retry-after']]).toEqual([503, 'unavailable', '5']);
    const add = (at: number) => app.admin('POST', '/persons', { pin: String(at), name: 'N'.repeat(40) });
    const admin = await refused(add, ({ status }) => status !== 201);
    expect([admin.status, admin.body.detail, admin.headers.get('retry-after')]).toEqual([503, words, '5']);
    const put = (at: number) => app.api('POST', '/api/person/add', { pin: String(5_000 + at), name: 'N'.repeat(40) });
    const facade = await refused(put, ({ body }) => body.code !== 0);
    expect(facade).toMatchObject({ status: 200, body: { code: -1, detail: words } });
    expect(await app.request('GET', '/health/ready')).toMatchObject({ status: 503, body: { reason: words } });
    expect((await app.request('GET', '/')).text).toContain(words);
    expect((await app.request('GET', '/health/live')).status).toBe(200);
    expect((await app.admin('GET', '/devices')).status).toBe(200);
    await rm(join(folder, 'filler'));
    await expect.poll(async () => (await app.request('GET', '/health/ready')).status, { timeout: 60_000 }).toBe(200);
    expect((await app.admin('POST', '/persons', { pin: '9999', name: 'Room' })).status).toBe(201);
    expect((await upload(2_000)).status).toBe(200);
    expect((await app.request('GET', '/')).text).toContain('ready for devices');
  });
});
