import type { EntityManager } from 'typeorm';
import type { LedgerRow } from '../../core/command/order.js';
import type { AnsweredRow } from './ledger-outcome.repository.js';
import { carrier, isItsRow } from './ledger.repository.js';

/* Rows whose DELETE was answered in a way that may mean anything. The caller holds the device's lock. */

/** A command by its number, and its device. */
interface Carrier {
  readonly sn: string;
  readonly id: number;
}

/** Of the rows that the DELETE was about those that nothing newer is known of, and that no other command carries. */
export const doubtedRows = (
  tx: EntityManager,
  { sn, id }: Carrier,
  table: string,
  rows: readonly LedgerRow[],
): Promise<{ key: string; pin: string }[]> =>
  tx.query(
    `SELECT l.key, l.pin FROM ledger l JOIN unnest($3::text[], $4::bigint[]) AS r (key, version)
       ON l.key = r.key AND l.version = r.version
     WHERE l.sn = $1 AND l.table_name = $2 AND l.desired_hash IS NULL AND (l.command_id IS NULL OR l.command_id = $5)`,
    [sn, table, rows.map(({ key }) => key), rows.map(({ version }) => version), id],
  );

/** Until the query is answered, it is not known whether the device holds these rows, and nothing else is done about them. */
export async function carryByQuery(
  tx: EntityManager,
  { sn, id }: Carrier,
  table: string,
  rows: readonly { readonly key: string }[],
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET command_id = $2, unknown = true WHERE sn = $1 AND table_name = $3 AND key = ANY($4)`,
    [sn, id, table, rows.map(({ key }) => key)],
  );
}

export const carriedByQuery = (tx: EntityManager, { sn, id }: Carrier): Promise<AnsweredRow[]> =>
  tx.query(
    `SELECT l.sn, l.table_name AS "table", l.key, l.version, c.id FROM ledger l, ${carrier}
     WHERE c.sn = $1 AND c.id = $2 AND ${isItsRow}`,
    [sn, id],
  );
