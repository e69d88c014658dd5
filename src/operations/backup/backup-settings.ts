import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { readSetting, writeSetting } from '../../platform/database/setting.js';

/** How many files stay: the newest of so many days, weeks and months. */
export interface Keep {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

export interface BackupSettings {
  /** The time of day in the site's zone, such as 02:30; null = no backup is made by itself. */
  readonly at: string | null;
  /** Null = the folder `backups` in DATA_DIR. */
  readonly dir: string | null;
  /** The public key; its private half is not on this server. */
  readonly recipient: string | null;
  readonly keep: Keep;
}

const settingKey = 'backup';

export const standard: BackupSettings = {
  at: null,
  dir: null,
  recipient: null,
  keep: { daily: 7, weekly: 4, monthly: 6 },
};

export async function backupSettings(tx: Pick<EntityManager, 'query'>): Promise<BackupSettings> {
  const stored = await readSetting<Partial<BackupSettings>>(tx as EntityManager, settingKey);
  return { ...standard, ...stored, keep: { ...standard.keep, ...stored?.keep } };
}

export const saveBackupSettings = (tx: EntityManager, settings: BackupSettings): Promise<void> =>
  writeSetting(tx, settingKey, settings);

const restoredKey = 'restoredAt';

/** For the end of a restore. Unlike what waits since then, it stays. */
export const noteRestoredAt = `INSERT INTO setting (key, value) VALUES ('${restoredKey}', to_jsonb(clock_timestamp()))
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/** When this database was restored; null = never. */
export async function restoredAt(tx: Pick<EntityManager, 'query'>): Promise<Date | null> {
  const at = await readSetting<string>(tx as EntityManager, restoredKey);
  return at === undefined ? null : new Date(at);
}

/** Where the files go. */
export const folderOf = ({ dir }: BackupSettings, { dataDir }: { readonly dataDir: string }): string =>
  dir ?? join(dataDir, 'backups');
