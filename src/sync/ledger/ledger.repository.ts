import type { EntityManager } from 'typeorm';
import { settingTables } from '../desired/table-order.js';
import type { LedgerPlace } from './ledger-place.js';

/*
 * The rows of the ledger and what devices should hold. All SQL that names the ledger is in the repositories of this
 * folder, by subject, and in src/core/ledger for the floors below.
 */

/** A row of the ledger: what a device should hold, holds, or may hold. */
export interface LedgerEntry {
  readonly sn: string;
  readonly table: string;
  readonly key: string;
  readonly unit: string;
  readonly pin: string;
  readonly bioType: number | null;
  readonly desiredHash: string | null;
  readonly desired: Buffer | null;
  readonly heldHash: string | null;
  readonly unknown: boolean;
  readonly version: number;
  readonly commandId: number | null;
  readonly failures: number;
  readonly failed: boolean;
  readonly returnCode: number | null;
}

/** The columns under their names in the code. */
export const entryColumns = `sn, table_name AS "table", key, unit, pin, bio_type AS "bioType", desired_hash AS "desiredHash", desired,
  held_hash AS "heldHash", unknown, version, command_id AS "commandId", failures, failed,
  return_code AS "returnCode"`;

/** Which rows a comparison is about: those of some persons, or those that belong to no person. */
export interface Scope {
  readonly sn: string;
  /** `['']` = time zones, holidays and the like. */
  readonly pins: readonly string[];
}

/** A row that the device should hold. */
export interface WantedRow extends LedgerPlace {
  readonly hash: string;
  readonly desired: Buffer;
  readonly held: boolean;
  /** Doors or floors that the row opens, or the card that it carries, as a JSON list. */
  readonly scope: string | null;
}

/** The columns of a place. */
export const placeColumns = 'table_name, key, unit, pin, time_zone_id, bio_type, parameter, names_zone';
/** Parameters $2 to $9, whose values `placeArrays` gives, as arrays of these columns. */
export const placeParameters =
  '$2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::text[], $9::boolean[]';
export const placeArrays = (rows: readonly LedgerPlace[]) => [
  rows.map(({ table }) => table),
  rows.map(({ key }) => key),
  rows.map(({ unit }) => unit),
  rows.map(({ pin }) => pin),
  rows.map(({ timeZoneId }) => timeZoneId),
  rows.map(({ bioType }) => bioType),
  rows.map(({ parameter }) => parameter),
  rows.map(({ namesZone }) => namesZone),
];

/** Rows of the scope, locked. */
export const entriesOf = (tx: EntityManager, { sn, pins }: Scope): Promise<LedgerEntry[]> =>
  tx.query(`SELECT ${entryColumns} FROM ledger WHERE sn = $1 AND pin = ANY($2) AND NOT unsupported FOR UPDATE`, [
    sn,
    pins,
  ]);

/** Notes that the device should hold these rows, with this content, from now on. */
export async function writeWanted(tx: EntityManager, sn: string, rows: readonly WantedRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO ledger AS l (sn, ${placeColumns}, desired_hash, desired, desired_scope, held_hash, version)
     SELECT $1, ${placeColumns}, r.hash, r.desired, r.scope::jsonb,
       CASE WHEN r.held THEN r.hash END, nextval('ledger_version')
     FROM unnest(${placeParameters}, $10::text[], $11::bytea[], $12::text[], $13::boolean[])
       AS r (${placeColumns}, hash, desired, scope, held)
     ON CONFLICT (sn, table_name, key) DO UPDATE SET unit = excluded.unit, desired_hash = excluded.desired_hash,
       desired = excluded.desired, desired_scope = excluded.desired_scope, version = excluded.version, failures = 0,
       failed = false, retry_at = NULL, return_code = NULL,
       -- What was sent and not answered may have been carried out after the device told.
       held_hash = CASE WHEN l.unknown THEN l.held_hash ELSE coalesce(excluded.held_hash, l.held_hash) END`,
    [
      sn,
      ...placeArrays(rows),
      rows.map(({ hash }) => hash),
      rows.map(({ desired }) => desired),
      rows.map(({ scope }) => scope),
      rows.map(({ held }) => held),
    ],
  );
}

/** Rows that a device reported and that must be deleted there. Rows that its ledger already has stay as they are. */
export async function writeReported(tx: EntityManager, sn: string, rows: readonly LedgerPlace[]): Promise<void> {
  await tx.query(
    `INSERT INTO ledger (sn, ${placeColumns}, held_hash, version)
     SELECT $1, ${placeColumns}, 'reported', nextval('ledger_version')
     FROM unnest(${placeParameters}) AS r (${placeColumns})
     ON CONFLICT DO NOTHING`,
    [sn, ...placeArrays(rows)],
  );
}

/**
 * Notes that the device should no longer hold these rows. Settings are never deleted: the device keeps them, and the
 * ledger forgets them.
 */
export async function markUnwanted(tx: EntityManager, sn: string, gone: readonly LedgerEntry[]): Promise<void> {
  await tx.query('DELETE FROM ledger WHERE sn = $1 AND table_name = ANY($2) AND key = ANY($3)', [
    sn,
    [...settingTables],
    gone.filter(({ table }) => settingTables.has(table)).map(({ key }) => key),
  ]);
  await tx.query(
    `UPDATE ledger l SET desired_hash = NULL, desired = NULL, desired_scope = NULL, version = nextval('ledger_version'), failures = 0,
       failed = false, retry_at = NULL, return_code = NULL
     FROM unnest($2::text[], $3::text[]) AS r (table_name, key)
     WHERE l.sn = $1 AND l.table_name = r.table_name AND l.key = r.key`,
    [sn, gone.map(({ table }) => table), gone.map(({ key }) => key)],
  );
  // A row that never reached the device need not be deleted there.
  await tx.query(
    `DELETE FROM ledger WHERE sn = $1 AND desired_hash IS NULL AND held_hash IS NULL AND NOT unknown AND command_id IS NULL`,
    [sn],
  );
}

/**
 * Takes rows away from these commands, so that others can carry them. For commands that were handed out, the outcome is
 * unknown.
 */
export async function releaseSuperseded(tx: EntityManager, ids: readonly number[]): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET command_id = NULL, unknown = unknown OR c.sent_at IS NOT NULL
     FROM command c WHERE c.id = l.command_id AND l.command_id = ANY($1)`,
    [ids],
  );
}

