import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseConnections } from '../../../src/platform/database/connections.js';
import { DatabaseFaults } from '../../../src/platform/database/database-faults.js';
import { FrozenDatabaseService } from '../../../src/platform/database/frozen-database.service.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/platform/database/embedded/postgres.js';
import { migrate } from '../../../src/platform/database/migrate.js';
import { newLog } from '../../../src/platform/log.js';
import { startApp, type TestApp } from '../../support/app.js';
import { databaseLine, type DatabaseLine } from '../../support/database-line.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { postmasterTree } from '../../support/gateway-process.js';
import { approved, RawDevice, registryCode } from '../../support/raw-device.js';

const away = 'the database cannot be reached';
/** Answers come within seconds. Without the watch, none would ever come. */
const longestMs = 20_000;
const row = (index: number) => `time=2024-05-01 08:00:01\tpin=7\tcardno=0\teventaddr=1\tevent=0\tindex=${index}`;

async function metric(app: TestApp, name: string): Promise<number> {
  const { text } = await app.request('GET', '/metrics');
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

const freezes = (app: TestApp) => metric(app, 'postern_database_freezes_total');

async function recovered(app: TestApp, device: RawDevice): Promise<void> {
  await expect.poll(async () => (await app.request('GET', '/health/ready')).status, { timeout: 60_000 }).toBe(200);
  await expect.poll(async () => (await device.get('/iclock/getrequest')).status, { timeout: 60_000 }).toBe(200);
}

/** How long an answer took that has to come within seconds. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const began = performance.now();
  const answered = await answer;
  expect(performance.now() - began).toBeLessThan(longestMs);
  return answered;
}

async function expectRefusals(app: TestApp, device: RawDevice, index: number): Promise<void> {
  const [facade, admin, upload, ready] = await inTime(
    Promise.all([
      app.api('GET', '/api/person/get/1'),
      app.admin('POST', '/persons', { pin: String(index), name: 'Frozen' }),
      device.post('/iclock/cdata?table=rtlog', row(index)),
      app.request('GET', '/health/ready'),
    ]),
  );
  expect(facade).toMatchObject({ status: 200, body: { code: -1, detail: away } });
  expect([admin.status, admin.body.detail, admin.headers.get('retry-after')]).toEqual([503, away, '5']);
  expect([upload.status, upload.text, upload.headers['retry-after']]).toEqual([503, 'unavailable', '5']);
  expect(ready).toMatchObject({ status: 503, body: { reason: away } });
  await expect.poll(async () => (await device.get('/iclock/getrequest')).status, { timeout: longestMs }).toBe(503);
}

describe('a database that stands still', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let app: TestApp;
  let device: RawDevice;
  let stopped: readonly number[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postern-frozen-'));
    await chmod(folder, 0o755);
    server = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined, unsafeForTests: true });
    await migrate(server.url);
    app = await startApp({ databaseUrl: server.url });
    device = await approved(app, 'FROZEN-1');
    await registryCode(device, 'DeviceType=acc,LockCount=1');
  });

  afterAll(async () => {
    thaw();
    await app.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  // A test that failed must not leave anything frozen for the next one.
  afterEach(thaw);

  /** The postmaster is stopped first, so that it starts no more processes. */
  async function freeze(): Promise<void> {
    const postmaster = Number((await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGSTOP');
    stopped = postmasterTree(postmaster);
    for (const pid of stopped) signal(pid, 'SIGSTOP');
  }

  function thaw(): void {
    for (const pid of stopped) signal(pid, 'SIGCONT');
    stopped = [];
  }

  const stored = async (index: number) =>
    (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM event WHERE log_id = $1', [index]))[0]?.n;

  const firstDoor = async () =>
    (await app.sql<{ id: string }>(`SELECT id FROM door WHERE device_sn = 'FROZEN-1'`))[0]?.id ?? '';

  it('is not assumed because a statement takes long', async () => {
    await app.sql('SELECT pg_sleep(8)');
    expect(await freezes(app)).toBe(0);
  });

  it('is noticed within seconds, and works again without a restart', async () => {
    const before = await freezes(app);
    await freeze();
    await expectRefusals(app, device, 9_001);
    // From now on no request waits the three seconds that the first one needed.
    const took = async () => {
      const began = performance.now();
      await expectRefusals(app, device, 9_002);
      return performance.now() - began;
    };
    await expect.poll(took).toBeLessThan(3_000);
    expect(await freezes(app)).toBe(before + 1);
    thaw();
    await recovered(app, device);
    for (const index of [9_001, 9_002, 9_001]) {
      expect(await device.post('/iclock/cdata?table=rtlog', row(index))).toMatchObject({ status: 200 });
    }
    expect([await stored(9_001), await stored(9_002)]).toEqual([1, 1]);
    expect((await app.admin('POST', '/persons', { pin: '77', name: 'Thawed' })).status).toBe(201);
    // All connections of the pool work again.
    await Promise.all(Array.from({ length: 40 }, () => app.sql('SELECT pg_sleep(0.05)')));
    expect(await freezes(app)).toBe(before + 1);
  });

  it('opens no door whose caller was told that it failed, whether the commit happened or was given up', async () => {
    await app.sql(`CREATE FUNCTION stand_still() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(77002); RETURN NULL; END $$`);
    await app.sql(`CREATE CONSTRAINT TRIGGER stand_still AFTER INSERT ON command
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.type = 'openDoor') EXECUTE FUNCTION stand_still()`);
    const holder = new Client({ connectionString: server.url });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock(77002)');
    const door = await firstDoor();
    const asked = app.api('POST', '/api/door/remoteOpenById', { doorId: door, interval: 5 });
    await expect
      .poll(async () => (await holder.query(`SELECT 1 FROM pg_locks WHERE objid = 77002 AND NOT granted`)).rowCount, {
        timeout: 60_000,
      })
      .toBe(1);
    await freeze();
    expect(await inTime(asked)).toMatchObject({ body: { code: -1 } });
    thaw();
    await recovered(app, device);
    await holder.query('SELECT pg_advisory_unlock(77002)');
    // The server notices that its client has gone, or it commits.
    const held = async () => (await holder.query('SELECT 1 FROM pg_locks WHERE objid = 77002')).rowCount;
    await expect.poll(held, { timeout: 60_000 }).toBe(0);
    await holder.end();
    const statuses = async () =>
      (await app.sql<{ status: string }>(`SELECT status FROM command WHERE type = 'openDoor'`)).map(
        (row) => row.status,
      );
    await expect
      .poll(async () => (await statuses()).every((status) => status === 'expired'), { timeout: 60_000 })
      .toBe(true);
    expect(await device.poll()).not.toContain('CONTROL DEVICE');
  });

  it('opens no door whose caller waited for the answer and was told that it failed', async () => {
    await app.sql('DROP TRIGGER stand_still ON command');
    await app.sql('DELETE FROM command');
    const door = await firstDoor();
    const asked = app.api('POST', '/api/door/remoteOpenById', { doorId: door, interval: 5, wait: 10 });
    await expect.poll(() => app.sql(`SELECT 1 FROM command WHERE type = 'openDoor'`)).toHaveLength(1);
    await freeze();
    expect(await inTime(asked)).toMatchObject({ body: { code: -1 } });
    thaw();
    await recovered(app, device);
    const ends = () => app.sql(`SELECT status FROM command WHERE type = 'openDoor'`);
    await expect.poll(ends, { timeout: 60_000 }).toEqual([{ status: 'expired' }]);
    expect(await device.poll()).not.toContain('CONTROL DEVICE');
  });
});

describe('a network that swallows everything', () => {
  let database: TestDatabase;
  let line: DatabaseLine;
  let app: TestApp;
  let device: RawDevice;

  beforeAll(async () => {
    database = await freshDatabase();
    line = await databaseLine(database.url);
    app = await startApp({ databaseUrl: line.url });
    device = await approved(app, 'SWALLOWED-1');
    await registryCode(device, 'DeviceType=acc,LockCount=1');
  });

  afterAll(async () => {
    line.mend();
    await app.stop();
    await line.close();
    await database.drop();
  });

  it('is noticed within seconds, and works again without a restart', async () => {
    line.swallow();
    await expectRefusals(app, device, 9_003);
    line.mend();
    await recovered(app, device);
    expect(await freezes(app)).toBe(1);
    expect(await device.post('/iclock/cdata?table=rtlog', row(9_003))).toMatchObject({ status: 200 });
  });
});

describe('a pool whose server falls silent', () => {
  let database: TestDatabase;
  let line: DatabaseLine;
  const connections = new DatabaseConnections();
  const lines: { msg: string }[] = [];
  const faults = new DatabaseFaults();
  const log = newLog('info', { write: (text: string) => void lines.push(JSON.parse(text)) }, faults);
  let pool: Pool;
  let watch: FrozenDatabaseService;

  beforeAll(async () => {
    database = await freshDatabase();
    line = await databaseLine(database.url);
    pool = new Pool({ connectionString: line.url, max: 3, Client: connections.Client });
    pool.on('error', () => undefined);
    watch = new FrozenDatabaseService(log, line.url, faults, connections);
    watch.onApplicationBootstrap();
  });

  afterAll(async () => {
    watch.beforeApplicationShutdown();
    await pool.end();
    await line.close();
    await database.drop();
  });

  const all = (statement: string) =>
    Promise.allSettled(Array.from({ length: 10 }, () => pool.query(statement))).then((ends) =>
      ends.map((end) => {
        if (end.status === 'rejected') log.warn({ err: end.reason as unknown }, 'a query failed');
        return end.status;
      }),
    );

  it('ends what is on its way and what waits, says so once, and has its size again', async () => {
    expect(await all('SELECT 1')).toEqual(Array(10).fill('fulfilled'));
    line.swallow();
    expect(await inTime(all('SELECT 1'))).toEqual(Array(10).fill('rejected'));
    expect(await all('SELECT 1')).toEqual(Array(10).fill('rejected'));
    expect(pool.totalCount).toBe(0);
    expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining('the database does not answer')]);
    expect([faults.freezes, faults.current, faults.counts.away]).toEqual([1, 'away', 21]);
    line.mend();
    await expect.poll(() => connections.areCut, { timeout: 60_000 }).toBe(false);
    expect(await all('SELECT pg_sleep(0.05)')).toEqual(Array(10).fill('fulfilled'));
    expect(pool.totalCount).toBe(3);
  });
});

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
