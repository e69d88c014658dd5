import type { EntityManager } from 'typeorm';
import type { KeyState } from '../../platform/crypto/key-ring.js';

type Queries = Pick<EntityManager, 'query'>;

/** Beside the backups of a folder: who was erased since an older one was made. Hashes alone, no pins. */
export const erasedFile = 'erased-persons.jsonl';

/** Somebody who was erased: a hash of the pin that only the sealing key can make. */
export interface ErasedPin {
  readonly pinHash: string;
  readonly at: string;
}

export const erasedLines = (erased: readonly ErasedPin[]): string =>
  erased.map(({ pinHash, at }) => `${JSON.stringify({ pinHash, at })}\n`).join('');

/** What cannot be read is left out: a restore does not fail for it. */
export function erasedFrom(text: string): ErasedPin[] {
  return text.split('\n').flatMap((line) => {
    try {
      const { pinHash, at } = JSON.parse(line) as Partial<ErasedPin>;
      const isRight = typeof pinHash === 'string' && typeof at === 'string' && !Number.isNaN(Date.parse(at));
      return isRight ? [{ pinHash, at }] : [];
    } catch {
      return [];
    }
  });
}

/**
 * The line beside them that says which key the hashes come from: after a rotation it is not the one that the gateway
 * holds, and whoever reads the file need not have the database.
 */
export const keyLine = ({ sealing, before, first }: KeyState): string =>
  sealing === undefined ? '' : `${JSON.stringify({ key: { sealing, before, first } })}\n`;

/** What that line says; null = there is none, as in a file of an older release. */
export function keyStateFrom(text: string): KeyState | null {
  for (const line of text.split('\n')) {
    const found = keyStateIn(line);
    if (found !== null) return found;
  }
  return null;
}

function keyStateIn(line: string): KeyState | null {
  try {
    const { sealing, before, first } = (JSON.parse(line) as { key?: Partial<KeyState> }).key ?? {};
    const isRight = typeof sealing === 'string' && Array.isArray(before) && first !== undefined;
    return isRight ? { sealing, before, first } : null;
  } catch {
    return null;
  }
}

async function knowsErased(tx: Queries): Promise<boolean> {
  const [row]: { there: boolean }[] = await tx.query(`SELECT to_regclass('erased_person') IS NOT NULL AS there`);
  return row?.there === true;
}

/** The persons who were erased in this database. */
export async function erasedIn(tx: Queries): Promise<ErasedPin[]> {
  if (!(await knowsErased(tx))) return [];
  const rows: { pinHash: string; at: Date }[] = await tx.query(
    'SELECT pin_hash AS "pinHash", at FROM erased_person ORDER BY pin_hash',
  );
  return rows.map(({ pinHash, at }) => ({ pinHash, at: at.toISOString() }));
}

/** Whoever was erased after the backup was made is to be erased again: the next start of a gateway does it. */
export async function noteErasures(tx: Queries, erased: readonly ErasedPin[]): Promise<void> {
  if (!(await knowsErased(tx))) return;
  await tx.query(
    `INSERT INTO erased_person (pin_hash, at)
     SELECT hash, max(at) FROM unnest($1::text[], $2::timestamptz[]) AS e (hash, at) GROUP BY hash
     ON CONFLICT (pin_hash) DO UPDATE SET at = greatest(erased_person.at, excluded.at)`,
    [erased.map(({ pinHash }) => pinHash), erased.map(({ at }) => at)],
  );
  await tx.query(
    `INSERT INTO setting (key, value) VALUES ('eraseAgain', 'true') ON CONFLICT (key) DO UPDATE SET value = 'true'`,
  );
}
