import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { makeBackupFile } from '../../operations/backup/backup-file.js';
import { archiveName } from '../../operations/backup/archive-file.js';
import { backupSettings, folderOf } from '../../operations/backup/backup-settings.js';
import { BackupFault } from '../../operations/backup/format.js';
import { rowsOnly } from '../../operations/backup/rows-only.js';
import { Snapshot } from '../../operations/backup/snapshot.js';
import { loadConfig } from '../../platform/config.js';
import { tryLockCall } from '../../platform/database/locks.js';
import type { Screen } from '../postern/screen.js';
import { UsageError } from '../usage-error.js';
import { onDatabase } from './connection.js';
import { bytesText, progressText, recipientsOf } from './options.js';

export interface ArchiveOptions {
  readonly month?: string;
  readonly to?: string;
  readonly recipient?: readonly string[];
  /** Also while devices are away that may still hold events of the month. */
  readonly force?: boolean;
  readonly json?: boolean;
}

const lockNotAvailable = '55P03';
const tries = 50;

/** Writes the events of a month to a file, and then drops the month. @returns the exit code */
export async function archiveMonth(given: ArchiveOptions, screen: Screen, env: NodeJS.ProcessEnv): Promise<number> {
  const config = loadConfig(env);
  const month = monthOf(given.month);
  return onDatabase(config, async ({ url, client }) => {
    await refuseWithoutDrop(client);
    const settings = await backupSettings(rowsOnly(client));
    const recipients = recipientsOf(given.recipient ?? [], settings.recipient);
    const file = resolve(given.to ?? join(folderOf(settings, config), archiveName(month)));
    // The month may be gone, and be nowhere else than in that file.
    if (existsSync(file)) throw new BackupFault(`${file} is there already`);
    await refuseWhatCannotGo(client, month, new Date());
    if (given.force !== true) await refuseWhileAway(client, month);
    const { bytes, rows } = await writeArchive(url, file, { month, recipients, screen });
    screen.progress.say(`dropping ${month}`);
    if (!(await dropped(client, month))) {
      throw new BackupFault(`the events of ${month} are in ${file}, and still in the database: it is busy with them`);
    }
    if (given.json) screen.json({ file, bytes, month, rows });
    else
      screen.out(
        `${file}: ${bytesText(bytes)}, ${rows} rows of ${month}; read again and whole, and gone from the database`,
      );
    return 0;
  });
}

/** @throws UsageError */
export function monthOf(text = ''): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new UsageError('--month must be a month such as 2025-01');
}

async function refuseWithoutDrop(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regprocedure('event_drop_month(date)') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true)
    throw new BackupFault('this database cannot drop a month of events: start the gateway of this version once');
}

/** The first instant at which no clock on earth shows the month any more. */
export const overEverywhere = (month: string): Date => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1, 12));
};

/** Before anything is written: a file of a month that stays would only be in the way. */
async function refuseWhatCannotGo(client: Client, month: string, now: Date): Promise<void> {
  if (now < overEverywhere(month))
    throw new BackupFault(`the month ${month} is not over: until 12:00 UTC of the next some devices may be in it`);
  const name = `event_${month.replace('-', '_')}`;
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_[0-9]{4}_[0-9]{2}$' AND c.relname <= $1 ORDER BY 1`,
    [name],
  );
  const oldest = rows[0]?.name;
  if (rows.at(-1)?.name !== name || oldest === undefined) throw new BackupFault(`there is no month ${month} of events`);
  if (oldest !== name) {
    const first = oldest.slice('event_'.length).replace('_', '-');
    throw new BackupFault(`${first} is older and still there: archive it first`);
  }
}

/** What they recorded in that month would be taken from them and stored nowhere. */
async function refuseWhileAway(client: Client, month: string): Promise<void> {
  const { rows } = await client.query<{ sn: string }>(
    `SELECT d.sn FROM device d JOIN device_seen s ON s.sn = d.sn
     WHERE d.status = 'approved' AND s.seen_at < $1 ORDER BY d.sn`,
    [overEverywhere(month)],
  );
  const away = rows.map(({ sn }) => sn);
  if (away.length === 0) return;
  const some = away.slice(0, 5).join(', ') + (away.length > 5 ? ` and ${away.length - 5} more` : '');
  throw new BackupFault(
    `not heard since ${month}: ${some}. What they recorded then could not be stored any more; --force archives it all the same`,
  );
}

async function writeArchive(
  url: string,
  file: string,
  { month, recipients, screen }: { month: string; recipients: readonly string[]; screen: Screen },
): Promise<{ bytes: number; rows: number }> {
  const snapshot = await Snapshot.open(url, tryLockCall('backup'));
  try {
    const onProgress = (progress: Parameters<typeof progressText>[0]) => screen.progress.say(progressText(progress));
    const made = await makeBackupFile(snapshot, file, {
      recipients,
      key: null,
      events: 'all',
      photos: true,
      month,
      onProgress,
    });
    return { bytes: made.bytes, rows: made.manifest.tables.reduce((sum, table) => sum + table.rows, 0) };
  } finally {
    await snapshot.close();
  }
}

/** Whoever reads events for a moment only does not fail it. */
async function dropped(client: Client, month: string): Promise<boolean> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    try {
      const { rows } = await client.query<{ done: boolean }>('SELECT event_drop_month($1::date) AS done', [
        `${month}-01`,
      ]);
      if (rows[0]?.done === true) return true;
      throw new BackupFault(`there is no month ${month} of events to drop`);
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
    }
    await pause(200);
  }
  return false;
}
