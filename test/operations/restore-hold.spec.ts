import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newKeyPair } from '../../src/operations/backup/age.js';
import { makeBackupFile } from '../../src/operations/backup/backup-file.js';
import { restore } from '../../src/operations/backup/restore.js';
import { Snapshot } from '../../src/operations/backup/snapshot.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../support/app.js';
import { emptyDatabase, type TestDatabase } from '../support/database.js';
import { pollAll, registeredPanel, settle } from '../support/panel.js';

let folder: string;
let target: TestDatabase;
/** The gateway of before, and the one on the restored database. */
let old: TestApp;
let app: TestApp | undefined;
let panel: SimulatedPanel;
let level: string;

const pins = (table = 'userauthorize') => [...new Set(panel.rows(table).map(({ pin }) => pin))].sort();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-hold-'));
  target = await emptyDatabase();
  old = await startApp({ env: { LOG_LEVEL: 'error' } });
  const made = await registeredPanel(old, 'HOLD-1');
  ({ panel } = made);
  level = (await old.admin('POST', '/access-levels', { name: 'Door', doorIds: made.doorIds })).body.id as string;
  for (const [pin, name] of [
    ['1', 'Stays'],
    ['2', 'Revoked since'],
    ['3', 'Revoked since and after'],
  ] as const)
    await old.admin('POST', '/persons', { pin, name, accLevelIds: [level] });
});

afterAll(async () => {
  await panel.stop();
  await app?.stop();
  await old.stop();
  await target.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The state of now, restored elsewhere once everything of `meanwhile` has happened. */
async function restoredAfter(meanwhile: () => Promise<void>): Promise<void> {
  const keys = await newKeyPair();
  const file = join(folder, 'old.tar.age');
  const snapshot = await Snapshot.open(old.databaseUrl, null);
  const plan = { events: 'all', photos: true, key: null, recipients: [keys.recipient] } as const;
  await makeBackupFile(snapshot, file, plan).finally(() => snapshot.close());
  await meanwhile();
  const opener = { identities: [keys.identity] };
  const open = () => createReadStream(file);
  await restore(target.url, { open, opener, name: file, erased: [], say: () => undefined });
}

it('a badge that was revoked after the backup stays revoked until somebody has looked', async () => {
  await settle(old, panel);
  expect(pins()).toEqual(['1', '2', '3']);
  await restoredAfter(async () => {
    for (const pin of ['2', '3']) await old.admin('DELETE', `/access-levels/${level}/persons/${pin}`);
    await settle(old, panel);
  });
  expect(pins()).toEqual(['1']);

  const restored = (app = await startApp({ databaseUrl: target.url, env: { LOG_LEVEL: 'error' } }));
  // The same panel, with all that it holds, at the gateway of the restored database.
  const held = ['user', 'userauthorize', 'timezone'].map((table) => [table, panel.rows(table)] as const);
  await panel.stop();
  ({ panel } = await registeredPanel(restored, 'HOLD-1'));
  for (const [table, rows] of held) panel.load(table, rows);
  const state = async () => (await restored.admin('GET', '/backup')).body.restored as { compared: number } | null;
  await expect
    .poll(
      async () => {
        await pollAll(panel);
        return (await state())?.compared;
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  await settle(restored, panel);
  expect(pins()).toEqual(['1']);
  expect(pins('user')).toEqual(['1']);
  expect(await state()).toMatchObject({
    devices: 1,
    compared: 1,
    lacking: [
      { pin: '2', name: 'Revoked since', devices: ['HOLD-1'] },
      { pin: '3', name: 'Revoked since and after', devices: ['HOLD-1'] },
    ],
  });
  expect((await restored.admin('GET', '/devices/HOLD-1')).body.sync).toMatchObject({
    inSync: false,
    reason: expect.stringContaining('the database was restored: it is given nothing') as string,
  });

  // What is taken away goes out all the same, and whoever is revoked here is not in the list any more.
  await restored.admin('DELETE', `/access-levels/${level}/persons/3`);
  await restored.admin('DELETE', `/access-levels/${level}/persons/1`);
  await settle(restored, panel);
  expect(pins()).toEqual([]);
  expect(await state()).toMatchObject({ lacking: [{ pin: '2' }] });

  const released = await restored.admin('POST', '/backups/release');
  expect(released).toMatchObject({ status: 200, body: { restored: null } });
  await settle(restored, panel);
  expect(pins()).toEqual(['2']);
  expect((await restored.admin('GET', '/devices/HOLD-1')).body.sync).toMatchObject({ inSync: true });
  expect(await restored.admin('POST', '/backups/release')).toMatchObject({ status: 409 });
});
