import type { Client } from 'pg';

type Queries = Pick<Client, 'query'>;

/** Beside the backups of a folder: who was erased since an older one was made. Hashes alone, no pins. */
export const erasedFile = 'erased-persons.txt';

const hash = /^[\w+/=-]{16,128}$/;

export const hashesIn = (text: string): string[] => text.split(/\s+/).filter((word) => hash.test(word));

async function exists(client: Queries, what: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(`SELECT ${what} IS NOT NULL AS there`);
  return rows[0]?.there === true;
}

/** Hashes of the persons who were erased in this database. */
export async function erasedIn(client: Queries): Promise<string[]> {
  if (!(await exists(client, `to_regclass('erased_person')`))) return [];
  const { rows } = await client.query<{ hash: string }>('SELECT pin_hash AS hash FROM erased_person ORDER BY 1');
  return rows.map((row) => row.hash);
}

/** Whoever was erased after the backup was made is to be erased again: notes them, and lets the database do it. */
export async function applyErasures(client: Queries, hashes: readonly string[]): Promise<void> {
  if (hashes.length > 0 && (await exists(client, `to_regclass('erased_person')`))) {
    await client.query(
      'INSERT INTO erased_person (pin_hash) SELECT DISTINCT unnest($1::text[]) ON CONFLICT DO NOTHING',
      [hashes],
    );
  }
  if (await exists(client, `to_regproc('erase_again')`)) await client.query('SELECT erase_again()');
}
