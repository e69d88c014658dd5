import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lockCall } from '../../../src/platform/database/locks.js';
import { isPassword } from '../../../src/platform/operator/password.js';
import { runMigrate } from '../../../src/tools/migrate/command.js';
import { runOperator, type Task } from '../../../src/tools/operator/command.js';
import { newProgram } from '../../../src/tools/postern/program.js';
import { adminToken } from '../../support/app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const main = join(import.meta.dirname, '../../../dist/src/tools/postern/main.js');
const password = 'correct horse battery';
const another = 'another horse battery';

let database: TestDatabase;
let client: Client;
let folder: string;
let env: Record<string, string>;
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  client = new Client(database.url);
  await client.connect();
  folder = mkdtempSync(join(tmpdir(), 'postern-shell-'));
  env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    ADMIN_TOKEN: adminToken,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'fatal',
    API_DOCS: 'off',
  };
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await client.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The built command in a process of its own. */
function start(args: readonly string[], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main, ...args], { env: { ...env, ...more } });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  return { child, said, ended };
}

async function run(args: readonly string[], input = '') {
  const { child, ended } = start(args);
  child.stdin.end(input);
  return ended;
}

/** A command in this process, on a screen that is kept. */
async function onScreen(work: (screen: Screen) => Promise<number>) {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = await work({
    out: say,
    err: say,
    json: (value) => say(JSON.stringify(value)),
    progress: { say: () => undefined },
  });
  return { code, lines };
}
type Screen = Parameters<typeof runMigrate>[1] & Parameters<typeof runOperator>[1];

const operator = (task: Task) => onScreen((screen) => runOperator(task, screen, env));
const migrate = (given: Parameters<typeof runMigrate>[0] = {}) => onScreen((screen) => runMigrate(given, screen, env));

describe('postern', () => {
  it('lists its commands, hands over to its programs, and names what was nearly meant', async () => {
    const [help, near, zk, simulate, wrong, version] = await Promise.all([
      run(['--help']),
      run(['migrat']),
      run(['zk', '--help']),
      run(['simulate', '--sn', 'X', '--prot', '1']),
      run(['start', '--prot']),
      run(['start', '--version']),
    ]);
    expect([help.code, help.err]).toEqual([0, '']);
    for (const name of ['start', 'simulate', 'zk', 'migrate', 'import-cvsecurity', 'export-persons', 'operator'])
      expect(help.out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(near).toEqual({ code: 2, out: '', err: "error: unknown command 'migrat'\n(Did you mean migrate?)\n" });
    expect([zk.code, zk.out]).toEqual([0, expect.stringMatching(/^Speaks with terminals on port 4370/)]);
    expect([simulate.code, simulate.err]).toEqual([2, expect.stringMatching(/^simulate: Unknown option '--prot'/)]);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringMatching(/^there is no option --prot/)]);
    expect([version.code, version.out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });
});

describe('the help of every command', () => {
  const allOf = (command: Command): Command[] => [command, ...command.commands.flatMap(allOf)];
  const helpOf = (command: Command) => {
    let text = '';
    command.configureOutput({ writeOut: (more) => void (text += more) }).outputHelp();
    return text;
  };

  it('says what its exit codes mean', async () => {
    const own = ['start', 'simulate', 'zk'];
    const commands = allOf(newProgram(() => undefined)).slice(1);
    expect(commands.length).toBeGreaterThan(20);
    const texts = commands
      .filter((command) => !own.includes(command.name()))
      .map((command) => [command.name(), helpOf(command)]);
    const printed = await Promise.all(own.map(async (name) => [name, (await run([name, '--help'])).out]));
    for (const [name = '', text = ''] of [...texts, ...printed]) {
      expect([name, text]).toEqual([name, expect.stringContaining('Ends with 0')]);
      // Once: a command below another one does not repeat it.
      expect(text.match(/Ends with/g)).toHaveLength(1);
    }
  });
});

describe('postern backup new-key', () => {
  const stored = async () =>
    (await client.query<{ value: { recipient?: string } }>(`SELECT value FROM setting WHERE key = 'backup'`)).rows[0]
      ?.value.recipient;

  it('sets the key that it has printed, and none that it cannot print', async () => {
    const made = await run(['backup', 'new-key', '--use', '--json']);
    const pair = JSON.parse(made.out) as Record<'createdAt' | 'recipient' | 'identity', string>;
    expect([made.code, pair.identity]).toEqual([0, expect.stringMatching(/^AGE-SECRET-KEY-1/)]);
    expect(await stored()).toBe(pair.recipient);

    const full = spawn(
      'sh',
      ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, main, 'backup', 'new-key', '--use'],
      {
        ...{ env, stdio: 'ignore' },
      },
    );
    children.push(full);
    expect((await once(full, 'exit'))[0]).not.toBe(0);
    expect(await stored()).toBe(pair.recipient);
  });

  it('keeps what somebody who changes the settings meanwhile has written', async () => {
    await client.query('BEGIN');
    await client.query(`SELECT ${lockCall('settings')}`);
    const { ended } = start(['backup', 'new-key', '--use', '--json']);
    const waits = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await expect.poll(async () => (await client.query(waits)).rowCount, { timeout: 60_000 }).toBe(1);
    await client.query(`UPDATE setting SET value = value || '{"at": "02:30"}' WHERE key = 'backup'`);
    await client.query('COMMIT');
    const { code, out } = await ended;
    expect(code).toBe(0);
    const { rows } = await client.query<{ value: object }>(`SELECT value FROM setting WHERE key = 'backup'`);
    const { recipient } = JSON.parse(out) as { recipient: string };
    expect(rows[0]?.value).toMatchObject({ at: '02:30', recipient });
  });
});

