import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../support/database.js';
import { Importer } from './import.js';
import { json, pageOf, WrittenServer } from './old-server.js';

const main = join(import.meta.dirname, '../../../dist/src/tools/postern/main.js');
const people = Array.from({ length: 900 }, (_, at) => ({
  pin: String(at + 1),
  name: `Person ${at + 1}`,
  deptCode: '1',
}));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command in a process of its own. */
class Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(args: readonly string[], env: Record<string, string>) {
    const { PATH = '' } = process.env;
    this.child = spawn(process.execPath, [main, ...args], { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    this.child.stdout?.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    this.ended = once(this.child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  }
}

describe('the command postern', () => {
  let old: WrittenServer;
  let database: TestDatabase;
  let importer: Importer;
  const runs: Run[] = [];

  beforeEach(async () => {
    old = await WrittenServer.start();
    database = await freshDatabase();
    importer = new Importer(database.url, old.url, 'the-secret-token-of-the-old-server');
  });

  afterEach(async () => {
    for (const { child, ended } of runs.splice(0)) {
      child.kill('SIGKILL');
      await ended;
    }
    importer.remove();
    await old.stop();
    await database.drop();
  });

  function start(...args: string[]): Run {
    const run = new Run(args, importer.env);
    runs.push(run);
    return run;
  }
  const apply = () =>
    start(
      'import-cvsecurity',
      '--url',
      old.url,
      '--token-file',
      importer.path('token'),
      '--only',
      'people',
      '--rps',
      '500',
      '--apply',
    );

  async function sql<T extends object>(text: string): Promise<T[]> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    return client
      .query<T>(text)
      .then(
        ({ rows }) => rows,
        () => [],
      )
      .finally(() => client.end());
  }
  const stored = async () => (await sql<{ n: number }>('SELECT count(*)::int AS n FROM person'))[0]?.n ?? 0;

  it('lists its commands and options without a database', async () => {
    const help = await new Run(['--help'], {}).ended;
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('import-cvsecurity');
    const options = await new Run(['import-cvsecurity', '--help'], {}).ended;
    expect(options.code).toBe(0);
    for (const option of ['--url', '--token-file', '--map', '--only', '--apply', '--theirs', '--report', '--rps']) {
      expect(options.out).toContain(option);
    }
  });

  it.each([
    [['--nonsense'], `error: unknown option '--nonsense'`],
    [['--url', 'ftp://old'], '--token-file is needed with --url'],
    [
      ['--url', 'https://user:secret@old', '--token-file', 'x'],
      '--url must be an address such as https://old:8098, without a token',
    ],
    [['--url', 'https://old', '--token-file', '/nowhere/token'], '--token-file /nowhere/token cannot be read: ENOENT'],
    [[], '--url is needed'],
  ])('says in one line what is wrong with %j', async (args, says) => {
    const { code, out, err } = await start('import-cvsecurity', ...args).ended;
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trim().split('\n')).toEqual([expect.stringContaining(says)]);
    expect(err).not.toMatch(/secret| at /);
  });

  it('is killed in the middle and run again: nobody is missing, nobody twice', async () => {
    let halt = true;
    old.calls['v2/person/getPersonList'] = (_request, response, query) => {
      // The third page does not come while the first run lives.
      if (halt && query.get('pageNo') === '3') return;
      json(response, pageOf(people, query));
    };
    const first = apply();
    await expect.poll(stored, { timeout: 90_000, interval: 100 }).toBe(400);
    first.child.kill('SIGKILL');
    expect((await first.ended).code).toBeNull();
    halt = false;
    // PostgreSQL ends the session of the killed run when it notices.
    const free = () =>
      sql(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'postern import'
      AND datname = current_database()`);
    await expect.poll(free, { timeout: 60_000 }).toEqual([]);
    const second = await apply().ended;
    expect(second).toMatchObject({ code: 0, err: '' });
    expect(second.out).toMatch(/people +there 900 +add 500 +change 0 +same 400 +refused 0/);
    expect(await stored()).toBe(900);
    expect(
      await sql(`SELECT count(*)::int AS n, count(DISTINCT old_id)::int AS d FROM import_source WHERE kind = 'people'`),
    ).toEqual([{ n: 900, d: 900 }]);
  });

  it('does not write while another import writes, and says so in one line', async () => {
    let isHeld = true;
    const held: (() => void)[] = [];
    old.calls['v2/person/getPersonList'] = (_request, response, query) => {
      const answer = () => json(response, pageOf(people, query));
      if (isHeld && query.get('pageNo') === '2') held.push(answer);
      else answer();
    };
    const first = apply();
    await expect.poll(() => held.length, { timeout: 90_000 }).toBe(1);
    const second = await apply().ended;
    expect(second).toEqual({
      code: 2,
      out: '',
      err: 'postern: another import is writing to this database: wait for its end\n',
    });
    isHeld = false;
    for (const answer of held) answer();
    expect(await first.ended).toMatchObject({ code: 0, err: '' });
    expect(await stored()).toBe(900);
  });
});
