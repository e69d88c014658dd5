import { Client, escapeIdentifier } from 'pg';
import { ROLE } from './cluster.js';

const PORT = 5432;

/**
 * The port is given and TLS is switched off here, because otherwise PGPORT and PGSSLMODE of the environment would be
 * used.
 */
export function socketUrl(socketDir: string, database: string): string {
  return `postgresql://${ROLE}@localhost:${PORT}/${database}?host=${encodeURIComponent(socketDir)}&sslmode=disable`;
}

/**
 * What answers on the socket: `ready`, `starting` (also while it recovers or shuts down), `nobody`. Only the server
 * itself answers 57P03; a full server (53300) is ready.
 */
export async function probe(socketDir: string): Promise<'ready' | 'starting' | 'nobody'> {
  const client = new Client({ connectionString: socketUrl(socketDir, 'postgres'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = (error as { code?: string }).code;
    return code === '57P03' ? 'starting' : code === '53300' ? 'ready' : 'nobody';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes `database` if it does not exist: a gateway may have been killed between initdb and this. */
export async function ensureDatabase(socketDir: string, database: string): Promise<void> {
  const client = new Client({ connectionString: socketUrl(socketDir, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
