import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair } from '../../src/operations/backup/age.js';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded/postgres.js';
import { isAlive } from '../../src/platform/database/embedded/process-identity.js';
import { makeBackup } from '../../src/tools/backup/make.js';
import { restoreBackup } from '../../src/tools/backup/restore.js';
import { freshDatabase } from '../support/database.js';

const program = join(import.meta.dirname, '../../dist/src/tools/postern/main.js');

let folder: string;
let recipient: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-interrupted-'));
  // The user of PostgreSQL has to get in, or its databases lie outside.
  await chmod(folder, 0o711);
  const pair = await newKeyPair();
  recipient = pair.recipient;
  await writeFile(join(folder, 'key.txt'), `${pair.identity}\n`);
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function start(file: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(file, args, { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
  child.on('error', () => undefined);
  children.push(child);
  return child;
}

const postern = (dataDir: string, ...args: string[]) =>
  start(process.execPath, [program, ...args, '--identity', join(folder, 'key.txt')], { DATA_DIR: dataDir });

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** A file that is read to where somebody has written, and no further: who reads it is held there. */
async function pipe(name: string): Promise<string> {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  return Promise.resolve(path);
}

/** Opened for both, so that opening it waits for nobody. */
const held = (path: string) => open(path, 'r+');

/** The process of the PostgreSQL in a DATA_DIR, once it takes connections; 0 = there is none. */
async function postgresOf(dataDir: string): Promise<number> {
  const text = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  return (lines[7] ?? '').startsWith('ready') ? Number(lines[0]) : 0;
}

async function running(dataDir: () => Promise<string>): Promise<number> {
  let pid = 0;
  await expect.poll(async () => (pid = await postgresOf(await dataDir()))).toBeGreaterThan(0);
  return pid;
}

describe('a rehearsal', () => {
  const scratch = () => join(folder, 'scratch');
  const left = async () => (await readdir(scratch())).filter((name) => name.startsWith('postern-rehearsal-'));
  const rehearse = (file: string) =>
    postern(join(folder, 'nothing'), 'backup', 'rehearse', file, '--scratch', scratch());
  const dataDir = async () => join(scratch(), (await left())[0] ?? '', 'data');

  beforeAll(() => mkdir(scratch()));

  it('that is told to end leaves neither its database nor its PostgreSQL', async () => {
    const file = await pipe('ended');
    const writer = await held(file);
    const child = rehearse(file);
    const pid = await running(dataDir);
    child.kill('SIGTERM');
    await expect.poll(left).toEqual([]);
    await writer.close();
    expect(await exitCode(child)).toBe(143);
    expect(await isAlive(pid)).toBe(false);
  });

  it('that was killed is cleared away by the next one', async () => {
    const file = await pipe('killed');
    const writer = await held(file);
    const child = rehearse(file);
    const pid = await running(dataDir);
    const [name] = await left();
    child.kill('SIGKILL');
    await exitCode(child);
    await writer.close();
    expect([await left(), await isAlive(pid)]).toEqual([[name], true]);

    await writeFile(join(folder, 'none.tar.age'), 'no backup');
    expect(await exitCode(rehearse(join(folder, 'none.tar.age')))).toBe(1);
    expect([await left(), await isAlive(pid)]).toEqual([[], false]);
  });
});

describe('a restore', () => {
  const screen = {
    ...{ out: () => undefined, write: () => undefined, json: () => undefined, err: () => undefined },
    ...{ progress: { say: () => undefined }, stop: () => undefined },
  };
  let file: string;

  beforeAll(async () => {
    const database = await freshDatabase();
    file = join(folder, 'whole.tar.age');
    const given = { to: file, photos: true, key: false, recipient: [recipient] };
    expect(await makeBackup(given, screen, { DATABASE_URL: database.url, DATA_DIR: folder })).toBe(0);
    await database.drop();
  });

  /** The file is read once before anything is touched, and again when the database is there: at this it is held. */
  async function restoring(dataDir: string, name: string): Promise<{ child: ChildProcess; piped: string }> {
    const piped = await pipe(name);
    const child = postern(dataDir, 'restore', piped);
    expect(await exitCode(start('sh', ['-c', 'cat "$0" > "$1"', file, piped]))).toBe(0);
    return { child, piped };
  }

  it('that was killed and runs again erases whom the database of before had erased', async () => {
    const dataDir = join(folder, 'erased');
    const onDatabase = async (query: string) => {
      const embedded = await startEmbeddedPostgres({ dataDir, log: () => undefined, unsafeForTests: true });
      const client = new Client({ connectionString: embedded.url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return (await client.query<{ hash: string }>(query)).rows;
      } finally {
        await client.end();
        await embedded.stop();
      }
    };
    await onDatabase(`CREATE TABLE erased_person (pin_hash text, at timestamptz);
      INSERT INTO erased_person VALUES ('of Ann', now())`);

    const { child, piped } = await restoring(dataDir, 'killed-restore');
    const erased = () => readdir(join(dataDir, 'erased')).catch(() => []);
    // From then on the PostgreSQL that runs is the new one.
    await expect.poll(erased).toEqual(['before-restore.jsonl']);
    await running(() => Promise.resolve(dataDir));
    child.kill('SIGKILL');
    await exitCode(child);
    await (await held(piped)).close();

    const given = { identity: join(folder, 'key.txt') };
    expect(await restoreBackup(file, given, screen, { DATA_DIR: dataDir })).toBe(0);
    const asked = `SELECT pin_hash AS hash FROM erased_person, setting WHERE key = 'eraseAgain'`;
    expect(await onDatabase(asked)).toEqual([{ hash: 'of Ann' }]);
    expect(await erased()).toEqual([]);
  });

  it('that is told to end stops the PostgreSQL that it has started', async () => {
    const dataDir = join(folder, 'data');
    const { child, piped } = await restoring(dataDir, 'restored');
    const pid = await running(() => Promise.resolve(dataDir));
    child.kill('SIGTERM');
    await expect.poll(() => isAlive(pid)).toBe(false);
    await (await held(piped)).close();
    expect(await exitCode(child)).toBe(143);
  });
});
