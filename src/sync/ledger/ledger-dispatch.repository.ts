import type { EntityManager } from 'typeorm';
import type { LedgerRow } from '../../core/command/order.js';
import { deletedWhenLess, dependsOnUser } from '../desired/table-order.js';
import { entryColumns, mayRetry, type LedgerEntry } from './ledger.repository.js';
import type { Candidate } from './plan.js';

/* The rows of the ledger and the commands that carry them, until they are handed out. The caller holds the device's lock. */

/** Rows of a table that one look takes: enough for every command of the window. The rest waits for the next look. */
const mostCandidates = 500;

const keysOf = (rows: readonly LedgerRow[]) => rows.map(({ key }) => key);
const versionsOf = (rows: readonly LedgerRow[]) => rows.map(({ version }) => version);

/** Rows that differ and may be sent now. @param tables that the link can write; null = all */
export const candidatesOf = (tx: EntityManager, sn: string, tables: readonly string[] | null): Promise<Candidate[]> =>
  tx.query(
    // Each table gives the same number of rows. Of rows that depend on a user, only those whose user is on the device
    // count: otherwise rows that cannot be sent yet would crowd out those that can, and commands would shrink to one
    // row each. Other dependencies are looked up only for rows that may be sent now, by the index of pins. So nobody
    // reads a device's whole ledger for them. The planner expects all rows to be open and would use a hash; OFFSET 0
    // prevents that.
    `WITH zones AS (
       SELECT EXISTS (SELECT 1 FROM ledger WHERE sn = $1 AND table_name = 'timezone' AND failures = 0 AND NOT failed
         AND desired_hash IS NOT NULL AND (unknown OR desired_hash IS DISTINCT FROM held_hash)) AS pending),
     l AS MATERIALIZED (
       SELECT o.* FROM (
         SELECT DISTINCT table_name FROM ledger
         WHERE sn = $1 AND (unknown OR desired_hash IS DISTINCT FROM held_hash)
           AND ($3::text[] IS NULL OR table_name = ANY($3))) t
       CROSS JOIN LATERAL (
         SELECT r.* FROM ledger r
         WHERE r.sn = $1 AND r.table_name = t.table_name AND r.command_id IS NULL AND NOT r.failed
           AND (r.retry_at IS NULL OR ${mayRetry('r.retry_at')})
           AND (r.unknown OR r.desired_hash IS DISTINCT FROM r.held_hash)
           AND (r.desired_hash IS NULL OR t.table_name <> ALL($2) OR EXISTS (
             SELECT 1 FROM ledger u WHERE u.sn = $1 AND u.table_name = 'user' AND u.pin = r.pin
               AND NOT u.unsupported AND u.desired_hash IS NOT NULL AND u.held_hash IS NOT NULL AND NOT u.unknown OFFSET 0))
         ORDER BY (r.desired_hash IS NOT NULL AND coalesce(r.held_scope <@ r.desired_scope, true)), r.version
         LIMIT ${mostCandidates}) o),
     freed AS MATERIALIZED (
       SELECT f.table_name, card FROM ledger f, jsonb_array_elements(f.held_scope) card
       WHERE f.sn = $1 AND (f.unknown OR f.desired_hash IS DISTINCT FROM f.held_hash)
         AND f.table_name IN ('user', 'mulcarduser') AND NOT coalesce(f.desired_scope @> card, false))
     SELECT ${entryColumns}, zones.pending AS "zonesPending",
       (l.desired_scope IS NOT NULL AND NOT coalesce(l.held_scope <@ l.desired_scope, true)) AS shrinks,
       EXISTS (SELECT 1 FROM ledger u WHERE u.sn = l.sn AND u.table_name = 'user' AND u.pin = l.pin
         AND NOT u.unsupported AND u.desired_hash IS NOT NULL AND u.held_hash IS NOT NULL AND NOT u.unknown OFFSET 0) AS "userHeld",
       (l.table_name = 'user' AND l.desired_hash IS NULL AND EXISTS (SELECT 1 FROM ledger o WHERE o.sn = $1
         AND o.pin = l.pin AND o.table_name <> 'user' AND (o.command_id IS NOT NULL OR o.failures = 0 AND NOT o.failed
           AND (o.held_hash IS NOT NULL OR o.unknown)) OFFSET 0)) AS "othersLeft",
       (l.table_name <> 'user' AND EXISTS (SELECT 1 FROM ledger u WHERE u.sn = l.sn AND u.table_name = 'user'
         AND u.pin = l.pin AND NOT u.unsupported AND u.desired_hash IS NULL AND NOT u.failed OFFSET 0)) AS "userGoes",
       (l.table_name = 'timezone' AND l.desired_hash IS NULL AND (EXISTS (SELECT 1 FROM ledger o WHERE o.sn = $1
         AND o.table_name = 'userauthorize' AND o.time_zone_id = l.time_zone_id
         AND (o.held_hash IS NOT NULL OR o.unknown OR o.command_id IS NOT NULL))
         OR EXISTS (SELECT 1 FROM ledger o WHERE o.sn = $1 AND o.table_name IN ('options', 'doorparameters')
           AND o.names_zone AND (o.unknown OR o.desired_hash IS DISTINCT FROM o.held_hash)))) AS "zoneUsed",
       coalesce((l.table_name, l.desired_scope -> 0) IN (SELECT table_name, card FROM freed), false) AS "cardElsewhere"
     FROM l, zones ORDER BY l.version`,
    [sn, [...dependsOnUser], tables],
  );

