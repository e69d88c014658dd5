import type { EntityManager } from 'typeorm';
import { heldInDoubt } from '../../core/ledger/holdings.js';
import { settingTables } from '../desired/table-order.js';
import type { LedgerPlace } from './ledger-place.js';
import { roomsAboutNow } from './rooms-about-now.js';

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
  /** Bytes of what it should hold, as it is kept. */
  readonly size: number;
  readonly heldHash: string | null;
  readonly unknown: boolean;
  readonly version: number;
  readonly commandId: number | null;
  readonly failures: number;
  readonly failed: boolean;
  readonly returnCode: number | null;
}

/** The columns of a row under their names in the code. */
export const entryColumnsOf = (row: string) =>
  `${row}.sn, ${row}.table_name AS "table", ${row}.key, ${row}.unit, ${row}.pin, ${row}.bio_type AS "bioType",
  ${row}.desired_hash AS "desiredHash", coalesce(octet_length(${row}.desired), 0) AS size,
  ${row}.held_hash AS "heldHash", ${row}.unknown, ${row}.version, ${row}.command_id AS "commandId", ${row}.failures,
  ${row}.failed, ${row}.return_code AS "returnCode"`;

/** The rows of one person on one device; of nobody (`pin` is ''): time zones, holidays and the like. */
export interface Pair {
  readonly sn: string;
  readonly pin: string;
}

/** What a comparison needs to know of a row. */
export interface ComparedEntry extends Pair {
  readonly table: string;
  readonly key: string;
  readonly unit: string;
  readonly desiredHash: string | null;
  readonly commandId: number | null;
  readonly unsupported: boolean;
  /** The device never had it, as far as is known. */
  readonly fresh: boolean;
  /** It differs, and no command carries it. */
  readonly waits: boolean;
}

