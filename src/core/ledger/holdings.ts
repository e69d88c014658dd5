import type { EntityManager } from 'typeorm';

/*
 * What devices hold, for the floors below sync. These floors read it, and mark rows as unknown when something happens
 * to a device. Only sync decides what devices should hold and sends it.
 */

/** A row of a device's table, by its place there. */
interface Place {
  readonly table: string;
  readonly key: string;
}

const tablesOf = (rows: readonly Place[]) => rows.map(({ table }) => table);
const keysOf = (rows: readonly Place[]) => rows.map(({ key }) => key);

/**
 * An expression of SQL: `held_hash` of a row of the ledger `l` that the device may hold with any content. A time zone or
 * holiday that is only lost is written without a DELETE, as its old content does no harm; one that may have other
 * content is deleted first. A holiday stays one that is held: the DELETE of another takes it along.
 */
export const heldInDoubt = `CASE WHEN l.table_name = 'timezone' OR l.held_hash IS NULL THEN NULL
  WHEN l.table_name = 'holiday' THEN 'other' ELSE l.held_hash END`;
/** The assignment. */
export const zonesInDoubt = `held_hash = ${heldInDoubt}`;

const holdsUser = (pin: string) =>
  `FROM ledger l WHERE l.pin = ${pin} AND l.table_name = 'user' AND (l.held_hash IS NOT NULL OR l.unknown)`;

/** Whether any device holds the user of that pin, as far as is known: an expression of SQL for lists of people. */
export const mayHoldUser = (pin: string): string => `EXISTS (SELECT ${holdsUser(pin)})`;

/** How many devices do. */
export const devicesWithUser = (pin: string): string => `(SELECT count(DISTINCT l.sn)::int ${holdsUser(pin)})`;

/** As the index of rows that are not as they should be has it. */
const differs = '(l.unknown OR l.desired_hash IS DISTINCT FROM l.held_hash)';

/** Those of these devices that refused rows which they should hold. */
export async function failedRowsOf(tx: EntityManager, sns: readonly string[]): Promise<ReadonlySet<string>> {
  const found: { sn: string }[] = await tx.query(
    `SELECT u.sn FROM unnest($1::text[]) AS u (sn)
     WHERE EXISTS (SELECT 1 FROM ledger l WHERE l.sn = u.sn AND l.failed AND ${differs})`,
    [sns],
  );
  return new Set(found.map(({ sn }) => sn));
}

/** How many rows each of these devices refused that it should hold; those with none are left out. */
export async function failedRowsBy(tx: EntityManager, sns: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found: { sn: string; n: number }[] = await tx.query(
    `SELECT l.sn, count(*)::int AS n FROM ledger l WHERE l.failed AND ${differs} AND l.sn = ANY($1) GROUP BY l.sn`,
    [sns],
  );
  return new Map(found.map(({ sn, n }) => [sn, n]));
}

/** Whether any of these rows is in the device's ledger. */
export async function isInLedger(tx: EntityManager, sn: string, rows: readonly Place[]): Promise<boolean> {
  const found: unknown[] = await tx.query(
    `SELECT 1 FROM ledger l JOIN unnest($2::text[], $3::text[]) AS r (table_name, key) USING (table_name, key)
     WHERE l.sn = $1 LIMIT 1`,
    [sn, tablesOf(rows), keysOf(rows)],
  );
  return found.length > 0;
}

/** Whether the device holds any of these rows, as far as is known. */
export async function mayHold(tx: EntityManager, sn: string, rows: readonly Place[]): Promise<boolean> {
  const found: unknown[] = await tx.query(
    `SELECT 1 FROM ledger l JOIN unnest($2::text[], $3::text[]) AS r (table_name, key) USING (table_name, key)
     WHERE l.sn = $1 AND (l.held_hash IS NOT NULL OR l.unknown OR l.command_id IS NOT NULL) LIMIT 1`,
    [sn, tablesOf(rows), keysOf(rows)],
  );
  return found.length > 0;
}

/** Whether the device holds a photo of the person, as far as is known. */
export async function mayHoldPhoto(tx: EntityManager, sn: string, pin: string): Promise<boolean> {
  const found: unknown[] = await tx.query(
    `SELECT 1 FROM ledger WHERE sn = $1 AND table_name = 'userpic' AND pin = $2
       AND (held_hash IS NOT NULL OR unknown OR command_id IS NOT NULL) LIMIT 1`,
    [sn, pin],
  );
  return found.length > 0;
}

/** Whether the device should hold the person as a user; null = nothing is decided about them here. The caller holds its lock. */
export async function wantsUser(tx: EntityManager, sn: string, pin: string): Promise<boolean | null> {
  const [row]: { wanted: boolean }[] = await tx.query(
    `SELECT desired_hash IS NOT NULL AS wanted FROM ledger
     WHERE sn = $1 AND table_name = 'user' AND pin = $2 AND NOT unsupported`,
    [sn, pin],
  );
  return row?.wanted ?? null;
}

/**
 * The device was told a user because it asked, perhaps with fingers: it may hold them as if they had been sent. A user
 * whom it should not hold, or of whom nothing is decided yet, has to go again, whatever is answered to a DELETE that is
 * on its way already. The caller holds the device's lock.
 */
