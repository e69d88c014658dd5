import type { EntityManager } from 'typeorm';
import type { LedgerRow } from '../../core/command/order.js';
import { speakableTables } from '../desired/speakable.js';
import { carrier, isItsRow, mayRetry, pinsOf } from './ledger.repository.js';

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
     FROM ${carrier} WHERE c.sn = $1 AND c.id = ANY($2) AND ${isItsRow}`,
    [sn, commandIds, table, units, id],
  );
}

/** A row that a command carried. */
export interface AnsweredRow extends LedgerRow {
  readonly sn: string;
  readonly table: string;
  readonly id: number;
}

const answeredArrays = (rows: readonly AnsweredRow[]) => [
  rows.map(({ sn }) => sn),
  rows.map(({ table }) => table),
  keysOf(rows),
  versionsOf(rows),
  rows.map(({ id }) => id),
];
const answered = 'unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::int[]';
const answeredColumns = 'sn, table_name, key, version, id';
const isAnswered = 'l.sn = r.sn AND l.table_name = r.table_name AND l.key = r.key AND l.version = r.version';

/**
 * Notes that devices hold these rows. The ledger changes only where the acknowledged version is still the newest.
 */
export async function acknowledgeRows(
  tx: EntityManager,
  rows: readonly (AnsweredRow & { readonly hash: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE ledger l SET held_hash = r.hash, unknown = false, failures = 0,
       held_at = CASE WHEN l.held_hash = r.hash AND NOT l.unknown AND l.held_at IS NOT NULL THEN l.held_at
         ELSE clock_timestamp() END,
       failed = false, retry_at = NULL, return_code = NULL,
       held_scope = CASE WHEN l.desired_hash = r.hash THEN l.desired_scope END,
       command_id = CASE WHEN l.command_id = r.id THEN NULL ELSE l.command_id END
     FROM ${answered}, $6::text[]) AS r (${answeredColumns}, hash) WHERE ${isAnswered}`,
    [...answeredArrays(rows), rows.map(({ hash }) => hash)],
  );
}

/**
 * Notes that devices no longer hold these rows. Rows that they should not hold are forgotten.
 * @returns whose rows are forgotten
 */
export async function acknowledgeGone(
  tx: EntityManager,
  rows: readonly AnsweredRow[],
): Promise<{ sn: string; pin: string }[]> {
  if (rows.length === 0) return [];
  const [forgotten]: [{ sn: string; pin: string }[], number] = await tx.query(
    `DELETE FROM ledger l USING ${answered}) AS r (${answeredColumns})
     WHERE ${isAnswered} AND l.desired_hash IS NULL AND (l.command_id IS NULL OR l.command_id = r.id)
     RETURNING l.sn, l.pin`,
    answeredArrays(rows),
  );
  if (forgotten.length < rows.length) await acknowledgeStaying(tx, rows);
  return forgotten;
}

