import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair, type KeyPair } from '../../src/operations/backup/age.js';
import { erasedFile } from '../../src/operations/backup/erasures.js';
import { rowsOnly } from '../../src/operations/backup/rows-only.js';
import { CopyRows } from '../../src/operations/backup/copy-text.js';
import { erasedPinHash } from '../../src/modules/person/erased-pin.js';
import { photoOfEvent } from '../../src/modules/transaction/stored-event.js';
import { writeKeyState } from '../../src/platform/auth/encryption-key.js';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { archiveMonth } from '../../src/tools/backup/archive.js';
import { extractArchive, type ExtractOptions } from '../../src/tools/backup/archive-extract.js';
import { listArchives } from '../../src/tools/backup/archive-files.js';
import { loadMonth, unloadMonth } from '../../src/tools/backup/archive-load.js';
import { makeBackup } from '../../src/tools/backup/make.js';
import type { Screen } from '../../src/tools/postern/screen.js';
import { filledSite, type Site } from './site.js';

let site: Site;
let folder: string;
let keys: KeyPair;
let identity: string;
let env: Record<string, string>;
let printed: string[] = [];
const screen: Screen = {
  out: (line) => void printed.push(line),
  write: (text) => void printed.push(text),
  json: (value) => void printed.push(JSON.stringify(value)),
  err: (line) => void printed.push(line),
  progress: { say: () => undefined },
  stop: () => undefined,
};
const file = (month = '2025-01') => join(folder, `events-${month}.tar.age`);

