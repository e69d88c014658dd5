import type { EntityManager } from 'typeorm';
import type { LedgerRow } from '../../core/command/order.js';
import { speakableTables } from '../desired/speakable.js';
import { mayRetry } from './ledger.repository.js';

/* What the end of a command means for the rows that it carried. The caller holds the device's lock. */

/** A command by its number, and its device. */
interface Carrier {
  readonly sn: string;
  readonly id: number;
}

const keysOf = (rows: readonly LedgerRow[]) => rows.map(({ key }) => key);
const versionsOf = (rows: readonly LedgerRow[]) => rows.map(({ version }) => version);

/** Commands that carry these rows and were made after this one. */
export async function commandsBehind(
  tx: EntityManager,
  { sn, id }: Carrier,
  table: string,
  rows: readonly LedgerRow[],
): Promise<number[]> {
  const behind: { command_id: number }[] = await tx.query(
    `SELECT DISTINCT l.command_id FROM ledger l JOIN unnest($3::text[], $4::bigint[]) AS r (key, version)
       ON l.key = r.key AND l.version = r.version
     WHERE l.sn = $1 AND l.table_name = $2 AND l.command_id > $5`,
    [sn, table, keysOf(rows), versionsOf(rows), id],
  );
  return behind.map(({ command_id }) => command_id);
}

/** Gives rows of these commands back to this one if they are of its units. No command carries the others any more. */
export async function takeBack(
  tx: EntityManager,
  { sn, id }: Carrier,
  table: string,
  units: readonly string[],
  commandIds: readonly number[],
): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET command_id = CASE WHEN l.table_name = $3 AND l.unit = ANY($4) THEN $5::int END, unknown = true
     WHERE sn = $1 AND command_id = ANY($2)`,
    [sn, commandIds, table, units, id],
  );
}

/**
 * Notes that the device holds these rows. The ledger changes only where the acknowledged version is still the newest.
 */
export async function acknowledgeRows(
  tx: EntityManager,
  { sn, id }: Carrier,
  table: string,
  rows: readonly (LedgerRow & { readonly hash: string })[],
): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET held_hash = r.hash, unknown = false, failures = 0,
       failed = false, retry_at = NULL, return_code = NULL,
       held_scope = CASE WHEN l.desired_hash = r.hash THEN l.desired_scope END,
       command_id = CASE WHEN l.command_id = $6 THEN NULL ELSE l.command_id END
     FROM unnest($3::text[], $4::bigint[], $5::text[]) AS r (key, version, hash)
     WHERE l.sn = $1 AND l.table_name = $2 AND l.key = r.key AND l.version = r.version`,
    [sn, table, keysOf(rows), versionsOf(rows), rows.map(({ hash }) => hash), id],
  );
}

/**
 * Notes that the device no longer holds these rows. Rows that it should not hold are forgotten.
 * @returns the pins of the rows that are forgotten
 */
export async function acknowledgeGone(
  tx: EntityManager,
  { sn, id }: Carrier,
  table: string,
  rows: readonly LedgerRow[],
): Promise<string[]> {
  await tx.query(
    `UPDATE ledger l SET held_hash = NULL, unknown = false, failures = 0, return_code = NULL,
       held_scope = CASE WHEN l.command_id <> $5 THEN l.desired_scope END,
       command_id = CASE WHEN l.command_id = $5 THEN NULL ELSE l.command_id END
     FROM unnest($3::text[], $4::bigint[]) AS r (key, version)
     WHERE l.sn = $1 AND l.table_name = $2 AND l.key = r.key AND l.version = r.version`,
    [sn, table, keysOf(rows), versionsOf(rows), id],
  );
  const [forgotten]: [{ pin: string }[], number] = await tx.query(
    `DELETE FROM ledger WHERE sn = $1 AND table_name = $2 AND key = ANY($3) AND desired_hash IS NULL
       AND held_hash IS NULL AND NOT unknown AND command_id IS NULL RETURNING pin`,
    [sn, table, keysOf(rows)],
  );
  return forgotten.map(({ pin }) => pin);
}

/** Forgets what the device once reported of these users: it does not hold that any more. */
export async function forgetReported(tx: EntityManager, sn: string, users: readonly LedgerRow[]): Promise<void> {
  await tx.query(
    `DELETE FROM device_user u USING ledger l WHERE u.sn = $1 AND l.sn = $1 AND l.table_name = 'user'
       AND l.key = ANY($2) AND u.pin = l.pin`,
    [sn, keysOf(users)],
  );
}