/** A row that the device should hold. */
export interface DesiredEntry extends LedgerPlace {
  readonly sn: string;
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

/** Rows of these persons on these devices. The caller holds the devices' locks, so that nobody else decides what they want. */
export const entriesOf = (tx: EntityManager, pairs: readonly Pair[]): Promise<ComparedEntry[]> =>
  tx.query(
    `SELECT l.* FROM unnest($1::text[], $2::text[]) AS p (sn, pin) CROSS JOIN LATERAL (
       SELECT sn, pin, table_name AS "table", key, unit, desired_hash AS "desiredHash", command_id AS "commandId",
         unsupported, held_hash IS NULL AND NOT unknown AS fresh,
         (unknown OR desired_hash IS DISTINCT FROM held_hash) AND command_id IS NULL AND NOT failed AS waits
       FROM ledger WHERE sn = p.sn AND pin = p.pin OFFSET 0) l`,
    [pairs.map(({ sn }) => sn), pairs.map(({ pin }) => pin)],
  );

/** These rows are wanted from now on, as they are here. */
export async function writeWanted(tx: EntityManager, rows: readonly DesiredEntry[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO ledger AS l (sn, ${placeColumns}, desired_hash, desired, desired_scope, held_hash, version)
     SELECT r.sn, ${placeColumns}, r.hash, r.desired, r.scope::jsonb,
       CASE WHEN r.held THEN r.hash END, nextval('ledger_version')
     FROM unnest($1::text[], ${placeParameters}, $10::text[], $11::bytea[], $12::text[], $13::boolean[])
       AS r (sn, ${placeColumns}, hash, desired, scope, held)
     ON CONFLICT (sn, table_name, key) DO UPDATE SET unit = excluded.unit, desired_hash = excluded.desired_hash,
       desired = excluded.desired, desired_scope = excluded.desired_scope, version = excluded.version, failures = 0,
       failed = false, retry_at = NULL, return_code = NULL,
       -- What was sent and not answered may have been carried out after the device told, and that of other content.
       held_hash = CASE WHEN l.unknown THEN ${heldInDoubt}
         ELSE coalesce(excluded.held_hash, l.held_hash) END`,
    [
      rows.map(({ sn }) => sn),
      ...placeArrays(rows),
      rows.map(({ hash }) => hash),
      rows.map(({ desired }) => desired),
      rows.map(({ scope }) => scope),
      rows.map(({ held }) => held),
    ],
  );
}

/** Rows that devices reported and that must be deleted there. Rows that their ledgers already have stay as they are. */
export async function writeReported(
  tx: EntityManager,
  rows: readonly (LedgerPlace & { readonly sn: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO ledger (sn, ${placeColumns}, held_hash, version)
     SELECT r.sn, ${placeColumns}, 'reported', nextval('ledger_version')
     FROM unnest($1::text[], ${placeParameters}) AS r (sn, ${placeColumns})
     ON CONFLICT DO NOTHING`,
    [rows.map(({ sn }) => sn), ...placeArrays(rows)],
  );
}

type Row = Pick<ComparedEntry, 'sn' | 'table' | 'key'>;

/** Parameters $1 to $3: which rows. */
const rowArrays = (rows: readonly Row[]) => [
  rows.map(({ sn }) => sn),
  rows.map(({ table }) => table),
  rows.map(({ key }) => key),
];
const rowParameters = 'unnest($1::text[], $2::text[], $3::text[]) AS r (sn, table_name, key)';
const isThatRow = 'l.sn = r.sn AND l.table_name = r.table_name AND l.key = r.key';

/**
 * Notes that devices should no longer hold these rows. Settings are never deleted: the device keeps them, and the
 * ledger forgets them. A row that never reached the device need not be deleted there.
 */
export async function markUnwanted(
  tx: EntityManager,
  gone: readonly Pick<ComparedEntry, 'sn' | 'table' | 'key' | 'fresh'>[],
): Promise<void> {
  if (gone.length === 0) return;
  const atOnce = gone.filter(({ table, fresh }) => fresh || settingTables.has(table));
  if (atOnce.length > 0)
    await tx.query(
      `DELETE FROM ledger l USING ${rowParameters}
       WHERE ${isThatRow} AND (l.table_name = ANY($4) OR l.held_hash IS NULL AND NOT l.unknown AND l.command_id IS NULL)`,
      [...rowArrays(atOnce), [...settingTables]],
    );
  await tx.query(
    // Versions in the order of the rows, whatever the plan: they go in that order.
    `UPDATE ledger l SET desired_hash = NULL, desired = NULL, desired_scope = NULL, version = r.next_version,
       failures = 0, failed = false, retry_at = NULL, return_code = NULL
     FROM (SELECT r.*, nextval('ledger_version') AS next_version FROM ${rowParameters}) r WHERE ${isThatRow}`,
    rowArrays(gone),
  );
}

/** Whose rows a command carries. A gateway of the release before has not noted it. */
export const pinsOf = (command: string): string => `coalesce(${command}.pins,
  ARRAY(SELECT o.pin FROM ledger o WHERE o.sn = ${command}.sn AND o.command_id = ${command}.id))`;

/** A command with each of its people, and which rows it carries: no index has the number of the command. */
export const carrier = `command c CROSS JOIN LATERAL unnest(${pinsOf('c')}) AS p (pin)`;
export const isItsRow = 'l.sn = c.sn AND l.pin = p.pin AND l.command_id = c.id';

/**
 * Takes rows away from these commands, so that others can carry them. For commands that were handed out, the outcome is
 * unknown.
 */
export async function releaseSuperseded(tx: EntityManager, ids: readonly number[]): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET command_id = NULL, unknown = unknown OR c.sent_at IS NOT NULL
     FROM ${carrier} WHERE c.id = ANY($1) AND ${isItsRow}`,
    [ids],
  );
}

/**
 * Persons that a device cannot hold are shown as failed from the start: a row that is wanted, without content.
 * Nothing is ever sent of it.
 * @param supported who was looked at, had such a row, and needs none any more
 */
export async function noteUnsupported(
  tx: EntityManager,
  unsupported: readonly Pair[],
  supported: readonly Row[],
): Promise<void> {
  if (supported.length > 0)
    await tx.query(
      `DELETE FROM ledger l USING ${rowParameters} WHERE ${isThatRow} AND l.unsupported`,
      rowArrays(supported),
    );
  if (unsupported.length === 0) return;
  await tx.query(
    `INSERT INTO ledger (sn, table_name, key, unit, pin, unsupported, desired_hash, version, failed)
     SELECT sn, 'user', 'unsupported ' || pin, '', pin, true, 'unsupported', nextval('ledger_version'), true
     FROM unnest($1::text[], $2::text[]) AS p (sn, pin)
     ON CONFLICT (sn, table_name, key) DO UPDATE SET failed = true, unknown = false, failures = 0, retry_at = NULL
       WHERE NOT ledger.failed OR ledger.unknown`,
    [unsupported.map(({ sn }) => sn), unsupported.map(({ pin }) => pin)],
  );
}

/** Settings that these devices have been told, with the device that each is `on`. */
export const settingsOn = (
  tx: EntityManager,
  sns: readonly string[],
): Promise<{ on: string; table: string; key: string }[]> =>
  tx.query(
    `SELECT d.sn AS "on", l.table_name AS "table", l.key FROM unnest($1::text[]) AS d (sn) CROSS JOIN LATERAL (
       SELECT table_name, key FROM ledger
       WHERE sn = d.sn AND pin = '' AND table_name = ANY($2)
         AND (desired_hash IS NOT NULL OR held_hash = 'found') OFFSET 0) l`,
    [sns, [...settingTables]],
  );

/**
 * The devices that should know these persons, or have something of them: by levels, by the area, by rooms, by what
 * devices hold or reported.
 */
export const pairsConcerning = (tx: EntityManager, pins: readonly string[], now = new Date()): Promise<Pair[]> =>
  tx.query(
    `SELECT o.sn, p.pin FROM person p JOIN acc_level_person lp ON lp.person_id = p.id
       JOIN level_place o ON o.level_id = lp.level_id WHERE p.pin = ANY($1)
     UNION SELECT d.sn, p.pin FROM person p JOIN area_person a ON a.person_id = p.id
       JOIN device d ON d.area_code = a.area_code AND d.module = a.module WHERE p.pin = ANY($1)
     UNION SELECT s.sn, p.pin FROM person p CROSS JOIN LATERAL (
       SELECT sn FROM space_pass WHERE person_id = p.id AND ${roomsAboutNow('$2')} OFFSET 0) s WHERE p.pin = ANY($1)
     UNION SELECT l.sn, p.pin FROM unnest($1::text[]) AS p (pin) CROSS JOIN LATERAL (
       SELECT sn FROM ledger WHERE pin = p.pin OFFSET 0) l
     UNION SELECT sn, pin FROM device_template WHERE pin = ANY($1) AND content IS NULL
     ORDER BY pin, sn`,
    [pins, now],
  );

/**
 * Persons whom devices should know, or of whom they have something, by device and pin.
 * @param asked after: the last of the page before, or ''
 */
export const personsConcerning = (
  tx: EntityManager,
  asked: readonly { readonly sn: string; readonly after: string }[],
  limit: number,
  now = new Date(),
): Promise<Pair[]> =>
  tx.query(
    `SELECT s.sn, c.pin FROM unnest($1::text[], $2::text[]) AS s (sn, after) CROSS JOIN LATERAL (
       SELECT pin FROM (SELECT p.pin FROM level_place o
         JOIN acc_level_person lp ON lp.level_id = o.level_id JOIN person p ON p.id = lp.person_id
       WHERE o.sn = s.sn AND p.pin > s.after
       UNION SELECT p.pin FROM device d JOIN area_person a ON a.area_code = d.area_code AND a.module = d.module
         JOIN person p ON p.id = a.person_id WHERE d.sn = s.sn AND p.pin > s.after
       UNION SELECT p.pin FROM space_pass r JOIN person p ON p.id = r.person_id
         WHERE r.sn = s.sn AND p.pin > s.after AND ${roomsAboutNow('$4')}
       UNION SELECT pin FROM ledger WHERE sn = s.sn AND pin > s.after) u ORDER BY pin LIMIT $3) c`,
    [asked.map(({ sn }) => sn), asked.map(({ after }) => after), limit, now],
  );

/** Devices to which these levels lead, or that have one of the zones, or all devices. */
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
