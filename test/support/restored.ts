import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { newKeyPair } from '../../src/operations/backup/age.js';
import { makeBackupFile } from '../../src/operations/backup/backup-file.js';
import { restore } from '../../src/operations/backup/restore.js';
import { Snapshot } from '../../src/operations/backup/snapshot.js';
import type { PanelOptions } from '../../src/tools/simulator/panel-options.js';
import type { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from './app.js';
import { emptyDatabase } from './database.js';
import { pollAll, registeredPanel } from './panel.js';

/** Gateways on databases that were restored. The caller ends them. */
export class Restored {
  private readonly ends: (() => Promise<void>)[] = [];

  constructor(private readonly old: TestApp) {}

  /** A backup of now, restored elsewhere once everything of `meanwhile` has happened, and a gateway on it. */
  async after(meanwhile: () => Promise<void>): Promise<TestApp> {
    const keys = await newKeyPair();
    const folder = await mkdtemp(join(tmpdir(), 'postern-restored-'));
    this.ends.push(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'backup.tar.age');
    const snapshot = await Snapshot.open(this.old.databaseUrl, null);
    const plan = { events: 'all', photos: true, key: null, recipients: [keys.recipient] } as const;
    await makeBackupFile(snapshot, file, plan).finally(() => snapshot.close());
    await meanwhile();
    const target = await emptyDatabase();
    this.ends.push(() => target.drop());
    const opener = { identities: [keys.identity] };
    const open = () => createReadStream(file);
    await restore(target.url, { open, opener, name: file, erased: [], say: () => undefined });
    const app = await startApp({ databaseUrl: target.url, env: { LOG_LEVEL: 'error' } });
    this.ends.push(() => app.stop());
    return app;
  }

  /** The same device at the gateway of the restored database. @param isWiped it lost what it held */
  async sameDevice(
    app: TestApp,
    panel: SimulatedPanel,
    { isWiped = false, ...options }: Partial<PanelOptions> & { readonly isWiped?: boolean } = {},
  ): Promise<SimulatedPanel> {
    const made = await registeredPanel(app, panel.sn, { doors: 2, ...options });
    this.ends.push(() => made.panel.stop());
    const tables = isWiped ? [] : ['user', 'userauthorize', 'timezone'];
    for (const table of tables) made.panel.load(table, panel.rows(table));
    return made.panel;
  }

  async end(): Promise<void> {
    for (const end of this.ends.reverse()) await end();
  }
}

export const heldOf = async (app: TestApp) =>
  (await app.admin('GET', '/backup')).body.restored as { devices: number; compared: number } | null;

/** Lets the device poll until it is so. */
export async function pollUntil(device: SimulatedPanel, isSo: () => Promise<void>): Promise<void> {
  await expect
    .poll(
      async () => {
        await pollAll(device);
        return isSo().then(
          () => '',
          (failure: unknown) => String(failure),
        );
      },
      { timeout: 180_000 },
    )
    .toBe('');
}