/**
 * A terminal deletes everything of a user together with the user. What a device was given of a user over another link
 * may still be there.
 */
export async function forgetAllOf(tx: EntityManager, sn: string, pins: readonly string[]): Promise<void> {
  await tx.query(
    `DELETE FROM ledger l USING device d WHERE l.sn = $1 AND d.sn = l.sn AND d.link = 'push-att'
       AND l.pin = ANY($2) AND l.table_name <> 'user' AND l.table_name = ANY($3) AND l.desired_hash IS NULL`,
    [sn, pins, speakableTables('push-att')],
  );
}

/** Another command takes over a part of what this one carried. @param by whether `names` are keys or units */
export async function handOver(
  tx: EntityManager,
  { sn, id }: Carrier,
  to: number,
  table: string,
  by: 'key' | 'unit',
  names: readonly string[],
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET command_id = $1, unknown = true
     WHERE sn = $2 AND table_name = $3 AND ${by} = ANY($4) AND command_id = $5`,
    [to, sn, table, names, id],
  );
}

/** Rows that the command carries, and all rows of these units. */
export const carriedRows = (
  tx: EntityManager,
  { sn, id }: Carrier,
  table: string,
  units: readonly string[],
): Promise<(LedgerRow & { unit: string; carried: boolean })[]> =>
  tx.query(
    `SELECT key, version, unit, command_id IS NOT DISTINCT FROM $3 AS carried FROM ledger
     WHERE sn = $1 AND table_name = $2 AND (command_id = $3 OR unit = ANY($4))
       AND pin = ANY(ARRAY(SELECT pin FROM ledger WHERE sn = $1 AND command_id = $3))`,
    [sn, table, id, units],
  );

/**
 * What the command carried is tried again later. @param waits seconds, one for each failure; after the last the row has
 * failed
 */
export async function retryLater(
  tx: EntityManager,
  { sn, id }: Carrier,
  code: number | null,
  waits: readonly number[],
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET command_id = NULL, unknown = true, return_code = $3, failures = failures + 1,
       failed = failures >= $4,
       retry_at = CASE WHEN failures >= $4 THEN NULL
         ELSE clock_timestamp() + ($5::int[])[failures + 1] * interval '1 second' END
     WHERE sn = $1 AND command_id = $2`,
    [sn, id, code, waits.length, waits],
  );
}

/** What the command carried has failed. */
export async function markFailed(
  tx: EntityManager,
  { sn, id }: Carrier,
  code: number,
  mayHold: boolean,
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET command_id = NULL, failed = true, retry_at = NULL, return_code = $3, failures = failures + 1,
       unknown = $4 OR desired_hash IS NULL AND unknown
     WHERE sn = $1 AND command_id = $2`,
    [sn, id, code, mayHold],
  );
}

/** The device does not have the users that these rows belong to, whatever it said before. */
export async function doubtUsersOf(
  tx: EntityManager,
  sn: string,
  table: string,
  rows: readonly LedgerRow[],
): Promise<void> {
  await tx.query(
    `UPDATE ledger u SET unknown = true, held_hash = NULL FROM ledger r
     WHERE r.sn = $1 AND r.table_name = $2 AND r.key = ANY($3) AND u.sn = $1 AND u.table_name = 'user'
       AND u.pin = r.pin AND NOT u.unsupported AND u.command_id IS NULL`,
    [sn, table, keysOf(rows)],
  );
}

/** It is not known whether the device did what the command carried. */
export async function release(tx: EntityManager, { sn, id }: Carrier): Promise<void> {
  await tx.query(`UPDATE ledger SET command_id = NULL, unknown = true WHERE sn = $1 AND command_id = $2`, [sn, id]);
}

/** Whether anything of the device differs that no command carries and that may go now. */
export async function hasWaiting(tx: EntityManager, sn: string): Promise<boolean> {
  const found: unknown[] = await tx.query(
    `SELECT 1 FROM ledger WHERE sn = $1 AND (unknown OR desired_hash IS DISTINCT FROM held_hash)
       AND command_id IS NULL AND NOT failed AND (retry_at IS NULL OR ${mayRetry('retry_at')}) LIMIT 1`,
    [sn],
  );
  return found.length > 0;
}

export async function failedRows(tx: EntityManager, sn: string): Promise<number> {
  const [failed] = await tx.query<{ n: number }[]>('SELECT count(*)::int AS n FROM ledger WHERE sn = $1 AND failed', [
    sn,
  ]);
  return failed?.n ?? 0;
}