export async function userTold(
  tx: EntityManager,
  sn: string,
  { pin, key, unit }: { readonly pin: string; readonly key: string; readonly unit: string },
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET unknown = true WHERE sn = $1 AND pin = $2
       AND table_name IN ('user', 'templatev10', 'biodata') AND desired_hash IS NOT NULL AND NOT unsupported`,
    [sn, pin],
  );
  await tx.query(
    `INSERT INTO ledger (sn, table_name, key, unit, pin, held_hash, version)
     VALUES ($1, 'user', $3, $4, $2, 'told', nextval('ledger_version'))
     ON CONFLICT (sn, table_name, key) DO UPDATE SET unknown = true, command_id = NULL, version = excluded.version
       WHERE ledger.desired_hash IS NULL`,
    [sn, pin, key, unit],
  );
}

/** A user as the device holds it, with the cards of all its rows. */
export interface HeldUser {
  readonly pin: string;
  readonly desired: Buffer;
  readonly cards: readonly string[];
}

/** The users among these persons that the device held correctly, as far as is known. */
export const heldUsers = (tx: EntityManager, sn: string, pins: readonly string[]): Promise<HeldUser[]> =>
  tx.query(
    `SELECT l.pin, l.desired, coalesce((SELECT jsonb_agg(c.card) FROM ledger m,
         jsonb_array_elements_text(m.desired_scope) AS c (card) WHERE m.sn = l.sn AND m.pin = l.pin
           AND m.table_name IN ('user', 'mulcarduser') AND m.desired_hash IS NOT NULL), '[]') AS cards
     FROM ledger l WHERE l.sn = $1 AND l.table_name = 'user' AND l.pin = ANY($2) AND l.desired IS NOT NULL
       AND l.held_hash = l.desired_hash AND NOT l.unknown AND l.command_id IS NULL`,
    [sn, pins],
  );

/** Users and cards of these persons differ on the device: the device gets again what it should hold. */
export async function markUsersUnknown(tx: EntityManager, sn: string, pins: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE ledger SET unknown = true, held_hash = NULL
     WHERE sn = $1 AND pin = ANY($2) AND table_name IN ('user', 'mulcarduser') AND desired_hash IS NOT NULL`,
    [sn, pins],
  );
}

/**
 * The user is deleted, with everything that belongs to the user. @returns how many rows the device should hold of them
 */
export async function userLost(tx: EntityManager, sn: string, pin: string): Promise<number> {
  const [, rows]: [unknown, number] = await tx.query(
    `UPDATE ledger SET unknown = true, held_hash = NULL WHERE sn = $1 AND pin = $2 AND desired_hash IS NOT NULL`,
    [sn, pin],
  );
  return rows;
}

/**
 * Marks rows whose content on the device is not ours. Rows with a command on its way are overwritten anyway.
 * @returns the pins of these rows
 */
export async function markRowsUnknown(tx: EntityManager, sn: string, rows: readonly Place[]): Promise<string[]> {
  const [changed]: [{ pin: string }[], number] = await tx.query(
    `UPDATE ledger l SET unknown = true, held_hash = NULL FROM unnest($2::text[], $3::text[]) AS r (table_name, key)
     WHERE l.sn = $1 AND l.table_name = r.table_name AND l.key = r.key AND l.desired_hash IS NOT NULL
       AND l.command_id IS NULL RETURNING l.pin`,
    [sn, tablesOf(rows), keysOf(rows)],
  );
  return changed.map(({ pin }) => pin);
}

/**
 * Options were written by something other than sync. @param names in lower case. @returns how many of them sync keeps
 * there
 */
export async function markOptionsUnknown(tx: EntityManager, sn: string, names: readonly string[]): Promise<number> {
  const [, rows]: [unknown, number] = await tx.query(
    `UPDATE ledger SET unknown = true WHERE sn = $1 AND table_name = 'options' AND command_id IS NULL
       AND lower(parameter) = ANY($2)`,
    [sn, names],
  );
  return rows;
}

/** What these devices acknowledged of these persons is unknown from now on. The caller holds the devices' locks. */
export async function markAcknowledgedUnknown(
  tx: EntityManager,
  sns: readonly string[],
  pins: readonly string[],
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET unknown = true, failed = false, failures = 0, retry_at = NULL
     WHERE pin = ANY($1) AND sn = ANY($2) AND NOT unsupported`,
    [pins, sns],
  );
}

/** The device may have lost everything, or hold something else. */
export async function markAllUnknown(tx: EntityManager, sn: string): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET unknown = true, ${zonesInDoubt}, failures = 0, failed = false, retry_at = NULL
     WHERE sn = $1 AND NOT unsupported`,
    [sn],
  );
}

/**
 * Each row that the device held or was sent may be there or not, and no command carries one any more.
 * @returns commands that did
 */
export async function markAllUnknownAndRelease(tx: EntityManager, sn: string): Promise<number[]> {
  const carried: { id: number }[] = await tx.query(
    'SELECT DISTINCT command_id AS id FROM ledger WHERE sn = $1 AND command_id IS NOT NULL',
    [sn],
  );
  await tx.query(
    `UPDATE ledger l SET command_id = NULL, failures = 0, failed = false, retry_at = NULL, return_code = NULL,
       unknown = unknown OR held_hash IS NOT NULL
         OR EXISTS (SELECT 1 FROM command c WHERE c.id = l.command_id AND c.sent_at IS NOT NULL)
     WHERE sn = $1 AND NOT unsupported`,
    [sn],
  );
  return carried.map(({ id }) => id);
}

/** Rows that were refused are tried again. */
export async function forgiveFailures(tx: EntityManager, sn: string): Promise<void> {
  await tx.query('UPDATE ledger SET failures = 0, failed = false, retry_at = NULL WHERE sn = $1 AND failures > 0', [
    sn,
  ]);
}

/** The serial number belongs to another device now, or to none. */
export async function forgetHoldings(tx: EntityManager, sn: string): Promise<void> {
  await tx.query('DELETE FROM ledger WHERE sn = $1', [sn]);
}
