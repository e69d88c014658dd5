import type { EntityManager } from 'typeorm';
import type { AccountRange } from '../../protocol/access-push/command-account.js';

/**
 * waiting: begins when it is due; running: requested, packages are coming; received: all have come and are being
 * stored; then done or failed.
 */
export type ReconciliationStatus = 'waiting' | 'running' | 'received' | 'done' | 'failed';
export type ReconciliationCause = 'operator' | 'gap' | 'nightly' | 'command' | 'restore';
/**
 * By ACCOUNT (Access PUSH 9.2), or by a query of the table if the device does not know ACCOUNT (9.1.4). count: a
 * terminal counts its punches (Attendance PUSH 12.5) and is asked for those of periods in which it has more.
 */
export type Way = 'account' | 'query' | 'count';

/** The origin of the commands that request it. */
export const origin = 'reconcile';

/** What is requested. `since` is when a gap in the index began; our own events are compared from there. */
export type Range = AccountRange & { readonly since?: string };

/** One comparison of a device's events with ours. */
export interface Reconciliation {
  readonly id: number;
  readonly sn: string;
  readonly cause: ReconciliationCause;
  readonly status: ReconciliationStatus;
  readonly range: Range;
  readonly way: Way;
  readonly commandId: number | null;
  /** Its first answer could not be read, and it was requested a second time. */
  readonly askedAgain: boolean;
  /** Packages that the device announced; null = none announced. */
  readonly packages: number | null;
  readonly announced: number | null;
  readonly reason: string | null;
  /** Counts of what has come: packages, rows in them, rows that were new here, rows that cannot be read. */
  readonly received: number;
  readonly records: number;
  readonly stored: number;
  readonly unreadable: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `r.id, r.sn, r.cause, r.status, r.range, r.way, r.command_id AS "commandId", r.asked_again AS "askedAgain",
  r.packages, r.announced,
  r.reason, r.created_at AS "createdAt", r.finished_at AS "finishedAt", p.*`;
const source = `reconciliation r, LATERAL (
  SELECT count(*)::int AS received, coalesce(sum(records), 0)::int AS records, coalesce(sum(stored), 0)::int AS stored,
    coalesce(sum(unreadable), 0)::int AS unreadable FROM account_package WHERE reconciliation_id = r.id) p`;

/** The comparisons that a condition on `r` selects, newest first. */
export const reconciliations = (
  tx: EntityManager,
  where: string,
  values: readonly unknown[],
  limit = 1,
): Promise<Reconciliation[]> =>
  tx.query(`SELECT ${columns} FROM ${source} WHERE ${where} ORDER BY r.id DESC LIMIT ${limit}`, [...values]);

export async function finish(
  tx: EntityManager,
  id: number,
  status: 'done' | 'failed',
  reason: string | null = null,
): Promise<void> {
  await tx.query(
    `UPDATE reconciliation SET status = $2, reason = $3, finished_at = clock_timestamp(), leased_until = NULL
     WHERE id = $1`,
    [id, status, reason],
  );
  // The packages are only used when all of them are there.
  if (status === 'failed')
    await tx.query('DELETE FROM account_package WHERE reconciliation_id = $1 AND stored IS NULL', [id]);
}
