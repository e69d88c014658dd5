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
import { emptyDatabase } from '../support/database.js';
import { pollAll, registeredPanel, settle } from '../support/panel.js';

let folder: string;
/** The gateway of before. */
let old: TestApp;
let panel: SimulatedPanel;
let level: string;
const ends: (() => Promise<void>)[] = [];

const pinsOf = (of: SimulatedPanel, table = 'userauthorize') =>
  [...new Set(of.rows(table).map(({ pin }) => pin))].sort();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-hold-'));
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
  for (const end of ends.reverse()) await end();
  await old.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A backup of now, restored elsewhere once everything of `meanwhile` has happened, and a gateway on it. */
async function restoredAfter(meanwhile: () => Promise<void>): Promise<TestApp> {
  const keys = await newKeyPair();
  const file = join(folder, `${ends.length}.tar.age`);
  const snapshot = await Snapshot.open(old.databaseUrl, null);
  const plan = { events: 'all', photos: true, key: null, recipients: [keys.recipient] } as const;
  await makeBackupFile(snapshot, file, plan).finally(() => snapshot.close());
  await meanwhile();
  const target = await emptyDatabase();
  ends.push(() => target.drop());
  const opener = { identities: [keys.identity] };
  const open = () => createReadStream(file);
  await restore(target.url, { open, opener, name: file, erased: [], say: () => undefined });
  const app = await startApp({ databaseUrl: target.url, env: { LOG_LEVEL: 'error' } });
  ends.push(() => app.stop());
  return app;
}

/** The same device at the gateway of the restored database. @param isWiped it lost what it held */
async function sameDevice(app: TestApp, isWiped = false): Promise<SimulatedPanel> {
  const made = await registeredPanel(app, 'HOLD-1');
  ends.push(() => made.panel.stop());
  if (!isWiped) for (const table of ['user', 'userauthorize', 'timezone']) made.panel.load(table, panel.rows(table));
  return made.panel;
}

const heldOf = async (app: TestApp) => (await app.admin('GET', '/backup')).body.restored as { compared: number } | null;
const syncOf = async (app: TestApp) => (await app.admin('GET', '/devices/HOLD-1')).body.sync;

it('a device that lacks nothing of the backup goes on by itself, and gets who is new', async () => {
  await settle(old, panel);
  expect(pinsOf(panel)).toEqual(['1', '2', '3']);
  const app = await restoredAfter(() => Promise.resolve());
  expect(await heldOf(app)).toMatchObject({ devices: 1, compared: 0, lacking: [] });
  const same = await sameDevice(app);
  await app.admin('POST', '/persons', { pin: '4', name: 'New', accLevelIds: [level] });
  await pollUntil(same, async () => expect(await heldOf(app)).toBe(null));
  await settle(app, same);
  expect(pinsOf(same)).toEqual(['1', '2', '3', '4']);
  await pollUntil(same, async () => expect(await syncOf(app)).toMatchObject({ inSync: true }));
  expect(await app.admin('POST', '/backups/release')).toMatchObject({ status: 409 });
});

it('a device that lost all that it held knows of nobody who was revoked, and is filled', async () => {
  const app = await restoredAfter(() => Promise.resolve());
  const wiped = await sameDevice(app, true);
  await pollUntil(wiped, async () => expect(await heldOf(app)).toBe(null));
  await settle(app, wiped);
  expect(pinsOf(wiped)).toEqual(['1', '2', '3']);
});

it('a badge that was revoked after the backup stays revoked until somebody has looked', async () => {
  const restored = await restoredAfter(async () => {
    for (const pin of ['2', '3']) await old.admin('DELETE', `/access-levels/${level}/persons/${pin}`);
    await settle(old, panel);
  });
  expect(pinsOf(panel)).toEqual(['1']);
  const same = await sameDevice(restored);
  await pollUntil(same, async () => expect(await heldOf(restored)).toMatchObject({ compared: 1 }));
  await settle(restored, same);
  expect(pinsOf(same)).toEqual(['1']);
  expect(pinsOf(same, 'user')).toEqual(['1']);
  expect(await heldOf(restored)).toMatchObject({
    devices: 1,
    compared: 1,
    lacking: [
      { pin: '2', name: 'Revoked since', devices: ['HOLD-1'] },
      { pin: '3', name: 'Revoked since and after', devices: ['HOLD-1'] },
    ],
  });
  expect(await syncOf(restored)).toMatchObject({
    inSync: false,
    reason: expect.stringContaining('the database was restored: it is given nothing') as string,
  });

  // What is taken away goes out all the same, and whoever is revoked here is not in the list any more.
  await restored.admin('DELETE', `/access-levels/${level}/persons/3`);
  await restored.admin('DELETE', `/access-levels/${level}/persons/1`);
  await settle(restored, same);
  expect(pinsOf(same)).toEqual([]);
  expect(await heldOf(restored)).toMatchObject({ lacking: [{ pin: '2' }] });

  const released = await restored.admin('POST', '/backups/release');
  expect(released).toMatchObject({ status: 200, body: { restored: null } });
  await settle(restored, same);
  expect(pinsOf(same)).toEqual(['2']);
  expect(await syncOf(restored)).toMatchObject({ inSync: true });
  expect(await restored.admin('POST', '/backups/release')).toMatchObject({ status: 409 });
});

/** Lets the device poll until it is so. */
async function pollUntil(device: SimulatedPanel, isSo: () => Promise<void>): Promise<void> {
  await expect
    .poll(
      async () => {
        await pollAll(device);
        return isSo().then(
          () => '',
          (failure: unknown) => String(failure),
        );
      },
      { timeout: 60_000 },
    )
    .toBe('');
}
