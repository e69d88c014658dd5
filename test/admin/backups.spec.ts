import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair } from '../../src/operations/backup/age.js';
import { outdated } from '../../src/operations/backup/keep.js';
import { BackupService } from '../../src/operations/backup/backup.service.js';
import { readBackup } from '../../src/operations/backup/read-backup.js';
import { Snapshot } from '../../src/operations/backup/snapshot.js';
import { lastDue } from '../../src/operations/backup/schedule.js';
import { tryLockCall } from '../../src/platform/database/locks.js';
import { makeBackup } from '../../src/tools/backup/make.js';
import type { Screen } from '../../src/tools/postern/screen.js';
import { adminToken, startApp, type TestApp } from '../support/app.js';

interface Run {
  readonly file: string;
  readonly bytes: number;
  readonly ok: boolean;
}

let app: TestApp;
let folder: string;
const passphrase = 'correct hörse – battery';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-backups-'));
  app = await startApp({ env: { DATA_DIR: folder } });
  await app.sql(
    `INSERT INTO person (id, pin, name, department_id) SELECT 'p1', '1', 'Ann', id FROM department LIMIT 1`,
  );
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

const nothing = () => undefined;
const quiet: Screen = {
  out: nothing,
  write: nothing,
  json: nothing,
  err: nothing,
  progress: { say: nothing },
  stop: nothing,
};
const headers = { authorization: `Bearer ${adminToken}` };
async function download(more = {}): Promise<{ response: Response; file: Uint8Array }> {
  const response = await fetch(`${app.url}/admin/v1/backups`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ passphrase, ...more }),
  });
  return { response, file: new Uint8Array(await response.arrayBuffer()) };
}
const check = async (body: Uint8Array | FormData, by: string | null = encodeURIComponent(passphrase)) => {
  const response = await fetch(`${app.url}/admin/v1/backups/check`, {
    method: 'POST',
    headers: {
      ...headers,
      ...(by === null ? {} : { 'x-passphrase': by }),
      ...(body instanceof FormData ? {} : { 'content-type': 'application/octet-stream' }),
    },
    body: body as NonNullable<RequestInit['body']>,
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of an answer is what tests are about
  return { status: response.status, body: (await response.json()) as any };
};

describe('a downloaded backup', () => {
  it('is a file of age that the passphrase opens, and is noted', async () => {
    const { response, file } = await download();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const disposition = response.headers.get('content-disposition');
    expect(disposition).toMatch(/^attachment; filename="postern-\d{8}T\d{6}Z\.tar\.age"$/);
    // Another implementation of the scrypt recipient than ours.
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    const tar = Buffer.from(await decrypter.decrypt(file));
    expect(tar.subarray(0, 13).toString()).toBe('manifest.json');
    expect(tar.includes('t/person/1.copy.gz')).toBe(true);

    const { body } = await app.admin('GET', '/backups');
    expect(body.items).toEqual([
      {
        id: 1,
        kind: 'backup',
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        ok: true,
        file: /"(.*)"/.exec(disposition ?? '')?.[1],
        bytes: file.length,
        message: null,
      },
    ]);
    expect(body.lastGood).toEqual(body.items[0]);

    const good = await check(file);
    expect(good).toMatchObject({ status: 200, body: { ok: true, reason: null, at: expect.any(String) } });
    expect(good.body.rows).toBeGreaterThan(5);
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)]), 'site.tar.age');
    expect((await check(form)).body).toEqual(good.body);
    const nothing = { at: null, version: null, tables: null, rows: null };
    expect((await check(file, 'wrong')).body).toEqual({
      ok: false,
      reason: 'the backup cannot be opened with this passphrase',
      ...nothing,
    });
    const cut = 'the backup is cut or was altered: it cannot be decrypted to its end';
    expect((await check(file.subarray(0, file.length - 7))).body).toEqual({ ok: false, reason: cut, ...nothing });
    expect((await check(new Uint8Array(Buffer.from('no backup')))).body).toEqual({
      ok: false,
      reason: cut,
      ...nothing,
    });
    expect(await check(file, null)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'X-Passphrase', code: 'missing' }] },
    });
    expect(await check(file, '%zz')).toMatchObject({ status: 400, body: { errors: [{ code: 'format' }] } });
    expect(await app.admin('POST', '/backups', { passphrase: 'short' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'passphrase', code: 'length' }] },
    });
    const log = await app.sql(
      `SELECT action, detail::text AS detail FROM audit WHERE action LIKE '%backups%' ORDER BY seq`,
    );
    expect(JSON.stringify(log)).not.toContain('hörse');
    expect(log.length).toBeGreaterThanOrEqual(2);
  });
});