describe('postern archive', () => {
  it('takes --json before the command below it, too', async () => {
    const made = await Promise.all([
      run(['archive', '--json', 'list', folder]),
      run(['archive', 'list', folder, '--json']),
    ]);
    const json = JSON.stringify({ folder, archives: [] }, null, 2);
    expect(made).toEqual([0, 1].map(() => ({ code: 0, out: `${json}\n`, err: '' })));
  });
});

describe('postern rotate-key', () => {
  it('ends cleanly at a signal: it stops the database that it has started', async () => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE setting');
    const { child, ended } = start(['rotate-key'], { ENCRYPTION_KEY_OLD: Buffer.alloc(32, 8).toString('base64') });
    const waits = `SELECT 1 FROM pg_locks WHERE relation = 'setting'::regclass AND NOT granted`;
    await expect.poll(async () => (await client.query(waits)).rowCount, { timeout: 60_000 }).toBe(1);
    child.kill('SIGTERM');
    // Without an ending of its own the process has no code.
    expect((await ended).code).toBe(143);
    await client.query('ROLLBACK');
  });
});

describe('postern migrate', () => {
  it('says what is missing, and does it; without it a start with MIGRATE=off ends', async () => {
    expect(await migrate({ check: true })).toEqual({ code: 0, lines: ['the database is up to date'] });
    await client.query('DROP VIEW level_place');
    const missing = '1 of the functions, views and triggers is outdated';
    expect(await migrate({ check: true })).toEqual({ code: 1, lines: ['view level_place', missing] });
    expect(await start(['start'], { MIGRATE: 'off', PORT: '0' }).ended).toEqual({
      code: 1,
      out: '',
      err: `DATABASE_URL: the database is not migrated (${missing}), and MIGRATE is off: run "postern migrate" first\n`,
    });
    const { code, out, err } = await run(['migrate', '--json']);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual({ upToDate: true, done: { migrations: [], objects: ['view level_place'] } });
    expect(await migrate()).toEqual({ code: 0, lines: ['the database is up to date'] });
  });

  it('ends with 2 and one line where the database cannot be reached', async () => {
    const { code, out, err } = await start(['migrate'], { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }).ended;
    expect([code, out, err]).toEqual([2, '', 'postern: connect ECONNREFUSED 127.0.0.1:1\n']);
  });
});

