import type { EntityManager } from 'typeorm';

/** Which of these pins belong to a person. */
export async function knownPins(tx: EntityManager, pins: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { pin: string }[] = await tx.query('SELECT pin FROM person WHERE pin = ANY($1)', [pins]);
  return new Set(rows.map(({ pin }) => pin));
}
