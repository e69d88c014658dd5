import { once } from 'node:events';
import { escapeIdentifier, type Client } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import type { Opener } from './age.js';
import { photoOfEvent } from '../../modules/transaction/stored-event.js';
import { holdsPictures, readArchive, type ArchiveManifest } from './archive-file.js';
import { plainText, sumOf } from './catalog.js';
import { namingColumns, type ErasedPersons } from './erased-persons.js';
import { BackupFault, type BackupTable } from './format.js';

export interface LoadPlan {
  readonly source: AsyncIterable<Uint8Array>;
  readonly opener: Opener;
  /** Beside that of the gateway, which knows nothing of it. */
  readonly schema: string;
  readonly erased: ErasedPersons;
}

export interface LoadedArchive {
  readonly month: string;
  readonly events: number;
  readonly pictures: number;
}

const kinds = ['event', 'event_photo'] as const;
type Kind = (typeof kinds)[number];

const kindOf = (table: BackupTable): Kind => (holdsPictures(table) ? 'event_photo' : 'event');
const tableOf = (kind: Kind, month: string) => `${kind}_${month.replace('-', '_')}`;

/**
 * Puts an archive into tables of its own, each month beneath `event` and `event_photo` of that schema: a query of these
 * reads all months that were loaded. One transaction: a file that is damaged leaves nothing.
 * @throws BackupFault if the file cannot be read, or its month is there already
 */
export async function loadArchive(
  client: Client,
  { source, opener, schema, erased }: LoadPlan,
): Promise<LoadedArchive> {
  await client.query('BEGIN');
  try {
    await client.query(plainText);
    const loading = new Loading(client, schema);
    const manifest = await readArchive(source, opener, {
      manifest: (found) => loading.begin(found),
      rows: (table, text) => loading.write(table, text),
    });
    const loaded = await loading.end(manifest, erased);
    await client.query('COMMIT');
    return loaded;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** @returns whether the month was there */
export async function unloadArchive(client: Client, schema: string, month: string): Promise<boolean> {
  const [events, pictures] = kinds.map((kind) => named(schema, tableOf(kind, month)));
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [events]);
  await client.query(`DROP TABLE IF EXISTS ${events ?? ''}, ${pictures ?? ''}`);
  return rows[0]?.there === true;
}

const named = (schema: string, table: string) => `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;

class Loading {
  private month = '';
  private table: BackupTable | null = null;
  private copy: CopyStreamQuery | null = null;
  private done: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: Client,
    private readonly schema: string,
  ) {}

  async begin({ month, tables }: ArchiveManifest): Promise<void> {
    const { client, schema } = this;
    this.month = month;
    const { rows } = await client.query<{ home: string }>('SELECT current_schema() AS home');
    const home = rows[0]?.home ?? 'public';
    if (schema === home) throw new BackupFault(`schema ${schema} is that of the gateway: give another one`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${escapeIdentifier(schema)}`);
    for (const kind of kinds) {
      const [above, own] = [named(schema, kind), named(schema, tableOf(kind, month))];
      // Columns without conditions: those of another version need not fill all of them.
      await client.query(`CREATE TABLE IF NOT EXISTS ${above} AS SELECT * FROM ${named(home, kind)} WITH NO DATA`);
      const columns = tables.filter((table) => kindOf(table) === kind).flatMap((table) => table.columns);
      for (const column of new Set(columns))
        await client.query(`ALTER TABLE ${above} ADD COLUMN IF NOT EXISTS ${escapeIdentifier(column)} text`);
      await client.query(`CREATE TABLE ${own} () INHERITS (${above})`).catch((error: unknown) => {
        if ((error as { code?: string }).code !== duplicateTable) throw error;
        throw new BackupFault(`${month} is loaded already: \`postern archive unload --month ${month}\` takes it away`);
      });
    }
  }

  async write(table: BackupTable, text: Buffer): Promise<void> {
    if (this.table?.name !== table.name) {
      await this.endTable();
      this.table = table;
      const into = named(this.schema, tableOf(kindOf(table), this.month));
      this.copy = this.client.query(
        copyFrom(`COPY ${into} (${table.columns.map(escapeIdentifier).join(', ')}) FROM STDIN`),
      );
      this.done = once(this.copy, 'finish');
      this.done.catch(() => undefined);
    }
    if (this.copy?.write(text) === false) await Promise.race([once(this.copy, 'drain'), this.done]);
  }

  async end({ month, tables }: ArchiveManifest, erased: ErasedPersons): Promise<LoadedArchive> {
    await this.endTable();
    const { client, schema } = this;
    await client.query(`SET LOCAL search_path = ${escapeIdentifier(schema)}`);
    const counts = { event: 0, event_photo: 0 };
    for (const kind of kinds) {
      const parts = tables.filter((table) => kindOf(table) === kind);
      const name = tableOf(kind, month);
      counts[kind] = parts.reduce((sum, { rows }) => sum + rows, 0);
      const found = await sumOf(client, { name, columns: parts[0]?.columns ?? [] });
      const wanted = parts.reduce((sum, part) => sum + BigInt(part.sum), 0n);
      if (counts[kind] > 0 && (found.rows !== counts[kind] || found.sum !== String(wanted)))
        throw new BackupFault(`table ${name} is not as it was: ${found.rows} rows of ${counts[kind]}`);
      await client.query(`CREATE INDEX ON ${escapeIdentifier(name)} (event_time)`);
      await client.query(`CREATE INDEX ON ${escapeIdentifier(name)} (pin, event_time)`);
    }
    const gone = await leaveOut(client, month, erased);
    return { month, events: counts.event, pictures: counts.event_photo - gone };
  }

  private async endTable(): Promise<void> {
    this.copy?.end();
    await this.done;
    this.copy = null;
  }
}

/**
 * Persons who were erased since, once the sums are compared, in the schema of the archives.
 * @returns how many pictures are gone
 */
async function leaveOut(client: Client, month: string, erased: ErasedPersons): Promise<number> {
  const [events, pictures] = [tableOf('event', month), tableOf('event_photo', month)];
  const { rows } = await client.query<{ pin: string }>(`SELECT pin FROM ${events} UNION SELECT pin FROM ${pictures}`);
  let gone = 0;
  for (const { pin } of rows) {
    const at = erased.erasedAt(pin);
    if (at === null) continue;
    const values = [pin, new Date(at).toISOString()];
    const theirs = `p.received_at <= $2::timestamptz AND (p.pin = $1 OR EXISTS (SELECT 1 FROM ${events} e
      WHERE e.pin = $1 AND e.received_at <= $2::timestamptz AND ${photoOfEvent}))`;
    gone += (await client.query(`DELETE FROM ${pictures} p WHERE ${theirs}`, values)).rowCount ?? 0;
    const blank = namingColumns.map((column) => `${column} = ''`).join(', ');
    const { rowCount } = await client.query(
      `UPDATE ${events} SET ${blank} WHERE pin = $1 AND received_at <= $2::timestamptz`,
      values,
    );
    if (rowCount) erased.met(pin);
  }
  return gone;
}

const duplicateTable = '42P07';