/**
 * Persons that the device cannot hold are shown as failed from the start: a desired row without content, which is never
 * sent.
 * @param pins the persons that were looked at
 */
export async function noteUnsupported(
  tx: EntityManager,
  sn: string,
  pins: readonly string[],
  unsupported: readonly string[],
): Promise<void> {
  await tx.query(`DELETE FROM ledger WHERE sn = $1 AND pin = ANY($2) AND NOT pin = ANY($3) AND unsupported`, [
    sn,
    pins,
    unsupported,
  ]);
  await tx.query(
    `INSERT INTO ledger (sn, table_name, key, unit, pin, unsupported, desired_hash, version, failed)
     SELECT $1, 'user', 'unsupported ' || pin, '', pin, true, 'unsupported', nextval('ledger_version'), true
     FROM unnest($2::text[]) pin
     ON CONFLICT (sn, table_name, key) DO UPDATE SET failed = true, unknown = false, failures = 0, retry_at = NULL`,
    [sn, unsupported],
  );
}

/** Settings that were sent to the device. */
export const settingsOn = (tx: EntityManager, sn: string): Promise<{ table: string; key: string }[]> =>
  tx.query(
    `SELECT table_name AS "table", key FROM ledger WHERE sn = $1 AND table_name = ANY($2) AND desired_hash IS NOT NULL`,
    [sn, [...settingTables]],
  );

/** Devices that hold something of these persons, or reported templates of theirs. */
export const devicesHaving = (tx: EntityManager, pins: readonly string[]): Promise<{ sn: string; pin: string }[]> =>
  tx.query(
    `SELECT sn, pin FROM ledger WHERE pin = ANY($1)
     UNION SELECT sn, pin FROM device_template WHERE pin = ANY($1) AND content IS NULL`,
    [pins],
  );

/** Persons that the device should know, or of whom it holds something. */
export async function personsConcerning(tx: EntityManager, sn: string): Promise<string[]> {
  const rows: { pin: string }[] = await tx.query(
    `SELECT DISTINCT p.pin FROM level_place o
       JOIN acc_level_person lp ON lp.level_id = o.level_id JOIN person p ON p.id = lp.person_id
     WHERE o.sn = $1
     UNION SELECT p.pin FROM device d JOIN area_person a ON a.area_code = d.area_code AND a.module = d.module
       JOIN person p ON p.id = a.person_id WHERE d.sn = $1
     UNION SELECT DISTINCT pin FROM ledger WHERE sn = $1 AND pin <> '' ORDER BY 1`,
    [sn],
  );
  return rows.map(({ pin }) => pin);
}

/** Devices to which these levels lead, those that have one of the zones, or all of them. */
export async function devicesConcerned(
  tx: EntityManager,
  { levels, zones, all }: { levels: readonly string[]; zones: readonly string[]; all: boolean },
): Promise<string[]> {
  const rows: { sn: string }[] = await tx.query(
    `SELECT DISTINCT sn FROM level_place WHERE level_id = ANY($1)
     UNION SELECT sn FROM device WHERE $3
     UNION SELECT sn FROM ledger WHERE table_name = 'timezone'
       AND time_zone_id IN (SELECT zone::int FROM unnest($2::text[]) zone)`,
    [levels, zones, all],
  );
  return rows.map(({ sn }) => sn);
}

/** No row waits longer than 15 minutes: a time beyond that was written by a clock that has been set back since. */
export const mayRetry = (retryAt: string): string =>
  `(${retryAt} <= clock_timestamp() OR ${retryAt} > clock_timestamp() + interval '16 minutes')`;

/** Devices with refused rows whose waiting time is over. */
export async function devicesDue(tx: EntityManager): Promise<string[]> {
  const due: { sn: string }[] = await tx.query(
    `SELECT DISTINCT sn FROM ledger
     WHERE ${mayRetry('retry_at')} AND command_id IS NULL AND NOT failed LIMIT 200`,
  );
  return due.map(({ sn }) => sn);
}
