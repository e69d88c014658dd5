import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';

/** One number for all gateways of one database: who migrates holds it (docs/rules.md 7). */
const migrationLock = [7078, 2] as const;

const oldestServer = 150_000;

/** Brings the database up to date. Any number of gateways may call it at once; each migration runs once. */
export async function migrate(url: string): Promise<void> {
  const guard = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await guard.connect();
  try {
    const { rows } = await guard.query<{ n: string }>(`SELECT current_setting('server_version_num') AS n`);
    if (Number(rows[0]?.n) < oldestServer) throw new Error('PostgreSQL 15 or newer is needed');
    // A transaction-level lock, because a pooler may hand the next statement to another session.
    await guard.query('BEGIN');
    await guard.query('SELECT pg_advisory_xact_lock($1, $2)', [...migrationLock]);
    const source = new DataSource(dataSourceOptions(url, [], 1));
    await source.initialize();
    try {
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await source.destroy();
    }
    await guard.query('COMMIT');
  } finally {
    await guard.end();
  }
}
