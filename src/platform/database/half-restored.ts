import type { Client } from 'pg';

type Queries = Pick<Client, 'query'>;

/** The table stands in a database as long as a restore has not come to its end. */
export const halfRestoredTable = 'restore_under_way';

/** @throws Error of one line if a restore of this database broke off */
export async function refuseHalfRestored(client: Queries): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('${halfRestoredTable}') IS NOT NULL AS there`,
  );
  if (rows[0]?.there === true) {
    throw new Error(
      'the database is half restored: its restore broke off or is under way; run `postern restore` again, into an empty database',
    );
  }
}

export async function markHalfRestored(client: Queries, file: string): Promise<void> {
  await client.query(`CREATE TABLE ${halfRestoredTable} (file text NOT NULL, at timestamptz NOT NULL DEFAULT now())`);
  await client.query(`INSERT INTO ${halfRestoredTable} (file) VALUES ($1)`, [file]);
}