/** Rows that were deleted on devices and that others are to write there again. */
async function acknowledgeStaying(tx: EntityManager, rows: readonly AnsweredRow[]): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET held_hash = NULL, unknown = false, failures = 0, return_code = NULL,
       held_scope = CASE WHEN l.command_id <> r.id THEN l.desired_scope END,
       command_id = CASE WHEN l.command_id = r.id THEN NULL ELSE l.command_id END
     FROM ${answered}) AS r (${answeredColumns}) WHERE ${isAnswered}`,
    answeredArrays(rows),
  );
}

/** What devices have deleted, and what goes with that. */
export async function rowsGone(tx: EntityManager, rows: readonly AnsweredRow[]): Promise<void> {
  const users = rows.filter(({ table }) => table === 'user');
  await forgetReported(tx, users);
  const others = rows.filter(({ table }) => table !== 'user');
  await acknowledgeGone(tx, others);
  await forgetAllOf(tx, await acknowledgeGone(tx, users));
}

/** Forgets what devices once reported of these users: they do not hold that any more. */
export async function forgetReported(tx: EntityManager, users: readonly AnsweredRow[]): Promise<void> {
  if (users.length === 0) return;
  await tx.query(
    `DELETE FROM device_user u USING ledger l, unnest($1::text[], $2::text[]) AS r (sn, key)
     WHERE l.sn = r.sn AND l.table_name = 'user' AND l.key = r.key AND u.sn = r.sn AND u.pin = l.pin`,
    [users.map(({ sn }) => sn), keysOf(users)],
  );
}

/**
 * A terminal deletes everything of a user together with the user. What a device was given of a user over another link
 * may still be there.
 */
export async function forgetAllOf(
  tx: EntityManager,
  users: readonly { readonly sn: string; readonly pin: string }[],
): Promise<void> {
  if (users.length === 0) return;
  await tx.query(
    `DELETE FROM ledger l USING device d, unnest($1::text[], $2::text[]) AS r (sn, pin)
     WHERE d.sn = r.sn AND d.link = 'push-att' AND l.sn = r.sn AND l.pin = r.pin
       AND l.table_name <> 'user' AND l.table_name = ANY($3) AND l.desired_hash IS NULL`,
    [users.map(({ sn }) => sn), users.map(({ pin }) => pin), speakableTables('push-att')],
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
     WHERE sn = $2 AND table_name = $3 AND ${by} = ANY($4) AND command_id = $5
       AND pin = ANY((SELECT ${pinsOf('c')} FROM command c WHERE c.sn = $2 AND c.id = $5)::text[])`,
    [to, sn, table, names, id],
  );
  await tx.query('UPDATE command n SET pins = c.pins FROM command c WHERE n.id = $1 AND c.id = $2', [to, id]);
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
       AND pin = ANY((SELECT ${pinsOf('c')} FROM command c WHERE c.sn = $1 AND c.id = $3)::text[])`,
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
    `UPDATE ledger l SET command_id = NULL, unknown = true, return_code = $3, failures = l.failures + 1,
       failed = l.failures >= $4,
       retry_at = CASE WHEN l.failures >= $4 THEN NULL
         ELSE clock_timestamp() + ($5::int[])[l.failures + 1] * interval '1 second' END
     FROM ${carrier} WHERE c.sn = $1 AND c.id = $2 AND ${isItsRow}`,
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
    `UPDATE ledger l SET command_id = NULL, failed = true, retry_at = NULL, return_code = $3, failures = l.failures + 1,
       unknown = $4 OR l.desired_hash IS NULL AND (l.unknown OR l.held_hash IS NOT NULL)
     FROM ${carrier} WHERE c.sn = $1 AND c.id = $2 AND ${isItsRow}`,
    [sn, id, code, mayHold],
  );
}

/** The device does not have the users that these rows belong to, whatever it said before. */
export async function markUsersOfRowsUnknown(
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
  await tx.query(
    `UPDATE ledger l SET command_id = NULL, unknown = true FROM ${carrier}
     WHERE c.sn = $1 AND c.id = $2 AND ${isItsRow}`,
    [sn, id],
  );
}

/** Of these devices those of which anything differs that no command carries and that may go now. */
export async function withWaiting(tx: EntityManager, sns: readonly string[]): Promise<string[]> {
  const found: { sn: string }[] = await tx.query(
    `SELECT d.sn FROM unnest($1::text[]) AS d (sn) WHERE EXISTS (
       SELECT 1 FROM ledger WHERE sn = d.sn AND (unknown OR desired_hash IS DISTINCT FROM held_hash)
         AND command_id IS NULL AND NOT failed AND (retry_at IS NULL OR ${mayRetry('retry_at')}) OFFSET 0)`,
    [sns],
  );
  return found.map(({ sn }) => sn);
}

async function failedRows(tx: EntityManager, sn: string): Promise<number> {
  const [failed] = await tx.query<{ n: number }[]>('SELECT count(*)::int AS n FROM ledger WHERE sn = $1 AND failed', [
    sn,
  ]);
  return failed?.n ?? 0;
}

/** Sync failures have a place in the feed (docs/rules.md 2). */
export async function tellFailures(tx: EntityManager, sn: string): Promise<void> {
  const failed = await failedRows(tx, sn);
  if (failed > 0) await tx.query(`SELECT feed_append('syncFailure', $1, $2)`, [sn, String(failed)]);
}
