import { once } from 'node:events';
import { escapeIdentifier, type Client } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { copyTarget, plainText, sumOf } from './catalog.js';
import { BackupFault, type BackupTable, type Manifest, type SequenceValue } from './format.js';

const partitions = `SELECT c.relname AS name, p.relname AS "of", pg_get_expr(c.relpartbound, c.oid) AS bound
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
  WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace`;

/** Makes the partitions that the backup has, and no others. */
async function makePartitions(client: Client, { tables }: Manifest): Promise<void> {
  const wanted = new Map(tables.flatMap((table) => (table.partitionOf === null ? [] : [[table.name, table] as const])));
  const { rows } = await client.query<{ name: string; of: string; bound: string }>(partitions);
  const there = new Set<string>();
  for (const { name, of, bound } of rows) {
    const same = wanted.get(name);
    if (same?.partitionOf === of && same.bound === bound) there.add(name);
    else await client.query(`DROP TABLE ${escapeIdentifier(name)}`);
  }
  for (const { name, partitionOf, bound } of wanted.values()) {
    if (there.has(name) || partitionOf === null) continue;
    await client.query(
      `CREATE TABLE ${escapeIdentifier(name)} PARTITION OF ${escapeIdentifier(partitionOf)} ${bound ?? 'DEFAULT'}`,
    );
  }
}

/** Writes the rows of a backup into a database that has its tables, in one transaction. */
export class RowsRestore {
  private table: BackupTable | null = null;
  private copy: CopyStreamQuery | null = null;
  private done: Promise<unknown> = Promise.resolve();

  constructor(private readonly client: Client) {}

  async begin(manifest: Manifest): Promise<void> {
    const { client } = this;
    await client.query('BEGIN');
    await client.query(plainText);
    await makePartitions(client, manifest);
    // The migrations have written rows, too: those that everybody has.
    const names = manifest.tables.map(({ name }) => escapeIdentifier(name));
    await client.query(`TRUNCATE ${names.join(', ')} CASCADE`);
    for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  }

  async write(table: BackupTable, text: Buffer): Promise<void> {
    if (this.table?.name !== table.name) {
      await this.endTable();
      this.table = table;
      this.copy = this.client.query(
        copyFrom(`COPY ${copyTarget({ ...table, columns: [...table.columns] })} FROM STDIN`),
      );
      this.done = once(this.copy, 'finish');
      this.done.catch(() => undefined);
    }
    if (this.copy?.write(text) === false) await Promise.race([once(this.copy, 'drain'), this.done]);
  }

  /** @throws BackupFault if the rows are not those of the backup */
  async end({ tables }: Manifest, sequences: readonly SequenceValue[]): Promise<void> {
    await this.endTable();
    const { client } = this;
    for (const table of tables) {
      const { rows, sum } = await sumOf(client, table);
      if (rows !== table.rows || sum !== table.sum) {
        throw new BackupFault(`table ${table.name} is not as it was: ${rows} rows of ${table.rows}, sum ${sum}`);
      }
    }
    for (const { name, value, isCalled } of sequences) {
      await client.query('SELECT setval(to_regclass($1), $2::bigint, $3)', [escapeIdentifier(name), value, isCalled]);
    }
    for (const { name } of tables) await client.query(`ALTER TABLE ${escapeIdentifier(name)} ENABLE TRIGGER USER`);
    await client.query('COMMIT');
  }

  private async endTable(): Promise<void> {
    this.copy?.end();
    await this.done;
    this.copy = null;
  }
}
