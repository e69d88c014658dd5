import pg from 'pg';
import type { Config } from '../../platform/config.js';
import { clusterName, exists } from '../../platform/database/embedded/place.js';
import { openDatabase } from '../target-database.js';

interface Session {
  readonly url: string;
  readonly client: pg.Client;
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

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'postern backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
