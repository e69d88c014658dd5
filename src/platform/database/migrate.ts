import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { InitialSchema1795305620000 as First } from './migrations/1795305620000-initial-schema.js';
import { migrations } from './migrations/all.js';
import { standOf } from './migrations/history.js';
import { bringSchemaUpToDate } from './schema/bring-up-to-date.js';
import { lockCall } from './locks.js';

const oldestServer = 150_000;

/**
 * Brings the database up to date. Any number of gateways may call it at once; each migration runs once (docs/rules.md
 * 7).
 * @throws Error of one line if the database is of a newer version, or of one that is too old
 */
export async function migrate(url: string): Promise<void> {
  const guard = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await guard.connect();
  try {
    const { rows } = await guard.query<{ n: string }>(`SELECT current_setting('server_version_num') AS n`);
    if (Number(rows[0]?.n) < oldestServer) throw new Error('PostgreSQL 15 or newer is needed');
    // A transaction-level lock, because a pooler may hand the next statement to another session.
    await guard.query('BEGIN');
    await guard.query(`SELECT ${lockCall('migrations')}`);
    const source = new DataSource(dataSourceOptions(url, [], 1));
    await source.initialize();
    try {
      await takeOver(source);
      await source.runMigrations({ transaction: 'each' });
      await bringSchemaUpToDate(source);
      await source.query('SELECT feed_make_room_ahead()');
    } finally {
      await source.destroy();
    }
    await guard.query('COMMIT');
  } finally {
    await guard.end();
  }
}

/**
 * A database whose state is that of the first migration gets it marked as done. The old migration names stay beside it,
 * because gateways of the version before, which may still run, look for them.
 */
async function takeOver(source: DataSource): Promise<void> {
  const [table] = await source.query<{ there: boolean }[]>(`SELECT to_regclass('migrations') IS NOT NULL AS there`);
  if (!table?.there) return;
  const done = await source.query<{ name: string }[]>('SELECT name FROM migrations');
  const stand = standOf(
    done.map(({ name }) => name),
    migrations.map(({ name }) => name),
  );
  if (stand === 'takeOver')
    await source.query('INSERT INTO migrations (timestamp, name) VALUES ($1, $2)', [
      Number(/\d+$/.exec(First.name)?.[0]),
      First.name,
    ]);
}