/** All rows of the candidates' units: a DELETE of one takes them too. */
export const unitMatesOf = (
  tx: EntityManager,
  sn: string,
  candidates: readonly Candidate[],
): Promise<LedgerEntry[]> => {
  const several = (values: readonly string[]) => [...new Set(values)];
  // All rows of one unit are of one table and one person, so the index of pins finds them.
  return tx.query(
    `SELECT ${entryColumns} FROM ledger
     WHERE sn = $1 AND pin = ANY($2) AND table_name = ANY($3) AND unit = ANY($4) ORDER BY version`,
    [
      sn,
      several(candidates.map(({ pin }) => pin)),
      several(candidates.map(({ table }) => table)),
      several(candidates.map(({ unit }) => unit)),
    ],
  );
};

/** Notes that a command is to write these rows. */
export async function carriedByUpdate(
  tx: EntityManager,
  sn: string,
  table: string,
  keys: readonly string[],
  id: number,
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET command_id = $4, retry_at = NULL,
       held_scope = (SELECT jsonb_agg(DISTINCT part)
         FROM jsonb_array_elements(coalesce(held_scope, '[]') || coalesce(desired_scope, '[]')) part)
     WHERE sn = $1 AND table_name = $2 AND key = ANY($3)`,
    [sn, table, keys, id],
  );
}

/**
 * A late answer about rows that stay says nothing about what the device holds after the DELETE: they get new versions.
 */
export async function renewVersions(
  tx: EntityManager,
  sn: string,
  table: string,
  keys: readonly string[],
): Promise<{ key: string; version: number }[]> {
  const [rows]: [{ key: string; version: number }[], number] = await tx.query(
    `UPDATE ledger SET version = nextval('ledger_version')
     WHERE sn = $1 AND table_name = $2 AND key = ANY($3) AND desired_hash IS NOT NULL RETURNING key, version`,
    [sn, table, keys],
  );
  return rows;
}

/** Notes that a command is to take these rows off the device, with all rows of their units. */
export async function carriedByDelete(
  tx: EntityManager,
  sn: string,
  table: string,
  keys: readonly string[],
  id: number,
): Promise<void> {
  await tx.query(
    // Another command may have written the row already.
    `UPDATE ledger l SET command_id = $4, retry_at = NULL,
       unknown = unknown OR EXISTS (SELECT 1 FROM command c WHERE c.id = l.command_id AND c.sent_at IS NOT NULL)
     WHERE sn = $1 AND table_name = $2 AND key = ANY($3)`,
    [sn, table, keys, id],
  );
}

/** A DELETE of these users deletes everything that belongs to them: a user who is made again has none of it. */
export async function doubtAllOf(tx: EntityManager, sn: string, pins: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE ledger SET unknown = true WHERE sn = $1 AND table_name <> 'user' AND held_hash IS NOT NULL
       AND pin = ANY($2)`,
    [sn, pins],
  );
}

