import type { EntityManager } from 'typeorm';

/** Whether the device has the person, and shall go on having it. */
export async function holdsUser(tx: EntityManager, sn: string, pin: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `SELECT 1 FROM ledger WHERE sn = $1 AND table_name = 'user' AND key = 'Pin=' || $2
       AND desired_hash IS NOT NULL AND held_hash IS NOT NULL AND NOT unknown`,
    [sn, pin],
  );
  return rows.length > 0;
}