/** What a command prints, and its code. */
async function told(work: Promise<number>): Promise<{ code: number; lines: string[] }> {
  printed = [];
  return { code: await work, lines: printed };
}
const extract = (given: Partial<ExtractOptions>, path = file()) =>
  told(extractArchive(path, { identity, format: 'csv', ...given }, screen, env));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-archive-'));
  site = await filledSite();
  keys = await newKeyPair();
  identity = join(folder, 'key.txt');
  await writeFile(identity, keys.identity);
  const key = Buffer.alloc(32, 7);
  env = { DATABASE_URL: site.url, DATA_DIR: folder, ENCRYPTION_KEY: key.toString('base64') };
  await site.client.query(
    `UPDATE setting SET value = '"4a895910382da955b2bfb8258bdd42ef"' WHERE key LIKE 'encryptionKey%'`,
  );
  await site.client.query(`INSERT INTO setting (key, value) VALUES ('backup', $1)`, [
    JSON.stringify({ recipient: keys.recipient, dir: folder }),
  ]);
  await site.client.query(
    `UPDATE event_photo SET content = $1, received_at = event_time, pin = CASE log_id WHEN 7 THEN 'P2' ELSE '' END`,
    [new SealedBox(key).seal(Buffer.from('ffd8ffe0', 'hex'))],
  );
  await site.client.query(`UPDATE event SET name = E'=Zo\\\\ë\t"x"\n2', in_out = 1, zones_in = '{a}' WHERE log_id = 1`);
});
afterAll(async () => {
  await site.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('a month of events', () => {
  it('is written to a file, dropped, and listed', async () => {
    const asked = site.client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM event WHERE event_time < '2025-02-01'`,
    );
    expect((await asked).rows).toEqual([{ n: 639 }]);
    expect(await told(archiveMonth({ month: '2025-01' }, screen, env))).toMatchObject({ code: 0 });
    const { rows } = await site.client.query<{ n: number }>('SELECT count(*)::int AS n FROM event');
    expect(rows).toEqual([{ n: 261 }]);
    await expect(archiveMonth({}, screen, env)).rejects.toThrow('--month must be a month such as 2025-01');
    // What is nowhere else is not written over.
    await expect(archiveMonth({ month: '2025-01' }, screen, env)).rejects.toThrow(`${file()} is there already`);
    await expect(archiveMonth({ month: '2025-01', to: join(folder, 'again') }, screen, env)).rejects.toThrow(
      'there is no month 2025-01 of events',
    );

    await writeFile(file('2024-12'), 'no archive');
    await writeFile(join(folder, 'events-2024-13.tar.age'), '');
    const plain = await told(listArchives(undefined, { json: true }, screen, env));
    const { archives } = JSON.parse(plain.lines.join('')) as { archives: { month: string; events: unknown }[] };
    expect(plain.code).toBe(0);
    expect(archives.map(({ month, events }) => [month, events])).toEqual([
      ['2024-12', null],
      ['2025-01', null],
    ]);
    const opened = await told(listArchives(folder, { identity }, screen, env));
    expect(opened.code).toBe(1);
    expect(opened.lines).toEqual([
      expect.stringContaining('the backup is cut or was altered'),
      expect.stringMatching(/^2025-01 .* 639 events, 50 pictures {2}\/.*events-2025-01\.tar\.age$/),
    ]);
    await rm(file('2024-12'));
  });

  it('is extracted as CSV or JSON, with its pictures', async () => {
    const csv = (await extract({})).lines.join('').split('\r\n');
    expect(csv).toHaveLength(639 + 2);
    expect(csv[0]).toMatch(/^id,event_time,happened_at,received_at,doubtful,module,sn,/);
    const odd = /^[^\r]*,2025-01-05 09:00:00,[^\r]*$/m;
    expect(csv.join('\r\n')).toContain(`,P2,"'=Zo\\ë\t""x""\n2",`);
    expect(csv.filter((line) => odd.test(line))).toHaveLength(1);

    const to = join(folder, 'events.ndjson');
    const pictures = join(folder, 'pictures');
    expect(await extract({ format: 'ndjson', to, pictures, json: true })).toEqual({
      code: 0,
      lines: [JSON.stringify({ file: file(), month: '2025-01', events: 639, pictures: 50, erased: 0 })],
    });
    const lines = (await readFile(to, 'utf8')).split('\n');
    expect(lines).toHaveLength(640);
    expect(
      lines
        .slice(0, -1)
        .map((line) => JSON.parse(line) as object)
        .find((row) => 'log_id' in row && row.log_id === 1),
    ).toMatchObject({
      event_time: '2025-01-05 09:00:00',
      happened_at: '2025-01-05 09:00:00+00',
      doubtful: false,
      sn: 'SN1',
      pin: 'P2',
      name: '=Zo\\ë\t"x"\n2',
      in_out: 1,
      door_id: null,
      zones_in: '{a}',
    });
    const names = await readdir(pictures);
    expect(names).toHaveLength(50);
    expect(names).toContain('20250105T180000-SN1-1.jpg');
    expect(await readFile(join(pictures, '20250105T180000-SN1-1.jpg'), 'hex')).toBe('ffd8ffe0');

    await expect(extract({ format: 'xml' })).rejects.toThrow('--format must be one of csv, ndjson');
    const foreign = { ...env, ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64') };
    await expect(
      extractArchive(file(), { identity, format: 'csv', to: join(folder, 'none.csv'), pictures }, screen, foreign),
    ).rejects.toThrow('the pictures were sealed by another key than the one of this gateway');
    expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('is loaded beside the tables of the gateway, and taken away again', async () => {
    const load = (given = {}) => told(loadMonth(file(), { identity, schema: 'archive', ...given }, screen, env));
    expect(await load()).toEqual({
      code: 0,
      lines: ['2025-01: 639 events in archive.event, 50 pictures in archive.event_photo'],
    });
    const { rows } = await site.client.query<Record<string, unknown>>(
      `SELECT (SELECT count(*)::int FROM archive.event) AS events, (SELECT count(*)::int FROM archive.event_photo) AS photos,
         (SELECT count(*)::int FROM event) AS own, (SELECT name FROM archive.event WHERE log_id = 1) AS name`,
    );
    expect(rows).toEqual([{ events: 639, photos: 50, own: 261, name: '=Zo\\ë\t"x"\n2' }]);
    await expect(load()).rejects.toThrow('2025-01 is loaded already: `postern archive unload --month 2025-01`');
    await expect(load({ schema: 'public' })).rejects.toThrow('schema public is that of the gateway: give another one');
    await expect(load({ schema: 'A b' })).rejects.toThrow('--schema must be a name of small letters');
    // Backups go on, without it.
    const backup = join(folder, 'site.tar.age');
    expect((await told(makeBackup({ to: backup, photos: true, key: true }, screen, env))).code).toBe(0);
    await expect(told(loadMonth(backup, { identity, schema: 'other' }, screen, env))).rejects.toThrow(
      'this is a backup, not an archive of a month: `postern restore` is for it',
    );
    await expect(extract({}, backup)).rejects.toThrow('this is a backup, not an archive of a month');
    const away = { month: '2025-01', schema: 'archive' };
    expect(await told(unloadMonth(away, screen, env))).toEqual({ code: 0, lines: ['2025-01 is gone from archive'] });
    const again = await told(unloadMonth({ ...away, json: true }, screen, env));
    expect([again.code, JSON.parse(again.lines.join(''))]).toEqual([1, { ...away, wasLoaded: false }]);
    // One that breaks off leaves nothing.
    const whole = await readFile(file());
    await writeFile(file(), whole.subarray(0, whole.length - 7));
    await expect(load()).rejects.toThrow('the backup is cut or was altered');
    expect((await site.client.query('SELECT * FROM archive.event')).rows).toEqual([]);
    await writeFile(file(), whole);
    expect((await load()).code).toBe(0);
  });
});

describe('persons who were erased since an archive was made', () => {
  /** The pins of these rows, and what tells of them. */
  const rowsIn = (text: string) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<'pin' | 'name' | 'last_name' | 'card_no' | 'raw', string>);

  it('do not come back by it', async () => {
    const to = join(folder, 'erased.ndjson');
    const pictures = join(folder, 'erased-pictures');
    await extract({ format: 'ndjson', to });
    const all = rowsIn(await readFile(to, 'utf8'));
    const ofPin = all.filter(({ pin }) => pin === 'P2');
    expect(ofPin.some(({ name, raw }) => name !== '' && raw !== '')).toBe(true);
    const photos = await site.client.query<{ n: number }>(
      `SELECT count(DISTINCT p.id)::int AS n FROM archive.event_photo p LEFT JOIN archive.event e ON ${photoOfEvent}
       WHERE e.pin = 'P2' OR p.pin = 'P2'`,
    );
    const theirs = photos.rows[0]?.n ?? 0;
    expect(theirs).toBe(2);
    const seal = new SealedBox(Buffer.alloc(32, 7));
    // What was received after P3 was erased is of somebody else, who has the pin now.
    await site.client.query('INSERT INTO erased_person (pin_hash, at) VALUES ($1, $2), ($3, $4)', [
      erasedPinHash(seal, 'P2'),
      new Date().toISOString(),
      erasedPinHash(seal, 'P3'),
      '2020-06-01T00:00:00Z',
    ]);
    expect((await extract({ format: 'ndjson', to, pictures })).lines).toEqual([
      `${to}: 639 events of 2025-01, ${50 - theirs} pictures; 1 person was erased since: without names, cards and pictures`,
    ]);
    const left = rowsIn(await readFile(to, 'utf8'));
    const naming = ({ name, last_name, card_no, raw }: (typeof left)[number]) => name + last_name + card_no + raw;
    expect(left.filter(({ pin }) => pin === 'P2').map(naming)).toEqual(ofPin.map(() => ''));
    expect(left.filter(({ pin }) => pin !== 'P2')).toEqual(all.filter(({ pin }) => pin !== 'P2'));
    expect(await readdir(pictures)).toHaveLength(50 - theirs);

    const other = { identity, schema: 'archive_again' };
    expect((await told(loadMonth(file(), other, screen, env))).lines).toEqual([
      expect.stringMatching(new RegExp(`639 events .* ${50 - theirs} pictures .*; 1 person was erased since`)),
    ]);
    const { rows } = await site.client.query(
      `SELECT DISTINCT name, last_name, card_no, raw FROM archive_again.event WHERE pin = 'P2'`,
    );
    expect(rows).toEqual([{ name: '', last_name: '', card_no: '', raw: '' }]);
  });

  it('are known by the file beside it, too, and not without the key', async () => {
    await site.client.query('DELETE FROM erased_person');
    const line = { pinHash: erasedPinHash(new SealedBox(Buffer.alloc(32, 7)), 'P2'), at: new Date().toISOString() };
    await writeFile(join(folder, erasedFile), `${JSON.stringify(line)}\n`);
    const json = await extract({ to: join(folder, 'beside.csv'), json: true });
    expect(JSON.parse(json.lines.join(''))).toMatchObject({ events: 639, erased: 1 });
    await expect(
      extractArchive(file(), { identity, format: 'csv' }, screen, {
        ...env,
        ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64'),
      }),
    ).rejects.toThrow('persons were erased since, and only the key of the gateway tells who they are: ENCRYPTION_KEY');
    await rm(join(folder, erasedFile));
  });

  it('are known without the database, too, when the key has changed since they were erased', async () => {
    const [first, next] = [Buffer.alloc(32, 7), Buffer.alloc(32, 9)];
    const box = new SealedBox(next, [first]);
    const [to = '', from = ''] = box.fingerprints;
    box.follow({ sealing: from, before: [], first: null });
    await site.client.query('INSERT INTO erased_person (pin_hash, at) VALUES ($1, now())', [erasedPinHash(box, 'P2')]);
    await writeKeyState(rowsOnly(site.client), to, {
      first: box.sealWith(to, box.root).toString('base64'),
      before: [],
      used: [from, to],
    });
    const rotated = { ...env, ENCRYPTION_KEY: next.toString('base64') };
    const backup = join(folder, 'rotated.tar.age');
    expect((await told(makeBackup({ to: backup, photos: true, key: true }, screen, rotated))).code).toBe(0);

    // Another machine: the folder of backups, and the key of the gateway.
    const alone = { DATA_DIR: join(folder, 'elsewhere') };
    const table = join(folder, 'alone.ndjson');
    const extractWith = (key: Buffer) =>
      told(
        extractArchive(file(), { identity, format: 'ndjson', to: table, json: true }, screen, {
          ...alone,
          ENCRYPTION_KEY: key.toString('base64'),
        }),
      );
    expect(JSON.parse((await extractWith(next)).lines.join(''))).toMatchObject({ events: 639, erased: 1 });
    const theirs = rowsIn(await readFile(table, 'utf8')).filter(({ pin }) => pin === 'P2');
    expect(theirs.map(({ name, raw }) => name + raw)).toEqual(theirs.map(() => ''));
    await expect(extractWith(first)).rejects.toThrow('only the key of the gateway tells who they are');
    await rm(join(folder, erasedFile));
  });
});

describe('COPY text', () => {
  it('is read as it was written, also where a row is cut', () => {
    const rows = new CopyRows();
    expect(rows.take(Buffer.from('a\\tb\t\\N\t\nc\\\\n\t'))).toEqual([['a\tb', null, '']]);
    expect(rows.take(Buffer.from('\\n\\r\\b\\f\\v\t\\\\N\n'))).toEqual([['c\\n', '\n\r\b\f\v', '\\N']]);
  });
});
