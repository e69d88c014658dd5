import type { Socket } from 'node:net';
import pg, { escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { plainText, rowsOf, sumOf, tablesOf, type CatalogTable } from './catalog.js';
import { BackupFault, OtherBackup, type BackupTable, type Manifest, type SequenceValue } from './format.js';

/** A table was dropped between the look at the catalog and its lock. */
const gone = new Set(['42P01', '40001']);
const tries = 5;

/** What the database says of itself. */
export type DatabaseFacts = Pick<Manifest, 'at' | 'postgres' | 'migrations' | 'feedEra' | 'keyFingerprint'>;

/** One state of the database, as long as it is open: nobody's writes change it, and it holds up nobody. */
export class Snapshot {
  private constructor(
    private readonly client: pg.Client,
    readonly tables: readonly CatalogTable[],
  ) {}

  /**
   * @param lockCall takes a lock that is held as long as this is open; null = none
   * @param signal ends it, whatever it does
   * @throws OtherBackup if another one runs
   */
  static async open(url: string, lockCall: string | null, signal?: AbortSignal): Promise<Snapshot> {
    for (let attempt = 1; ; attempt++) {
      const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'postern backup' });
      client.on('error', () => undefined);
      await client.connect();
      try {
        const snapshot = new Snapshot(client, await begin(client, lockCall));
        signal?.addEventListener('abort', () => snapshot.breakOff(), { once: true });
        return snapshot;
      } catch (error) {
        await client.end().catch(() => undefined);
        if (attempt === tries || !gone.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  async facts(): Promise<DatabaseFacts> {
    const one = async <T>(query: string) => (await this.client.query<{ it: T }>(query)).rows[0]?.it ?? null;
    const { rows: done } = await this.client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    return {
      at: (await one<Date>('SELECT now() AS it'))?.toISOString() ?? '',
      postgres: (await one<string>(`SELECT current_setting('server_version') AS it`)) ?? '',
      migrations: done.map(({ name }) => name),
      feedEra: await one<Manifest['feedEra']>(`SELECT json_build_object('system', system, 'timeline', timeline,
        'firstPosition', first_position::text) AS it FROM feed_era ORDER BY first_position DESC LIMIT 1`),
      keyFingerprint: await one<string>(
        `SELECT value #>> '{}' AS it FROM setting WHERE key = 'encryptionKeyFingerprint'`,
      ),
    };
  }

  async summed(table: CatalogTable, condition: string): Promise<BackupTable> {
    return { ...table, ...(await sumOf(this.client, table, condition)) };
  }

  /** The rows as COPY writes them. */
  copy(table: CatalogTable, condition: string): AsyncIterable<Buffer> {
    return this.client.query(copyTo(`COPY (${rowsOf(table, condition)}) TO STDOUT`)) as AsyncIterable<Buffer>;
  }

  /** Their values of now, which are behind all that the snapshot has: sequences know no snapshot. */
  async sequences(): Promise<SequenceValue[]> {
    const { rows: names } = await this.client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S'
         AND relname NOT LIKE 'migrations%' AND relname NOT LIKE 'backup\\_run%' ORDER BY relname COLLATE "C"`,
    );
    const found: SequenceValue[] = [];
    for (const { name } of names) {
      const { rows } = await this.client.query<SequenceValue>(
        `SELECT $1::text AS name, last_value::text AS value, is_called AS "isCalled" FROM ${escapeIdentifier(name)}`,
        [name],
      );
      found.push(...rows);
    }
    return found;
  }

  readonly quoted = (text: string): string => this.client.escapeLiteral(text);

  /** Everything that waits for it gets an error at once. */
  breakOff(): void {
    const { stream } = this.client.connection as unknown as { stream: Socket };
    stream.destroy(new BackupFault('it was broken off'));
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}

async function begin(client: pg.Client, lockCall: string | null): Promise<CatalogTable[]> {
  // Locks first, then the snapshot: no table that it shows can be dropped any more.
  const tables = await tablesOf(client);
  if (tables.length === 0) throw new BackupFault('the database is empty: there is nothing to back up');
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query(`${plainText}; SET LOCAL lock_timeout = '30s'`);
  await client.query(
    `LOCK TABLE ${tables.map(({ name }) => `ONLY ${escapeIdentifier(name)}`).join(', ')} IN ACCESS SHARE MODE`,
  );
  if (lockCall) {
    const { rows } = await client.query<{ free: boolean }>(`SELECT ${lockCall} AS free`);
    if (rows[0]?.free !== true) throw new OtherBackup('another backup of this database is under way');
  }
  const now = await tablesOf(client);
  if (JSON.stringify(now) !== JSON.stringify(tables))
    throw Object.assign(new Error('tables changed'), { code: '40001' });
  return now;
}
