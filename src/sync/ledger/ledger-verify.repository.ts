import type { EntityManager } from 'typeorm';
import { givingIsHeld, isOfBackup, wasTakenFrom } from '../../core/ledger/restore-hold.js';
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

interface KeptRow {
  readonly key: string;
  readonly desired: Buffer | null;
  readonly settled: boolean;
  readonly underWay: boolean;
}

const isSettled = 'coalesce(desired_hash = held_hash, false) AND NOT unknown AND command_id IS NULL';

/**
 * After a restore nothing is known of any row: what the device lacks of the backup is what has to be told. A row that was
 * changed since has another version and is unknown still; it may hold what was taken away, too. So may each row of
 * somebody from whom something was taken here since.
 */
const isHeldBack = `(desired_hash IS NOT NULL AND command_id IS NULL AND ${givingIsHeld('ledger.sn')}
  AND (unknown OR ${isOfBackup('ledger')} OR ${wasTakenFrom('ledger.sn', 'ledger.pin')}))`;
/** Then: what a command takes away in part cannot be compared before that has ended. */
const isUnderWay = `(desired_hash IS NOT NULL AND command_id IS NOT NULL AND ${givingIsHeld('ledger.sn')})`;

/** settled = acknowledged with its present content, and no command is under way for it. @param keys null = all */
export const keptRows = (
  tx: EntityManager,
  sn: string,
  { table, type }: TablePart,
  keys: readonly string[] | null = null,
): Promise<KeptRow[]> =>
  tx.query(
    `SELECT key, desired, ${isSettled} OR ${isHeldBack} AS settled, ${isUnderWay} AS "underWay" FROM ledger
     WHERE ${ofKept} AND ($4::text[] IS NULL OR key = ANY($4))`,
    [sn, table, type, keys],
  );

/** Settled rows that a survey has not found, so many of them: those about which nothing was decided meanwhile. */
export const rowsNotFound = (
  tx: EntityManager,
  surveyId: number,
  sn: string,
  { table, type }: TablePart,
  most: number,
): Promise<KeptRow[]> =>
  tx.query(
    `SELECT l.key, l.desired, true AS settled, false AS "underWay" FROM ledger l
     WHERE ${ofKept} AND ${isSettled}
       AND NOT EXISTS (SELECT 1 FROM survey_row r WHERE r.survey_id = $4 AND r.table_name = $2 AND r.key = l.key)
       AND NOT EXISTS (SELECT 1 FROM survey_overtaken o WHERE o.survey_id = $4 AND o.table_name = $2 AND o.key = l.key)
     LIMIT $5`,
    [sn, table, type, surveyId, most],
  );

/** Which tables, and of templates and photos which types, the ledger keeps for a device. */
export const keptTables = (tx: EntityManager, sn: string): Promise<{ table: string; type: number | null }[]> =>
  tx.query(
    `SELECT DISTINCT table_name AS "table", bio_type AS type FROM ledger
     WHERE sn = $1 AND NOT unsupported ORDER BY 1, 2`,
    [sn],
  );
