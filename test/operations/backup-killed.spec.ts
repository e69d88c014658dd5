import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair } from '../../src/operations/backup/age.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { archiveMonth, overEverywhere } from '../../src/tools/backup/archive.js';
import { rehearse } from '../../src/tools/backup/rehearse.js';
import { emptyDatabase, type TestDatabase } from '../support/database.js';
import { filledSite, type Site } from './site.js';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'dist/src/tools/postern/main.js');
const sealingKey = Buffer.alloc(32, 7).toString('base64');

let site: Site;
let folder: string;
let target: TestDatabase;
const receiver = createServer((socket) => {
  calls++;
  socket.destroy();
});
let calls = 0;

/** Only what the command needs: no DATABASE_URL of the run. */
const environment = (url: string) => ({
  PATH: process.env.PATH,
  DATABASE_URL: url,
  DATA_DIR: join(folder, 'data'),
  ENCRYPTION_KEY: sealingKey,
});
const start = (url: string, args: string[]): ChildProcess =>
  spawn(process.execPath, [program, ...args], { env: environment(url), stdio: 'pipe' });
const run = (url: string, args: string[]) =>
  spawnSync(process.execPath, [program, ...args], { env: environment(url), encoding: 'utf8' });
const identity = () => ['--identity', join(folder, 'key.txt')];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-killed-'));
  const pair = await newKeyPair();
  await writeFile(join(folder, 'key.txt'), `# a key\n${pair.identity}\n`);
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  site = await filledSite();
  target = await emptyDatabase();
  await site.client.query(`UPDATE setting SET value = to_jsonb($1::text) WHERE key = 'encryptionKeyFingerprint'`, [
    // Of the key above.
    '4a895910382da955b2bfb8258bdd42ef',
  ]);
  await site.client.query(`INSERT INTO setting (key, value) VALUES ('backup', $1)`, [
    JSON.stringify({ recipient: pair.recipient, dir: join(folder, 'backups') }),
  ]);
  await site.client.query(`UPDATE webhook SET url = $1`, [`http://127.0.0.1:${port}/`]);
  await site.client.query(`UPDATE feed_reader SET settings = $1`, [
    JSON.stringify({ url: `mqtt://127.0.0.1:${port}` }),
  ]);
});

