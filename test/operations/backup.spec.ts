import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decrypted, encrypted, newKeyPair, type KeyPair } from '../../src/operations/backup/age.js';
import { erasedFrom, erasedIn, erasedLines, noteErasures } from '../../src/operations/backup/erasures.js';
import { makeBackupFile } from '../../src/operations/backup/backup-file.js';
import { readBackup } from '../../src/operations/backup/read-backup.js';
import { checkBackup, restore } from '../../src/operations/backup/restore.js';
import { restoredAt } from '../../src/operations/backup/backup-settings.js';
import { rowsOnly } from '../../src/operations/backup/rows-only.js';
import { keyFor, sealingKey } from '../../src/operations/backup/sealing-key.js';
import { Snapshot } from '../../src/operations/backup/snapshot.js';
import { filesIn, tarOf } from '../../src/operations/backup/tar-stream.js';
import { fingerprintOf } from '../../src/platform/crypto/key-ring.js';
import { loadConfig } from '../../src/platform/config.js';
import { verifyBackup, type CheckOptions } from '../../src/tools/backup/check.js';
import { rehearse } from '../../src/tools/backup/rehearse.js';
import { restoreBackup } from '../../src/tools/backup/restore.js';
import type { Screen } from '../../src/tools/postern/screen.js';
import { UsageError } from '../../src/tools/usage-error.js';
import { checksOf } from '../../src/tools/backup/rehearsal-checks.js';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../support/database.js';
import { contentsOf, filledSite, type Site } from './site.js';

let site: Site;
let keys: KeyPair;
let folder: string;
let file: string;
const open: (() => Promise<unknown>)[] = [];

const opener = () => ({ identities: [keys.identity] });
const bytes = (path: string) => createReadStream(path);

async function backUp(url: string, path: string, more: Partial<Parameters<typeof makeBackupFile>[2]> = {}) {
  const snapshot = await Snapshot.open(url, null);
  const plan = { events: 'all', photos: true, key: 'sealing\n', recipients: [keys.recipient], ...more } as const;
  await makeBackupFile(snapshot, path, plan).finally(() => snapshot.close());
  return readBackup(bytes(path), opener());
}

const restored = (url: string, path: string) =>
  restore(url, { open: () => bytes(path), opener: opener(), name: path, erased: [], say: () => undefined });

async function target(made: Promise<TestDatabase>): Promise<TestDatabase & { client: Client }> {
  const database = await made;
  const client = new Client({ connectionString: database.url });
  await client.connect();
  open.push(async () => {
    await client.end().catch(() => undefined);
    await database.drop();
  });
  return { ...database, client };
}

const rowsIn = async (client: Client, query: string) => (await client.query<Record<string, unknown>>(query)).rows;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-backup-'));
  site = await filledSite();
  keys = await newKeyPair();
  file = join(folder, 'site.tar.age');
  await backUp(site.url, file);
});

