import type { Client } from 'pg';
import { withClient } from '../../operations/backup/with-client.js';
import type { Config } from '../../platform/config.js';
import { clusterName, exists } from '../../platform/database/embedded/place.js';
import { openDatabase } from '../target-database.js';

interface Session {
  readonly url: string;
  readonly client: Client;
}

/** Works on the database of the gateway as it is: a backup before an upgrade must not upgrade it. */
export async function onDatabase<T>(config: Config, work: (session: Session) => Promise<T>): Promise<T> {
  const database = await openDatabase(config);
  try {
    return await withClient(database.url, (client) => work({ url: database.url, client }));
  } finally {
    await database.close();
  }
}

/** The same if there is one; a rehearsal may run on any machine. */
export async function onDatabaseIfAny(config: Config, work: (session: Session) => Promise<void>): Promise<void> {
  if (config.databaseUrl === null && !(await exists(clusterName(config.dataDir)))) return;
  await onDatabase(config, work);
}