afterAll(async () => {
  receiver.close();
  await target.drop();
  await site.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Waits until the command waits for a lock in the database. */
const waits = (client: Client) =>
  expect
    .poll(async () => {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length;
    })
    .toBe(1);

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** A screen, and what was said on it. */
function recorded() {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const screen = {
    out: say,
    write: say,
    err: say,
    json: (value: unknown) => say(JSON.stringify(value)),
    progress: { say: () => undefined },
    stop: () => undefined,
  };
  return { lines, screen };
}

describe('a command that is killed', () => {
  const file = () => join(folder, 'by-hand.tar.age');

  it('leaves no backup under its name', async () => {
    // All rows are written by then; the end of the file is not.
    await site.client.query('BEGIN; ALTER SEQUENCE command_number RENAME TO another_number');
    const watcher = new Client({ connectionString: site.url });
    await watcher.connect();
    const child = start(site.url, ['backup', '--to', file()]);
    await waits(watcher);
    await killed(child);
    await site.client.query('ROLLBACK');
    // Its connections end when they notice that nobody is there; until then they hold what they have locked.
    const left = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'postern backup'`;
    await expect.poll(async () => (await watcher.query(left)).rows).toEqual([]);
    await watcher.end();
    expect((await readdir(folder)).filter((name) => name.startsWith('by-hand'))).toEqual(['by-hand.tar.age.partial']);

    const made = run(site.url, ['backup', '--to', file(), '--json']);
    expect(made.stderr).toBe('');
    expect(JSON.parse(made.stdout)).toMatchObject({ file: file(), deleted: [] });
    const { rows } = await site.client.query<{ ok: boolean; message: string | null }>(
      'SELECT ok, message FROM backup_run ORDER BY id',
    );
    expect(rows).toEqual([
      { ok: false, message: 'it broke off' },
      { ok: true, message: null },
    ]);
    expect(run(site.url, ['backup', '--to', file()])).toMatchObject({
      status: 2,
      stderr: `postern: ${file()} is there already\n`,
    });
    // The private key may be in a file that the user of the gateway cannot read.
    const input = readFileSync(join(folder, 'key.txt'));
    const verified = spawnSync(process.execPath, [program, 'backup', 'verify', file(), '--identity', '-', '--json'], {
      ...{ env: environment(site.url), encoding: 'utf8', input },
    });
    expect([verified.stderr, verified.status]).toEqual(['', 0]);
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, file: file() });
  });

  it('leaves a half restored database that says so, and on which no gateway starts', async () => {
    const other = new Client({ connectionString: target.url });
    await other.connect();
    // The lock of migrations: the rows are there by then, and nothing is safe yet.
    await other.query('SELECT pg_advisory_lock(7078, 2)');
    const child = start(target.url, ['restore', file(), ...identity()]);
    await waits(other);
    await killed(child);
    await other.query('SELECT pg_advisory_unlock(7078, 2)');
    const { rows } = await other.query<{ file: string }>('SELECT file FROM restore_under_way');
    expect(rows).toEqual([{ file: file() }]);
    await other.end();
    const words =
      'the database is half restored: its restore broke off or is under way; run `postern restore` again, into an empty database';
    await expect(migrate(target.url)).rejects.toThrow(words);
    const gateway = spawnSync(process.execPath, [join(root, 'dist/src/main.js')], {
      env: { ...environment(target.url), PORT: '0', HOST: '127.0.0.1' },
      encoding: 'utf8',
    });
    expect(gateway.status).toBe(1);
    expect(gateway.stderr.trim().split('\n').at(-1)).toContain(words);
    expect(run(target.url, ['restore', file(), ...identity()])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the database is not empty') as string,
    });
  });

  it('and a rehearsal tells nobody anything', async () => {
    const { lines, screen } = recorded();
    const given = { identity: join(folder, 'key.txt'), scratch: folder };
    expect(await rehearse(file(), given, screen, environment(site.url))).toBe(0);
    expect(lines.filter((line) => line.startsWith('ok  '))).toEqual([
      'ok   sums: all rows of all tables are as they were',
      expect.stringMatching(/^ok {3}tables: (\d+) of \1 migrations$/),
      'ok   key: opens what is sealed',
      'ok   commands: 0 open',
      'ok   receivers: 0 not paused',
      'ok   doctor: finds no fault',
      'ok   contents: 300 persons, 900 events',
    ]);
    expect(calls).toBe(0);
    const { rows } = await site.client.query<{ kind: string; ok: boolean; file: string }>(
      'SELECT kind, ok, file FROM backup_run ORDER BY id DESC LIMIT 1',
    );
    expect(rows).toEqual([{ kind: 'rehearsal', ok: true, file: file() }]);
    expect((await readdir(folder)).filter((name) => name.startsWith('postern-rehearsal'))).toEqual([]);
  });
});

describe('an archive', () => {
  const files = async () =>
    (await readdir(join(folder, 'backups')).catch(() => [])).filter((name) => name.startsWith('events'));
  const archive = (month: string, more: object = {}) =>
    archiveMonth({ month, ...more }, recorded().screen, environment(site.url));

  it('of a month that cannot go yet writes no file that would be in the way later', async () => {
    expect(overEverywhere('2025-12').toISOString()).toBe('2026-01-01T12:00:00.000Z');
    await expect(archive(new Date().toISOString().slice(0, 7))).rejects.toThrow(/is not over/);
    await expect(archive('2025-02')).rejects.toThrow('2025-01 is older and still there: archive it first');
    await expect(archive('2024-01')).rejects.toThrow('there is no month 2024-01 of events');
    expect(await files()).toEqual([]);
  });

  it('waits for devices that may still have events of the month', async () => {
    await site.client.query(`UPDATE device SET status = 'approved'`);
    await site.client.query(`INSERT INTO device_seen (sn, seen_at) SELECT sn, '2025-02-01T11:59:00Z' FROM device
      ON CONFLICT (sn) DO UPDATE SET seen_at = excluded.seen_at`);
    await expect(archive('2025-01')).rejects.toThrow(/^not heard since 2025-01: /);
    expect(await files()).toEqual([]);
    await site.client.query(`UPDATE device_seen SET seen_at = '2025-02-01T12:00:00Z'`);
    expect(await archive('2025-01')).toBe(0);
    await site.client.query(`UPDATE device_seen SET seen_at = '2025-02-28T12:00:00Z'`);
    expect(await archive('2025-02', { force: true })).toBe(0);
    expect((await files()).sort()).toEqual(['events-2025-01.tar.age', 'events-2025-02.tar.age']);
  });
});
