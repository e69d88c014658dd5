import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { backupSettings, folderOf, restoredAt, saveBackupSettings } from '../../operations/backup/backup-settings.js';
import { prune, type MadeBackup } from '../../operations/backup/backup-file.js';
import { newKeyPair } from '../../operations/backup/age.js';
import { fileNameAt, type Series } from '../../operations/backup/keep.js';
import { performBackup, streamBackup, type BackupOrder } from '../../operations/backup/perform-backup.js';
import { rowsOnly } from '../../operations/backup/rows-only.js';
import { sealingKey } from '../../operations/backup/sealing-key.js';
import type { EntityManager } from 'typeorm';
import { loadConfig } from '../../platform/config.js';
import { lock } from '../../platform/database/locks.js';
import type { Screen } from '../postern/screen.js';
import { onDatabase } from './connection.js';
import { bytesText, eventsOf, progressText, recipientsOf } from './options.js';

export interface MakeOptions {
  readonly to?: string;
  readonly events?: string;
  readonly photos: boolean;
  readonly key: boolean;
  readonly recipient?: readonly string[];
  readonly json?: boolean;
}

/** Makes a backup. @returns the exit code */
export async function makeBackup(given: MakeOptions, screen: Screen, env: NodeJS.ProcessEnv): Promise<number> {
  const config = loadConfig(env);
  const events = eventsOf(given.events);
  const onProgress = (progress: Parameters<typeof progressText>[0]) => screen.progress.say(progressText(progress));
  return onDatabase(config, async ({ url, client }) => {
    const tx = rowsOnly(client);
    const settings = await backupSettings(tx);
    const recipients = recipientsOf(given.recipient ?? [], settings.recipient);
    const key = given.key ? await sealingKey(config) : null;
    const order = { url, key, events, photos: given.photos, onProgress };
    if (given.to === '-') return toStandardOutput(tx, order, recipients);
    const folder = folderOf(settings, config);
    const file = resolve(given.to ?? join(folder, fileNameAt(new Date(), seriesOf(order))));
    const made = await performBackup(tx, order, { file, recipients });
    const gone = given.to === undefined ? await prune(folder, settings.keep, await restoredAt(tx)) : [];
    tell(made, gone, given, screen);
    return 0;
  });
}

/** What lacks rows does not take the place of what has all. */
const seriesOf = ({ events, photos }: Pick<BackupOrder, 'events' | 'photos'>): Series =>
  events === 'all' && photos ? 'manual' : 'part';

async function toStandardOutput(
  tx: ReturnType<typeof rowsOnly>,
  order: BackupOrder,
  recipients: readonly string[],
): Promise<number> {
  const name = fileNameAt(new Date());
  for await (const part of streamBackup(tx, order, { name, readers: { recipients } })) {
    if (!process.stdout.write(part)) await once(process.stdout, 'drain');
  }
  return 0;
}

function tell(
  { file, bytes, manifest }: MadeBackup,
  deleted: readonly string[],
  given: MakeOptions,
  screen: Screen,
): void {
  const { tables, at } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  if (given.json) {
    screen.json({ file, bytes, at, tables: tables.length, rows, deleted });
    return;
  }
  screen.out(`${file}: ${bytesText(bytes)}, ${tables.length} tables, ${rows} rows; read again and whole`);
  if (!given.key) screen.out('without the sealing key: keep that elsewhere');
  for (const name of deleted) screen.out(`deleted: ${name}`);
}

export interface NewKeyOptions {
  readonly use?: boolean;
  readonly json?: boolean;
}

/**
 * Prints a pair of keys as age-keygen does, and only then sets it: where it cannot be printed, as on a full disk, no backup
 * is for a key that nobody has.
 * @returns the exit code
 */
export async function newKey(given: NewKeyOptions, screen: Screen, env: NodeJS.ProcessEnv): Promise<number> {
  const { use = false, json = false } = given;
  const { recipient, identity } = await newKeyPair();
  const createdAt = new Date().toISOString();
  if (json) screen.json({ createdAt, recipient, identity });
  else for (const line of [`# created: ${createdAt}`, `# public key: ${recipient}`, identity]) screen.out(line);
  if (use) {
    await onDatabase(loadConfig(env), async ({ client }) => {
      const tx = rowsOnly(client) as EntityManager;
      // A lock ends with its transaction; where this fails, the connection ends, and the transaction with it.
      await tx.query('BEGIN');
      await lock(tx, 'settings');
      await saveBackupSettings(tx, { ...(await backupSettings(tx)), recipient });
      await tx.query('COMMIT');
    });
  }
  screen.err(
    use
      ? 'backups of this gateway are for this key from now on; keep the private key elsewhere: without it no backup can be read'
      : 'keep the private key elsewhere, not on this server: without it no backup can be read',
  );
  return 0;
}
