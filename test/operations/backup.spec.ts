import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair, type KeyPair } from '../../src/operations/backup/age.js';
import { makeBackupFile } from '../../src/operations/backup/backup-file.js';
import { readBackup } from '../../src/operations/backup/read-backup.js';
import { checkBackup, restore } from '../../src/operations/backup/restore.js';
import { Snapshot } from '../../src/operations/backup/snapshot.js';
import { emptyDatabase, type TestDatabase } from '../support/database.js';
import { contentsOf, filledSite, type Site } from './site.js';

let site: Site;
let keys: KeyPair;
let folder: string;
let file: string;
const open: (() => Promise<unknown>)[] = [];

const opener = () => ({ identities: [keys.identity] });
const reads = (path = file) => readBackup(createReadStream(path), opener());

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-backup-'));
  site = await filledSite();
  keys = await newKeyPair();
  file = join(folder, 'site.tar.age');
  const snapshot = await Snapshot.open(site.url, null);
  await makeBackupFile(snapshot, file, { events: 'all', photos: true, key: 'sealing', recipients: [keys.recipient] });
  await snapshot.close();
});

afterAll(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await site.drop();
  await rm(folder, { recursive: true, force: true });
});

async function emptyTarget(): Promise<TestDatabase & { client: Client }> {
  const database = await emptyDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  open.push(async () => {
    await client.end().catch(() => undefined);
    await database.drop();
  });
  return { ...database, client };
}

const restored = (url: string, path = file) =>
  restore(url, {
    open: () => createReadStream(path),
    opener: opener(),
    name: 'site.tar.age',
    erased: [],
    say: () => undefined,
  });

describe('a backup', () => {
  it('has every table, or says why not', async () => {
    const { manifest, key } = await reads();
    const inside = manifest.tables.map(({ name }) => name);
    const out = manifest.leftOut.map(({ name }) => name);
    const there = [...(await contentsOf(site.client)).keys()];
    expect(there.filter((name) => !inside.includes(name) && !out.includes(name))).toEqual([]);
    expect(key).toBe('sealing');
    expect(manifest.tables.find(({ name }) => name === 'person')).toMatchObject({ rows: 300 });
  });
});

describe('a restore', () => {
  it('brings back every row, and then makes it safe', async () => {
    const target = await emptyTarget();
    await restored(target.url);
    const before = await contentsOf(site.client);
    const after = await contentsOf(target.client);
    const differs = [...before.keys()].filter((name) => before.get(name) !== after.get(name));
    expect(differs).toEqual([]);
  });
});
void [readdir, readFile, writeFile, checkBackup];