describe('a file whose passphrase takes much memory to try', () => {
  const withWork = (factor: number) =>
    Buffer.from(
      `age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} ${factor}\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n${'x'.repeat(40)}`,
    );

  it('is refused with the limit, before it is tried', async () => {
    expect((await check(withWork(10))).body.reason).toBe('the backup cannot be opened with this passphrase');
    expect((await check(withWork(19))).body.reason).toBe(
      'a passphrase of work factor 19 takes too much memory: it may be 18 at most',
    );
  });
});

const underWay = `SELECT 1 FROM backup_run WHERE finished_at IS NULL
  UNION ALL SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'postern backup'`;

describe('a download that nobody takes', () => {
  it('ends by itself, before or after it has begun, and the next one can be made', async () => {
    const backups = app.app.get(BackupService);
    for (const begin of [() => undefined, (bytes: Readable) => bytes.read(1) as unknown]) {
      const { bytes } = await backups.open(passphrase, 60, new AbortController().signal, 20);
      const closed = new Promise<void>((done) => void bytes.once('close', done));
      bytes.on('error', () => undefined);
      begin(bytes);
      await closed;
      expect(bytes.errored?.message).toBe('the reader took nothing for too long');
      // The lock of backups is free again, and the end is noted.
      await expect.poll(() => app.sql(underWay)).toEqual([]);
    }
    expect(await app.sql('SELECT message FROM backup_run WHERE finished_at IS NULL OR NOT ok')).toEqual([
      { message: 'whoever asked for it went away' },
      { message: 'whoever asked for it went away' },
    ]);
  });
});

describe('while another backup is made', () => {
  it('a download waits for it, so long as it is told to', async () => {
    const other = await Snapshot.open(app.databaseUrl, tryLockCall('backup'));
    const [{ now }] = (await app.sql('SELECT clock_timestamp()::text AS now')) as [{ now: string }];
    const looks = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
      AND application_name = 'postern backup' AND backend_start > $1`;
    let waiting: ReturnType<typeof download>;
    try {
      expect(await app.admin('POST', '/backups', { passphrase, wait: 601 })).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'wait', code: 'range' }] },
      });
      expect(await app.admin('POST', '/backups', { passphrase, wait: 0 })).toMatchObject({
        status: 409,
        body: { detail: 'another backup of this database is under way' },
      });
      waiting = download();
      await expect.poll(() => app.sql(looks, [now])).not.toEqual([]);
    } finally {
      await other.close();
    }
    expect((await waiting).response.status).toBe(200);
  });

  it('a download has ended once its end is noted: none that was made whole is taken for one that broke off', async () => {
    const client = new Client({ connectionString: app.databaseUrl });
    await client.connect();
    try {
      const { bytes } = await app.app.get(BackupService).open(passphrase, 60, new AbortController().signal);
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM backup_run WHERE finished_at IS NULL FOR UPDATE');
      const taken = buffer(bytes);
      const waits = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await expect.poll(() => app.sql(waits)).toHaveLength(1);
      expect((await app.admin('POST', '/backups', { passphrase, wait: 0 })).status).toBe(409);
      await client.query('ROLLBACK');
      expect((await taken).length).toBeGreaterThan(0);
    } finally {
      await client.end();
    }
    expect((await app.admin('GET', '/backups')).body.items[0]).toMatchObject({ ok: true, message: null });
  });

  it('a download that cannot be noted holds up no other', async () => {
    await app.sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$`);
    await app.sql('CREATE TRIGGER refuse BEFORE INSERT ON backup_run FOR EACH ROW EXECUTE FUNCTION refuse()');
    try {
      expect((await app.admin('POST', '/backups', { passphrase, wait: 0 })).status).toBe(500);
    } finally {
      await app.sql('DROP FUNCTION refuse CASCADE');
    }
    // The server may need a moment to see that the other connection has ended.
    expect((await download({ wait: 60 })).response.status).toBe(200);
  });

  it('of two downloads at once the second is made behind the first', async () => {
    const answers = await Promise.all([download(), download()]);
    expect(answers.map(({ response }) => response.status)).toEqual([200, 200]);
    const [newer, older] = (await app.admin('GET', '/backups')).body.items;
    expect([newer.ok, older.ok]).toEqual([true, true]);
    expect(newer.startedAt >= older.finishedAt).toBe(true);
  });
});