describe('postern operator', () => {
  const stored = async (name: string) =>
    (await client.query<Record<string, unknown>>('SELECT * FROM operator WHERE name = $1', [name])).rows[0];

  it('adds, changes, locks and removes, with a row in the audit log for each', async () => {
    const added = await operator({ does: 'add', name: 'Root', wanted: {}, password: () => Promise.resolve(password) });
    expect([added.code, added.lines[0]]).toEqual([0, 'Root was added']);
    expect(await stored('Root')).toMatchObject({ role: 'admin', area_codes: null, must_change: true });
    const made = await operator({ does: 'add', name: 'Gate', wanted: { role: 'guard', areas: '1' }, password: null });
    const [, given = ''] = /^Gate was added, with the password (\S{16})$/.exec(made.lines[0] ?? '') ?? [];
    expect(await isPassword(given, String((await stored('Gate'))?.password))).toBe(true);

    expect((await operator({ does: 'lock', name: 'gate' })).lines).toEqual(['Gate is locked and signed out']);
    expect((await operator({ does: 'list', asJson: false })).lines).toEqual([
      'name  role   areas  departments',
      'Gate  guard  1      all          locked, password to be changed',
      'Root  admin  all    all          password to be changed',
    ]);
    await client.query(`INSERT INTO wrong_password (name, address) VALUES ('gate', '10.0.0.1')`);
    expect((await operator({ does: 'unlock', name: 'gate' })).lines).toEqual(['Gate may sign in']);
    expect((await client.query('SELECT 1 FROM wrong_password')).rowCount).toBe(0);
    await operator({ does: 'change', name: 'Gate', wanted: { role: 'operator', areas: 'all', departments: '1' } });
    const { lines } = await operator({ does: 'list', asJson: true });
    expect(JSON.parse(lines.join('\n'))[0]).toMatchObject({
      ...{ name: 'Gate', role: 'operator', areaCodes: null, departmentCodes: ['1'], locked: false },
    });
    expect((await operator({ does: 'sign-out', name: 'Gate' })).lines).toEqual([
      'Gate is signed out: 0 sessions ended',
    ]);
    expect((await operator({ does: 'remove', name: 'Gate' })).lines).toEqual(['Gate was removed']);

    const { rows } = await client.query<{ actor: string; action: string; detail: string }>(
      'SELECT actor, action, detail::text AS detail FROM audit ORDER BY seq',
    );
    expect(rows.map(({ action }) => action.split(' ')[0])).toEqual([
      'POST',
      'POST',
      'PATCH',
      'PATCH',
      'PATCH',
      'DELETE',
      'DELETE',
    ]);
    for (const { actor, detail } of rows) {
      expect(actor).toMatch(/^shell:./);
      for (const secret of [password, given]) expect(detail).not.toContain(secret);
    }
  });

  it('refuses with 1 and in one line', async () => {
    const refused = async (task: Task) => operator(task);
    const nobody = await refused({ does: 'lock', name: 'Nobody' });
    expect(nobody).toEqual({
      code: 1,
      lines: ['there is no operator Nobody; "postern operator list" shows who there is'],
    });
    expect((await refused({ does: 'remove', name: 'root' })).lines[0]).toMatch(/^this is the last administrator/);
    expect((await refused({ does: 'add', name: 'root', wanted: {}, password: null })).lines[0]).toMatch(
      /^name is taken/,
    );
    const short = await refused({ does: 'password', name: 'root', password: () => Promise.resolve('short') });
    expect(short).toEqual({ code: 1, lines: ['password has at least 12 characters'] });
    await expect(refused({ does: 'add', name: 'x', wanted: { role: 'king' }, password: null })).rejects.toThrow(
      '--role must be one of admin, operator, guard, reception, installer, auditor: not king',
    );
  });

  it('takes a password from standard input, and ends with 2 without one', async () => {
    const [set, none] = await Promise.all([
      run(['operator', 'password', 'ROOT'], `${another}\r\n`),
      run(['operator', 'add', 'Second']),
    ]);
    expect(set).toEqual({ code: 0, out: 'Root has another password, to be changed at the next sign-in\n', err: '' });
    expect(await isPassword(another, String((await stored('Root'))?.password))).toBe(true);
    expect([none.code, none.err]).toEqual([2, 'postern: no password was given\n']);
    expect(await stored('Second')).toBeUndefined();
  });
});

describe('postern start', () => {
  it('is the gateway, which ends with it, even if it is killed', async () => {
    const { child, said } = start(['start'], { PORT: '0' });
    const port = () => /Console +http:\/\/[^\s:]+:(\d+)\//.exec(said.out)?.[1];
    const ready = () =>
      fetch(`http://127.0.0.1:${port() ?? '1'}/health/ready`).then(
        ({ status }) => status,
        () => null,
      );
    await expect.poll(ready).toBe(200);
    child.kill('SIGKILL');
    await expect.poll(ready).toBe(null);
  });
});
