import { copyFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginRun, endRun } from '../../operations/backup/backup-runs.js';
import { BackupFault, keyName, type Manifest } from '../../operations/backup/format.js';
import { rowsOnly } from '../../operations/backup/rows-only.js';
import { loadConfig, type Config } from '../../platform/config.js';
import type { Screen } from '../postern/screen.js';
import { startDatabase } from '../target-database.js';
import { findFile, linesOf, type CheckOptions } from './check.js';
import { withClient } from '../../operations/backup/with-client.js';
import { onDatabaseIfAny } from './connection.js';
import { openerOf, bytesText } from './options.js';
import { checksOf, type Check } from './rehearsal-checks.js';
import { refuseStandardInput, restoreInto } from './restore.js';
import { scratchFolder } from './scratch-folder.js';

export interface RehearseOptions extends CheckOptions {
  readonly scratch?: string;
}

/**
 * Restores a backup into a PostgreSQL of its own, looks at what came out of it, and deletes it. No gateway runs on it, so
 * nobody outside is told anything.
 * @returns the exit code: 0 it can be restored, 1 it cannot
 */
export async function rehearse(
  path: string,
  given: RehearseOptions,
  screen: Screen,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const config = loadConfig(env);
  refuseStandardInput(path);
  await findFile(path);
  const opener = openerOf(given);
  const began = performance.now();
  const scratch = await scratchFolder(given.scratch ?? tmpdir());
  const { manifest, checks } = await tried(config, scratch.dataDir, { path, opener, say: screen.progress.say })
    .catch((error: unknown): Tried => {
      if (!(error instanceof BackupFault)) throw error;
      return { manifest: null, checks: [{ name: 'restore', ok: false, detail: error.message }] };
    })
    .finally(scratch.remove);
  const ok = checks.every((check) => check.ok);
  const seconds = Math.round((performance.now() - began) / 1_000);
  await noteRehearsal(config, path, { ok, checks }).catch((error: unknown) =>
    screen.err(`the rehearsal could not be noted: ${(error as Error).message.split('\n')[0] ?? ''}`),
  );
  if (given.json) screen.json({ ok, file: path, seconds, at: manifest?.at ?? null, checks });
  else for (const line of told({ manifest, checks }, { ok, path, seconds })) screen.out(line);
  return ok ? 0 : 1;
}

const told = (
  { manifest, checks }: Tried,
  { ok, path, seconds }: { readonly ok: boolean; readonly path: string; readonly seconds: number },
): string[] => [
  ...(manifest ? linesOf(manifest) : []),
  ...checks.map(({ name, ok: good, detail }) => `${good ? 'ok  ' : 'FAIL'} ${name}: ${detail}`),
  ok ? `${path} can be restored; it took ${seconds} s` : `${path} cannot be relied on`,
];

interface Tried {
  readonly manifest: Manifest | null;
  readonly checks: readonly Check[];
}

async function tried(config: Config, scratch: string, source: Parameters<typeof restoreInto>[2]): Promise<Tried> {
  const { encryptionKey, encryptionKeyOld } = config;
  const place = { dataDir: scratch, encryptionKey, encryptionKeyOld };
  // It goes afterwards, so it need not survive a crash of the machine.
  const database = await startDatabase({ dataDir: scratch, log: () => undefined, unsafeForTests: true });
  try {
    // A backup without its key is opened with the one that is here.
    await copyFile(join(config.dataDir, keyName), join(scratch, keyName)).catch(() => undefined);
    const manifest = await restoreInto(place, database.url, source);
    const copy = { ...config, ...place, databaseUrl: database.url };
    return { manifest, checks: await withClient(database.url, (client) => checksOf(client, copy)) };
  } finally {
    await database.close();
  }
}

async function noteRehearsal(
  config: Config,
  path: string,
  { ok, checks }: { ok: boolean; checks: readonly Check[] },
): Promise<void> {
  const bytes = (await stat(path)).size;
  await onDatabaseIfAny(config, async ({ client }) => {
    const tx = rowsOnly(client);
    const id = await beginRun(tx, 'rehearsal', path);
    const bad = checks.filter((check) => !check.ok).map(({ name, detail }) => `${name}: ${detail}`);
    await endRun(tx, id, { ok, bytes, message: ok ? `restored: ${bytesText(bytes)}` : bad.join('; ') });
  });
}