afterAll(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await site.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  it('has every table, or says why not', async () => {
    const { manifest, key, end } = await readBackup(bytes(file), opener());
    const inside = manifest.tables.map(({ name }) => name);
    const out = manifest.leftOut.map(({ name }) => name);
    const there = [...(await contentsOf(site.client)).keys()];
    expect(there.filter((name) => !inside.includes(name) && !out.includes(name))).toEqual([]);
    expect(inside.filter((name) => out.includes(name))).toEqual([]);
    // What is left out is there, too, but for the mark of a restore.
    expect(out.filter((name) => !there.includes(name))).toEqual(['restore_under_way']);
    expect(manifest.leftOut.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(key).toBe('sealing\n');
    expect(manifest).toMatchObject({
      format: 'postern-backup',
      formatVersion: 1,
      keyFingerprint: 'f00d',
      events: 'all',
    });
    const rows = Object.fromEntries(manifest.tables.map((table) => [table.name, table.rows]));
    expect(rows).toMatchObject({ person: 300, card: 300, event_2025_01: 639, event_2025_02: 261, event_photo: 50 });
    expect(end.sequences.find(({ name }) => name === 'command_number')).toEqual({
      name: 'command_number',
      value: '13',
      isCalled: true,
    });
  });

  it('is what the database was when it began, whatever is written meanwhile', async () => {
    const snapshot = await Snapshot.open(site.url, null);
    const writing = { isOver: false, rounds: 0 };
    const writer = (async () => {
      while (!writing.isOver || writing.rounds < 3) {
        const n = `w${++writing.rounds}`;
        await site.client
          .query(`WITH p AS (INSERT INTO person (id, pin, department_id) VALUES ('${n}', '${n}', 'd9') RETURNING id)
          INSERT INTO mqtt_order (door_id, word) SELECT id, 'x' FROM p`);
        await site.client.query(`UPDATE person SET name = 'changed ${n}' WHERE id IN ('p1', 'p300')`);
      }
    })();
    await expect.poll(() => writing.rounds).toBeGreaterThan(1);
    const path = join(folder, 'busy.tar.age');
    const plan = { events: 'all', photos: true, key: null, recipients: [keys.recipient] } as const;
    const { manifest } = await makeBackupFile(snapshot, path, plan).finally(() => snapshot.close());
    writing.isOver = true;
    await writer;
    const names: string[] = [];
    await readBackup(bytes(path), opener(), {
      rows: async ({ name }, text) => {
        const found = [...text.toString().matchAll(/^p(?:1|300)\t\w+\t([^\t]*)/gm)];
        if (name === 'person') names.push(...found.map(([, first = '']) => first));
        return Promise.resolve();
      },
    });
    expect(names.sort()).toEqual(['Person 1', 'Person 300']);
    const rows = Object.fromEntries(manifest.tables.map((table) => [table.name, table.rows]));
    expect(rows).toMatchObject({ person: 300, mqtt_order: 0 });
    await site.client.query(`DELETE FROM person WHERE pin LIKE 'w%'`);
    await site.client.query(`UPDATE person SET name = 'Person ' || substr(id, 2) WHERE id IN ('p1', 'p300')`);
    await site.client.query('DELETE FROM mqtt_order');
    await site.client.query('DELETE FROM feed_pending');
  });

  it('leaves out what it is told to', async () => {
    const none = await backUp(site.url, join(folder, 'none.tar.age'), { events: 'none', photos: false, key: null });
    const rows = Object.fromEntries(none.manifest.tables.map((table) => [table.name, table.rows]));
    expect(rows).toMatchObject({ event_2025_01: 0, event_2025_02: 0, event_photo: 0, feed_p0: 0, person: 300 });
    expect(none.key).toBeNull();
    const since = await backUp(site.url, join(folder, 'since.tar.age'), { events: { since: '2025-02-10' } });
    const later = Object.fromEntries(since.manifest.tables.map((table) => [table.name, table.rows]));
    expect(later).toMatchObject({ event_2025_01: 0, event_2025_02: 45, event_photo: 0 });
  });
});

describe('persons who were erased since', () => {
  it('are noted in the restored database, for its gateway to erase them again', async () => {
    const { client } = await target(freshDatabase());
    await client.query('CREATE TABLE IF NOT EXISTS erased_person (pin_hash text PRIMARY KEY, at timestamptz NOT NULL)');
    await client.query(`INSERT INTO erased_person VALUES ('one', '2026-01-01T00:00:00Z')`);
    const told = [
      { pinHash: 'one', at: '2025-06-01T00:00:00.000Z' },
      { pinHash: 'two', at: '2026-02-01T00:00:00.000Z' },
    ];
    const read = erasedFrom(`${erasedLines(told)}not JSON\n{"pinHash": 1}\n`);
    expect(read).toEqual(told);
    await noteErasures(rowsOnly(client), read);
    expect(await erasedIn(rowsOnly(client))).toEqual([
      { pinHash: 'one', at: '2026-01-01T00:00:00.000Z' },
      { pinHash: 'two', at: '2026-02-01T00:00:00.000Z' },
    ]);
    expect(await rowsIn(client, `SELECT value FROM setting WHERE key = 'eraseAgain'`)).toEqual([{ value: true }]);
  });
});

