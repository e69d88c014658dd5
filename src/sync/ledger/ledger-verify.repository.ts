import type { EntityManager } from 'typeorm';
import { heldRange, type Range } from './ledger-status.repository.js';

/* The ledger's side of a comparison with a device. */

/** One table, or one biometric type of it. */
interface TablePart {
  readonly table: string;
  readonly type: number | null;
}

const ofKept = `sn = $1 AND table_name = $2 AND NOT unsupported
  AND ($3::int IS NULL OR bio_type = $3)`;

/** How many rows the device should have. A row that is on its way may be there or not, so it widens the range. */
export const keptRange = (tx: EntityManager, sn: string, { table, type }: TablePart): Promise<Range> =>
  heldRange(tx, ofKept, [sn, table, type]);

/** settled = acknowledged with its present content, and no command is under way for it. */
export const keptRows = (
  tx: EntityManager,
  sn: string,
  { table, type }: TablePart,
): Promise<{ key: string; desired: Buffer | null; settled: boolean }[]> =>
  tx.query(
    `SELECT key, desired, coalesce(desired_hash = held_hash, false) AND NOT unknown AND command_id IS NULL AS settled
     FROM ledger WHERE ${ofKept}`,
    [sn, table, type],
  );

/** Which tables, and of templates and photos which types, the ledger keeps for a device. */
export const keptTables = (tx: EntityManager, sn: string): Promise<{ table: string; type: number | null }[]> =>
  tx.query(
    `SELECT DISTINCT table_name AS "table", bio_type AS type FROM ledger
     WHERE sn = $1 AND NOT unsupported ORDER BY 1, 2`,
    [sn],
  );