/** Half a day away, by the site's clock: none becomes due while a test runs. */
const farTime = (): string => {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Madrid', hour: '2-digit', hour12: false });
  return `${String((Number(hour.format(new Date())) + 12) % 24).padStart(2, '0')}:30`;
};

describe('the backup of every day', () => {
  it('is set with a public key, made at once when it is due, and pruned', async () => {
    expect((await app.admin('GET', '/backup')).body).toMatchObject({
      at: null,
      dir: join(folder, 'backups'),
      recipient: null,
      keep: { daily: 7, weekly: 4, monthly: 6 },
      lastRehearsal: null,
    });
    const at = farTime();
    const put = (body: unknown) => app.admin('PUT', '/backups/schedule', body);
    expect(await put({ at })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'recipient', code: 'missing' }] },
    });
    const { recipient, identity } = await newKeyPair();
    expect(
      await put({ at: '24:00', recipient: 'age1x', dir: 'here', keep: { daily: 0, weekly: 1, monthly: 1 } }),
    ).toMatchObject({
      status: 400,
      body: {
        errors: [{ field: 'at' }, { field: 'keep.daily', code: 'range' }, { field: 'dir' }, { field: 'recipient' }],
      },
    });
    await writeFile(join(folder, 'a-file'), '');
    expect(
      await put({ at, recipient: (await newKeyPair()).recipient, dir: join(folder, 'a-file/below') }),
    ).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'dir', message: 'dir cannot be written by this gateway (ENOTDIR)' }] },
    });
    const dir = join(folder, 'nightly');
    // It is always due since some moment of the last day.
    const set = await put({ at, recipient, dir, keep: { daily: 3, weekly: 1, monthly: 0 } });
    expect(set).toMatchObject({
      status: 200,
      body: { at, dir, recipient, keep: { daily: 3, weekly: 1, monthly: 0 } },
    });
    // Whoever sets it and asks for a file at once gets one, though the first of the schedule is made then.
    expect((await download()).response.status).toBe(200);
    const good: Run[] = [];
    await expect
      .poll(async () => {
        // Where the download came first, the one of the schedule is made at the next look.
        await put({ at });
        const { items } = (await app.admin('GET', '/backups')).body as { items: Run[] };
        good.push(...items.filter((run) => run.ok && run.file.startsWith(`${dir}/`)));
        return good.length;
      })
      .toBeGreaterThan(0);
    const made = good[0] ?? { file: '', bytes: 0 };
    expect((await stat(made.file)).size).toBe(made.bytes);
    expect((await stat(made.file)).mode & 0o777).toBe(0o600);
    const { manifest, key } = await readBackup(createReadStream(made.file), { identities: [identity] });
    expect(manifest.tables.find(({ name }) => name === 'person')?.rows).toBe(1);
    expect(key).toBeNull();
    expect(await readdir(dir)).toHaveLength(1);
    // A backup of a clock that was ahead is not the one of today. Names have seconds, and this is the same one perhaps.
    await rm(made.file);
    await app.sql(
      `UPDATE backup_run SET started_at = now() + interval '1 year', finished_at = now() + interval '1 year'`,
    );
    expect((await app.admin('GET', '/backup')).body.lastBackup).toBeNull();
    await put({ at });
    await expect.poll(async () => (await app.admin('GET', '/backup')).body.lastBackup?.ok as boolean).toBe(true);
    // Once a day, however often somebody looks.
    await put({ at });
    const metrics = (await app.request('GET', '/metrics')).text;
    const last = /^postern_backup_last_success_timestamp_seconds (\S+)$/m.exec(metrics)?.[1];
    expect(Math.abs(Number(last) - Date.now() / 1_000)).toBeLessThan(300);
    expect(await put({ at: null })).toMatchObject({ status: 200, body: { at: null, recipient } });
    const scheduled = await readdir(dir);
    expect(scheduled).toHaveLength(1);
    // One by hand into the same folder takes the place of none, nor does one without all rows.
    const env = { DATABASE_URL: app.databaseUrl, DATA_DIR: folder };
    for (const given of [{ photos: true }, { photos: false }]) {
      expect(await makeBackup({ key: false, ...given }, quiet, env)).toBe(0);
    }
    const all = await readdir(dir);
    expect(all.map((name) => name.replace(/\d{8}T\d{6}Z/, '<time>')).sort()).toEqual([
      ...['postern-<time>.tar.age', 'postern-manual-<time>.tar.age', 'postern-part-<time>.tar.age'],
    ]);
    expect(all).toContain(scheduled[0]);
    // Nor is it the one of the day. The other goes first: names have seconds.
    await rm(join(dir, scheduled[0] ?? ''));
    await app.sql(`DELETE FROM backup_run WHERE file ~ '/postern-\\d'`);
    await put({ at });
    await expect.poll(() => app.sql(`SELECT ok FROM backup_run WHERE file ~ '/postern-\\d'`)).toEqual([{ ok: true }]);
    await put({ at: null });
  });

  it('keeps the newest of days, weeks and months', () => {
    const file = (day: string) => `postern-${day.replaceAll('-', '')}T023000Z.tar.age`;
    const days = [
      '2026-11-24',
      '2026-11-23',
      '2026-11-22',
      '2026-11-15',
      '2026-11-08',
      '2026-10-31',
      '2026-10-30',
      '2026-09-30',
    ];
    const names = [...days.map(file), 'postern-20261124T120000Z.tar.age', 'notes.txt', 'events-2025-01.tar.age'];
    expect(outdated(names, { daily: 2, weekly: 3, monthly: 2 })).toEqual([
      file('2026-11-24'),
      // Of the week of the 22nd the newest stays, of the month of October the 31st.
      file('2026-11-08'),
      file('2026-10-30'),
      file('2026-09-30'),
    ]);
    expect(outdated([file('2020-01-01')], { daily: 0, weekly: 0, monthly: 0 })).toEqual([]);
  });

  it('stays where one was made by hand on the same day, and the other way round', () => {
    const file = (series: string, hour: string) => `postern-${series}20261124T${hour}0000Z.tar.age`;
    const names = ['', 'manual-', 'part-'].flatMap((series) => ['01', '02'].map((hour) => file(series, hour)));
    const old = ['', 'manual-', 'part-'].map((series) => file(series, '01'));
    expect(outdated(names, { daily: 7, weekly: 4, monthly: 6 }).sort()).toEqual(old.sort());
  });

  it('made behind a restore does not take the place of the file that was restored on the same day', () => {
    const file = (time: string) => `postern-202611${time}0000Z.tar.age`;
    const names = ['23T02', '24T02', '24T09', '24T10', '25T02'].map(file);
    const restored = (keep: number, at: string) =>
      outdated(names, { daily: keep, weekly: 0, monthly: 0 }, new Date(`2026-11-24T${at}Z`));
    expect(restored(7, '08:30:00')).toEqual([file('24T09')]);
    // As soon as it has ended.
    expect(restored(7, '10:00:00.900')).toEqual([file('24T02')]);
    // The two of that day go in their turn, as those of two days.
    expect(restored(3, '08:30:00')).toEqual([file('24T09'), file('23T02')]);
    expect(restored(2, '08:30:00')).toEqual([file('24T09'), file('24T02'), file('23T02')]);
    expect(outdated(names, { daily: 7, weekly: 0, monthly: 0 })).toEqual([file('24T09'), file('24T02')]);
  });

  it('is due at a time of day of the site', () => {
    const due = (at: string, now: string) => lastDue(at, new Date(now), 'Europe/Madrid').toISOString();
    expect(due('02:30', '2026-11-24T01:29:59Z')).toBe('2026-11-23T01:30:00.000Z');
    expect(due('02:30', '2026-11-24T01:30:00Z')).toBe('2026-11-24T01:30:00.000Z');
    expect(due('23:00', '2026-07-01T12:00:00Z')).toBe('2026-06-30T21:00:00.000Z');
  });
});