describe('the sealing key of a backup', () => {
  const text = (...bytes: number[]) => bytes.map((byte) => `${Buffer.alloc(32, byte).toString('base64')}\n`).join('');
  const of = (byte: number) => ({ keyFingerprint: fingerprintOf(Buffer.alloc(32, byte)) });

  it('is every one that the gateway holds while the key changes, whichever of them the database seals with', async () => {
    const [newer = '', older = ''] = text(9, 7).split('\n');
    const config = loadConfig({ DATA_DIR: folder, ENCRYPTION_KEY: newer, ENCRYPTION_KEY_OLD: older });
    const inside = await sealingKey(config);
    expect(inside).toBe(text(9, 7));
    // On an empty machine, and on one that has both.
    const empty = loadConfig({ DATA_DIR: join(folder, 'nothing') });
    for (const byte of [7, 9]) {
      expect(await keyFor(empty, of(byte), inside)).toBe(inside);
      expect(await keyFor(config, of(byte), null)).toBeNull();
    }
    await expect(keyFor(empty, of(8), inside)).rejects.toThrow('the backup was made without its key');
  });

  it('is what ENCRYPTION_KEY_FILE has now, also where the gateway began with another one', async () => {
    const path = join(folder, 'keys');
    await writeFile(path, text(7));
    const config = loadConfig({ DATA_DIR: folder, ENCRYPTION_KEY_FILE: path });
    expect(await sealingKey(config)).toBe(text(7));
    await writeFile(path, text(9));
    expect(await sealingKey(config)).toBe(text(9));
    await rm(path);
    expect(await sealingKey(config)).toBe(text(7));
  });
});

