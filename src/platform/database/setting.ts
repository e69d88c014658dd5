import type { EntityManager } from 'typeorm';

/** A setting of the installation as it was last written; undefined if it was never written. */
export async function readSetting<T>(tx: EntityManager, key: string): Promise<T | undefined> {
  const rows: { value: T }[] = await tx.query('SELECT value FROM setting WHERE key = $1', [key]);
  return rows[0]?.value;
}

export async function writeSetting(tx: EntityManager, key: string, value: unknown): Promise<void> {
  await tx.query(
    'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [key, JSON.stringify(value)],
  );
}
