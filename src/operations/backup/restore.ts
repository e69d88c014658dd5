import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../platform/database/data-source.js';
import { halfRestoredTable, markHalfRestored } from '../../platform/database/half-restored.js';
import { lockCall } from '../../platform/database/locks.js';
import { migrations } from '../../platform/database/migrations/all.js';
import { newerThan } from '../../platform/database/migrations/history.js';
import { bringSchemaUpToDate } from '../../platform/database/schema/bring-up-to-date.js';
import type { Opener } from './age.js';
import { noteErasures, type ErasedPin } from './erasures.js';
import { BackupFault, type Manifest } from './format.js';
import { rowsOnly } from './rows-only.js';
import { makeSafe } from './make-safe.js';
import { readBackup, type ReadBackup } from './read-backup.js';
import { RowsRestore } from './restore-rows.js';
import { withClient } from './with-client.js';

export interface RestorePlan {
  /** The file from its beginning; it is read twice. */
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly opener: Opener;
  readonly name: string;
  /** Persons who were erased, as the folder of the backup and the old database tell. */
  readonly erased: readonly ErasedPin[];
  /** Devices are given at once what the backup says, also what was taken away since. */
  readonly givesAtOnce?: boolean;
  readonly say: (line: string) => void;
}

/**
 * Reads a backup to its end and sees whether this version can restore it. Nothing is touched.
 * @throws BackupFault if it cannot
 */
export async function checkBackup(open: () => AsyncIterable<Uint8Array>, opener: Opener): Promise<ReadBackup> {
  return readBackup(open(), opener, { manifest: refuseForeign });
}

function refuseForeign({ kind, month, migrations: done }: Manifest): void {
  if (kind !== 'backup')
    throw new BackupFault(`this is an archive of ${month ?? 'a month'}, not a backup: see docs/backup.md`);
  const newer = newerThan(
    done,
    migrations.map(({ name }) => name),
  );
  if (newer !== undefined) {
    throw new BackupFault(
      `the backup is of a newer version (it has ${newer}): restore it with that one, or a newer one`,
    );
  }
}

/** @throws BackupFault if there is anything in the database */
export async function refuseFull(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace
         AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f') ORDER BY relname LIMIT 1`,
    );
    const [found] = rows;
    if (found?.name === undefined) return;
    throw new BackupFault(`the database is not empty (it has ${found.name}): restore into an empty one`);
  });
}

/**
 * Restores into an empty database. Until its end the database says that it is half restored, and no gateway starts on
 * it.
 */
export async function restore(url: string, plan: RestorePlan): Promise<Manifest> {
  const checked = await checkBackup(plan.open, plan.opener);
  await refuseFull(url);
  return withClient(url, async (client) => {
    await markHalfRestored(client, plan.name);
    plan.say('tables');
    await withTables(url, checked.manifest.migrations);
    await putRows(client, plan, checked);
    plan.say('newer tables and functions');
    await bringUpToDate(client, url);
    plan.say('making it safe');
    await client.query('BEGIN');
    await makeSafe(client, checked.manifest, plan.givesAtOnce !== true);
    await noteErasures(rowsOnly(client), plan.erased);
    await client.query(`DROP TABLE ${halfRestoredTable}`);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return checked.manifest;
  });
}

/**
 * The tables of the backup first: newer migrations change its rows afterwards, as those of any older database.
 * @param behind what follows on these tables
 */
async function withTables(
  url: string,
  names: readonly string[],
  behind: (source: DataSource) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const source = new DataSource({
    ...dataSourceOptions(url, [], 1),
    migrations: migrations.filter(({ name }) => names.includes(name)),
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
    await behind(source);
  } finally {
    await source.destroy();
  }
}

/** What `migrate` does, which refuses a database that is half restored. */
async function bringUpToDate(client: Client, url: string): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SELECT ${lockCall('migrations')}`);
  const names = migrations.map(({ name }) => name);
  await withTables(url, names, (source) => bringSchemaUpToDate(source));
  await client.query('COMMIT');
}

async function putRows(client: Client, plan: RestorePlan, checked: ReadBackup): Promise<void> {
  const rows = new RowsRestore(client);
  await rows.begin(checked.manifest);
  let last = '';
  const again = await readBackup(plan.open(), plan.opener, {
    rows: async (table, text) => {
      if (last !== table.name) plan.say(table.name);
      last = table.name;
      await rows.write(table, text);
    },
  });
  if (JSON.stringify(again.end) !== JSON.stringify(checked.end))
    throw new BackupFault('the backup was changed meanwhile');
  plan.say('comparing sums');
  await rows.end(again.manifest, again.end.sequences);
}