describe('a restore', () => {
  it('brings back every row of every table, and then makes it safe', async () => {
    const before = await contentsOf(site.client);
    await backUp(site.url, file);
    const { url, client } = await target(emptyDatabase());
    const { at } = await restored(url, file);
    const after = await contentsOf(client);
    const changed = [
      'command',
      'device',
      'feed_era',
      'feed_pending',
      'feed_reader',
      'ledger',
      'reconciliation',
      'setting',
      'webhook',
    ];
    const differ = [...before.keys()].filter((name) => before.get(name) !== after.get(name));
    expect(differ).toEqual(changed);
    expect([...after.keys()].filter((name) => !before.has(name))).toEqual(['feed_p10000']);

    // No order of then goes out.
    expect(
      await rowsIn(client, 'SELECT id, status, finished_at IS NOT NULL AS ended FROM command ORDER BY id'),
    ).toEqual([
      { id: 11, status: 'cancelled', ended: true },
      { id: 12, status: 'unanswered', ended: true },
      { id: 13, status: 'done', ended: false },
    ]);
    expect(await rowsIn(client, 'SELECT DISTINCT unknown, command_id FROM ledger')).toEqual([
      { unknown: true, command_id: null },
    ]);
    expect(await rowsIn(client, 'SELECT sn, verify_due FROM device ORDER BY sn')).toEqual([
      { sn: 'SN1', verify_due: true },
      { sn: 'SN2', verify_due: false },
    ]);
    expect(await rowsIn(client, 'SELECT sn, cause, status, range FROM reconciliation')).toEqual([
      { sn: 'SN1', cause: 'restore', status: 'waiting', range: { maxIndex: 0, since: at } },
    ]);
    // For the first backup that is made here: it takes the place of none of before.
    expect(Math.abs(Number(await restoredAt(rowsOnly(client))) - Date.now())).toBeLessThan(600_000);
    expect(await restoredAt(rowsOnly(site.client))).toBeNull();
    // Nobody is told anything.
    expect(await rowsIn(client, 'SELECT status, reason, lease_owner FROM webhook')).toEqual([
      { status: 'paused', reason: 'restored from a backup', lease_owner: null },
    ]);
    expect(await rowsIn(client, 'SELECT name, is_paused, position FROM feed_reader')).toEqual([
      { name: 'mqtt', is_paused: true, position: 1 },
    ]);
    // No position is given twice, and no number of a command.
    expect(
      await rowsIn(client, `SELECT kind, detail->>'reason' AS reason FROM feed WHERE position > 100000000000`),
    ).toEqual([{ kind: 'feedGap', reason: 'restore' }]);
    expect(await rowsIn(client, `SELECT nextval('command_number')::int AS next`)).toEqual([{ next: 10_000_014 }]);
    // The tables are those of a database that was never restored, with their partitions, functions and triggers.
    const shape = `SELECT c.relname || ' ' || c.relkind::text || ' ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '') || ' ' ||
        (SELECT count(*) FROM pg_index i WHERE i.indrelid = c.oid) || ' ' || (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgenabled = 'O') AS it
      FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v') AND relname <> 'feed_p10000' ORDER BY 1`;
    expect(await rowsIn(client, shape)).toEqual(await rowsIn(site.client, shape));
    const functions = `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1`;
    expect(await rowsIn(client, functions)).toEqual(await rowsIn(site.client, functions));

    // The doctor's word decides a rehearsal: no gateway of this version would start on such a copy.
    const config = {
      ...loadConfig({ DATA_DIR: folder, ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') }),
      databaseUrl: url,
    };
    const doctor = async () => (await checksOf(client, config)).find(({ name }) => name === 'doctor');
    const foreign = `key: not this database's`;
    expect(await doctor()).toEqual({ name: 'doctor', ok: false, detail: foreign });
    await client.query(
      `UPDATE setting SET value = '"4a895910382da955b2bfb8258bdd42ef"' WHERE key LIKE 'encryptionKey%'`,
    );
    expect(await doctor()).toMatchObject({ ok: true, detail: 'finds no fault' });
    await client.query(`UPDATE setting SET value = '"99.0.0"' WHERE key = 'schema.oldest'`);
    expect(await doctor()).toEqual({
      name: 'doctor',
      ok: false,
      detail: 'schema: newer than this gateway: it needs Postern 99.0.0',
    });

    await expect(restored(url, file)).rejects.toThrow(
      /^the database is not empty \(it has \w+\): restore into an empty one$/,
    );
  });

  it('refuses a file that is cut or altered, or not for this key, before it touches anything', async () => {
    const whole = await readFile(file);
    const bad = join(folder, 'bad.tar.age');
    const { url, client } = await target(emptyDatabase());
    const refusal = async (content: Buffer, by = opener()) => {
      await writeFile(bad, content);
      const trial = restore(url, { open: () => bytes(bad), opener: by, name: bad, erased: [], say: () => undefined });
      return trial.then(
        () => 'restored',
        (error: unknown) => (error as Error).message,
      );
    };
    const cut = /^the backup is cut or was altered: it cannot be decrypted to its end$/;
    for (const at of [0, 20, 200, 70_000, Math.floor(whole.length / 2), whole.length - 1]) {
      expect(await refusal(whole.subarray(0, at)), `cut at ${at}`).toMatch(cut);
    }
    for (const at of [3, 60, whole.indexOf('\n---') + 8, 70_000, whole.length - 20]) {
      const altered = Buffer.from(whole);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(await refusal(altered), `altered at ${at}`).toMatch(
        /^the backup (is cut or was altered|cannot be opened)/,
      );
    }
    expect(await refusal(Buffer.concat([whole, Buffer.from('x')]))).toMatch(cut);
    const other = await newKeyPair();
    expect(await refusal(whole, { identities: [other.identity] })).toBe('the backup cannot be opened with this key');
    expect(await rowsIn(client, `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`)).toEqual(
      [],
    );
  });

  it.each([
    ['restore', restoreBackup],
    ['backup rehearse', rehearse],
    ['backup verify', (path: string, given: CheckOptions, screen: Screen) => verifyBackup(path, given, screen)],
  ])('by %s names a file that is not there, before a key that is wrong', async (_, command) => {
    const screen: Screen = {
      out: () => undefined,
      err: () => undefined,
      write: () => undefined,
      json: () => undefined,
      progress: { say: () => undefined },
      stop: () => undefined,
    };
    const env = { DATA_DIR: folder };
    const missing = join(folder, 'missing.tar.age');
    await expect(command(missing, { identity: '/nowhere.key' }, screen, env)).rejects.toThrow(
      new UsageError(`${missing} cannot be read: ENOENT`),
    );
    await expect(command(file, { identity: '/nowhere.key' }, screen, env)).rejects.toThrow(
      new UsageError('--identity /nowhere.key cannot be read: ENOENT'),
    );
  });

  it('refuses a sealed file whose parts do not belong together', async () => {
    const parts: { name: string; content: Buffer }[] = [];
    for await (const part of filesIn(decrypted(bytes(file), opener())))
      parts.push({ name: part.name, content: await part.content() });
    const trial = async (given: typeof parts) => {
      const fill = async (put: (name: string, content: Buffer) => Promise<void>) => {
        for (const { name, content } of given) await put(name, content);
      };
      const forged = encrypted(tarOf(fill, new Date(0)), { recipients: [keys.recipient] });
      return checkBackup(() => forged, opener()).then(
        () => 'whole',
        (error: unknown) => (error as Error).message,
      );
    };
    const named = (name: string) => parts.findIndex((part) => part.name === name);
    const person = named('t/person/1.copy.gz');
    const manifest = parts[0]?.content ?? Buffer.alloc(0);
    const withManifest = (from: string, to: string) => [
      { name: 'manifest.json', content: Buffer.from(manifest.toString().replace(from, to)) },
      ...parts.slice(1),
    ];
    expect(await trial(parts)).toBe('whole');
    expect(await trial(parts.slice(0, -1))).toBe('the backup is damaged: its end is missing');
    expect(await trial([...parts, { name: 't/person/2.copy.gz', content: Buffer.alloc(0) }])).toBe(
      'the backup is damaged: t/person/2.copy.gz stands behind its end',
    );
    expect(await trial(parts.filter((_, at) => at !== person))).toBe(
      'the backup is damaged: table person has 0 of 300 rows',
    );
    expect(
      await trial(
        parts.map((part, at) =>
          at === person ? { ...part, content: parts[named('t/card/1.copy.gz')]?.content ?? part.content } : part,
        ),
      ),
    ).toBe('the backup is damaged: t/person/1.copy.gz is not as it was written');
    expect(await trial(withManifest('"formatVersion": 1', '"formatVersion": 2'))).toBe(
      'the backup is of a newer version: its format is 2, this version reads 1',
    );
    expect(await trial(withManifest('"photos": true', '"photos": false'))).toBe(
      'the backup is damaged: manifest.json is not the one that was written',
    );
    expect(await trial(withManifest('"kind": "backup"', '"kind": "archive"'))).toMatch(
      /^this is an archive of a month/,
    );
    expect(await trial([{ name: 'readme.txt', content: Buffer.from('hello') }])).toBe('this is no backup of Postern');
  });

  it('brings a backup of the release before up to date, and refuses one of a newer release', async () => {
    const { url, client } = await target(freshDatabase());
    // As it was before the migration of backups.
    await client.query('DROP TABLE backup_run');
    await client.query('ALTER TABLE feed_reader DROP COLUMN is_paused');
    await client.query(`DELETE FROM migrations WHERE name = 'Backups1795305711000'`);
    await client.query(`INSERT INTO feed_reader (name, settings, position) VALUES ('nats', '{}', 1)`);
    const old = join(folder, 'old.tar.age');
    await backUp(url, old);
    const { url: newUrl, client: here } = await target(emptyDatabase());
    await restored(newUrl, old);
    expect(await rowsIn(here, 'SELECT name, is_paused FROM feed_reader')).toEqual([{ name: 'nats', is_paused: true }]);
    expect(await rowsIn(here, 'SELECT * FROM backup_run')).toEqual([]);
    expect(await rowsIn(here, `SELECT name FROM migrations WHERE name LIKE 'Backups%'`)).toHaveLength(1);

    await client.query(`INSERT INTO migrations (timestamp, name) VALUES (4102444800000, 'Later4102444800000')`);
    const newer = join(folder, 'newer.tar.age');
    await backUp(url, newer);
    await expect(checkBackup(() => bytes(newer), opener())).rejects.toThrow(
      /^the backup is of a newer version \(it has Later4102444800000\): restore it with that one, or a newer one$/,
    );
  });
});
