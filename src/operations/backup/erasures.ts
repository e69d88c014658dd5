import type { EntityManager } from 'typeorm';

type Queries = Pick<EntityManager, 'query'>;

/** Beside the backups of a folder: who was erased since an older one was made. Hashes alone, no pins. */
export const erasedFile = 'erased-persons.txt';

const hash = /^[\w+/=-]{16,128}$/;

export const hashesIn = (text: string): string[] => text.split(/\s+/).filter((word) => hash.test(word));

async function exists(tx: Queries, what: string): Promise<boolean> {
  const [row]: { there: boolean }[] = await tx.query(`SELECT ${what} IS NOT NULL AS there`);
  return row?.there === true;
}

/** Hashes of the persons who were erased in this database. */
export async function erasedIn(tx: Queries): Promise<string[]> {
  if (!(await exists(tx, `to_regclass('erased_person')`))) return [];
  const rows: { hash: string }[] = await tx.query('SELECT pin_hash AS hash FROM erased_person ORDER BY 1');
  return rows.map(({ hash }) => hash);
}

/** Whoever was erased after the backup was made is to be erased again: notes them, and lets the database do it. */
export async function applyErasures(tx: Queries, hashes: readonly string[]): Promise<void> {
  if (hashes.length > 0 && (await exists(tx, `to_regclass('erased_person')`))) {
    await tx.query('INSERT INTO erased_person (pin_hash) SELECT DISTINCT unnest($1::text[]) ON CONFLICT DO NOTHING', [
      [...hashes],
    ]);
  }
  if (await exists(tx, `to_regproc('erase_again')`)) await tx.query('SELECT erase_again()');
}