/**
 * When a photo is deleted, firmware may drop the template that it made of the same face. So that template is sent
 * again. A template that is not held yet is sent behind the DELETE anyway; with another version, its own command would
 * be left without an answer.
 */
export async function doubtTemplates(tx: EntityManager, sn: string, photos: readonly LedgerRow[]): Promise<void> {
  await tx.query(
    `UPDATE ledger t SET unknown = true, version = nextval('ledger_version')
     FROM ledger p WHERE p.sn = $1 AND p.table_name = 'biophoto' AND p.key = ANY($2)
       AND t.sn = $1 AND t.table_name = 'biodata' AND t.pin = p.pin AND t.desired_hash = t.held_hash
       AND NOT t.unknown AND t.command_id IS NULL AND t.bio_type = p.bio_type`,
    [sn, keysOf(photos)],
  );
}

/**
 * Of the rows that the command is to write, those that it still carries in this version. A row that loses doors waits
 * for its DELETE: written without it, it would hide that the device still has them.
 */
export async function stillToWrite(
  tx: EntityManager,
  { sn, id }: { readonly sn: string; readonly id: number },
  table: string,
  rows: readonly LedgerRow[],
): Promise<ReadonlySet<string>> {
  const found: { key: string }[] = await tx.query(
    `SELECT l.key FROM ledger l JOIN unnest($4::text[], $5::bigint[]) AS r (key, version)
       ON l.key = r.key AND l.version = r.version
     WHERE l.sn = $1 AND l.table_name = $2 AND l.command_id = $3 AND l.desired_hash IS NOT NULL
       AND ($2 <> ALL($6) OR coalesce(l.held_scope <@ l.desired_scope, true))`,
    [sn, table, id, keysOf(rows), versionsOf(rows), [...deletedWhenLess]],
  );
  return new Set(found.map(({ key }) => key));
}

/** Notes that the command carries these rows and no others. */
export async function releaseOthers(
  tx: EntityManager,
  { sn, id }: { readonly sn: string; readonly id: number },
  keys: ReadonlySet<string>,
): Promise<void> {
  await tx.query(`UPDATE ledger SET command_id = NULL WHERE sn = $1 AND command_id = $2 AND key <> ALL($3)`, [
    sn,
    id,
    [...keys],
  ]);
}

/** Units that have a row which has not changed since their DELETE was planned. */
export function stillToDelete(
  tx: EntityManager,
  sn: string,
  table: string,
  rows: readonly LedgerRow[],
): Promise<{ unit: string; pin: string }[]> {
  return tx.query(
    `SELECT DISTINCT l.unit, l.pin FROM ledger l JOIN unnest($3::text[], $4::bigint[]) AS r (key, version)
       ON l.key = r.key AND l.version = r.version WHERE l.sn = $1 AND l.table_name = $2`,
    [sn, table, keysOf(rows), versionsOf(rows)],
  );
}

/** The device loses all rows of a unit, whatever was planned for them since. */
export async function doubtUnits(
  tx: EntityManager,
  sn: string,
  table: string,
  units: readonly { readonly unit: string; readonly pin: string }[],
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET unknown = true WHERE sn = $1 AND table_name = $2 AND pin = ANY($3) AND unit = ANY($4)
       AND held_hash IS NOT NULL AND NOT unknown`,
    [sn, table, units.map(({ pin }) => pin), units.map(({ unit }) => unit)],
  );
}
