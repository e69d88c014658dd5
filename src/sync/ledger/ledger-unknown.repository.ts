import type { EntityManager } from 'typeorm';
import { heldInDoubt, zonesInDoubt } from '../../core/ledger/holdings.js';
import { givingIsHeld } from '../../core/ledger/restore-hold.js';
import { speakableTables } from '../desired/speakable.js';
import type { LedgerPlace } from './ledger-place.js';
import { placeArrays, placeColumns, placeParameters } from './ledger.repository.js';

/*
 * Marks rows whose state on the device is unknown from now on: sync then finds that they differ and sends them. The caller holds
 * the device's lock.
 */

/** Which data of persons is sent to a device once more. */
export const resentKinds = ['users', 'fingerprints', 'faces', 'templates', 'photos'] as const;
export type ResentKind = (typeof resentKinds)[number];

/** Conditions for the rows of each kind. Every other row with a pin goes with the user. */
const bioTables = `('templatev10', 'biodata', 'biophoto', 'userpic')`;
const ofType = (types: string) => `l.table_name = 'biodata' AND l.bio_type IN (${types})`;
const conditions: Readonly<Record<ResentKind, string>> = {
  users: `l.pin <> '' AND l.table_name NOT IN ${bioTables}`,
  fingerprints: `l.table_name = 'templatev10' OR (${ofType('1')})`,
  faces: `(${ofType('2, 9')}) OR l.table_name = 'biophoto'`,
  templates: `l.table_name IN ('templatev10', 'biodata')`,
  photos: `l.table_name IN ('biophoto', 'userpic')`,
};

const again = 'unknown = true, failures = 0, failed = false, retry_at = NULL';
/** Persons that the device cannot hold: nothing is ever sent of them. */
const unsupported = '(failed AND desired IS NULL AND desired_hash IS NOT NULL)';

/** After a restore: what any device holds may have changed since the backup, and no command carries anything any more. */
export const everythingUnknown = `UPDATE ledger l SET unknown = unknown OR NOT ${unsupported}, command_id = NULL,
  retry_at = NULL, ${zonesInDoubt} WHERE NOT ${unsupported} OR command_id IS NOT NULL`;

/** Rows of these kinds, of all persons or of some. @returns how many. Rows that are on their way are not sent twice. */
export async function markKindsUnknown(
  tx: EntityManager,
  sn: string,
  kinds: readonly ResentKind[],
  pins: readonly string[] | null,
): Promise<number> {
  const wanted = kinds.map((kind) => `(${conditions[kind]})`).join(' OR ');
  const [, rows]: [unknown, number] = await tx.query(
    `UPDATE ledger l SET ${again}
     WHERE l.sn = $1 AND (${wanted}) AND l.pin <> '' AND ($2::text[] IS NULL OR l.pin = ANY($2))
       AND l.command_id IS NULL AND NOT ${unsupported}`,
    [sn, pins],
  );
  return rows;
}

/** Every row that has failed is tried again. @param full all other rows are sent again, too */
export async function retryFailed(tx: EntityManager, sn: string, full: boolean): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET failures = 0, failed = false, retry_at = NULL, unknown = unknown OR $2,
       held_hash = CASE WHEN $2 THEN ${heldInDoubt} ELSE l.held_hash END
     WHERE sn = $1 AND (failed OR retry_at IS NOT NULL OR $2) AND NOT ${unsupported}`,
    [sn, full],
  );
}

/** What the device holds of these persons. */
export async function markPersonsUnknown(tx: EntityManager, sn: string, pins: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE ledger SET ${again} WHERE sn = $1 AND pin = ANY($2) AND command_id IS NULL AND NOT ${unsupported}`,
    [sn, pins],
  );
}

/** Devices that have something of these persons. */
export async function devicesWith(tx: EntityManager, pins: readonly string[]): Promise<string[]> {
  const devices: { sn: string }[] = await tx.query('SELECT DISTINCT sn FROM ledger WHERE pin = ANY($1) ORDER BY sn', [
    pins,
  ]);
  return devices.map(({ sn }) => sn);
}

/** A table was emptied on the device. @param allPersons everything of all persons went with it */
export async function markTableUnknown(
  tx: EntityManager,
  sn: string,
  table: string,
  allPersons: boolean,
): Promise<void> {
  await tx.query(
    `UPDATE ledger SET unknown = true WHERE sn = $1 AND held_hash IS NOT NULL AND NOT unknown
       AND (table_name = $2 OR ($3 AND pin <> ''))`,
    [sn, table, allPersons],
  );
}

/** A terminal was emptied: what it was given over another link is gone, too. */
export async function forgetOtherLinks(tx: EntityManager, sn: string): Promise<void> {
  await tx.query(
    'DELETE FROM ledger WHERE sn = $1 AND desired_hash IS NULL AND command_id IS NULL AND table_name <> ALL($2)',
    [sn, speakableTables('push-att')],
  );
}

/** Everything of persons; no command carries any of it any more. @returns commands that did */
export async function markEverybodyUnknown(tx: EntityManager, sn: string): Promise<number[]> {
  const open: { command_id: number }[] = await tx.query(
    `SELECT DISTINCT command_id FROM ledger WHERE sn = $1 AND pin <> '' AND command_id IS NOT NULL`,
    [sn],
  );
  await tx.query(
    `UPDATE ledger SET unknown = true, command_id = NULL WHERE sn = $1 AND pin <> '' AND NOT unsupported`,
    [sn],
  );
  return open.map(({ command_id }) => command_id);
}

/** What the device holds that belongs to no person: zones, holidays and parameters. */
export async function markSharedUnknown(tx: EntityManager, sns: readonly string[]): Promise<void> {
  if (sns.length === 0) return;
  await tx.query(
    `UPDATE ledger SET ${again} WHERE pin = '' AND sn = ANY($1) AND command_id IS NULL
       AND NOT (failed AND desired IS NULL)`,
    [sns],
  );
}

/** What the device may have lost from these tables. */
export async function markLostUnknown(tx: EntityManager, sn: string, tables: readonly string[]): Promise<void> {
  await tx.query(`UPDATE ledger SET ${again} WHERE sn = $1 AND table_name = ANY($2) AND command_id IS NULL`, [
    sn,
    tables,
  ]);
}

/** Devices know this table from now on: what they refused of it before is tried again. */
export async function forgiveTable(tx: EntityManager, sns: readonly string[], table: string): Promise<void> {
  await tx.query(
    `UPDATE ledger SET failures = 0, failed = false, retry_at = NULL, return_code = NULL
     WHERE sn = ANY($1) AND table_name = $2 AND failures > 0`,
    [sns, table],
  );
}

/** What the device acknowledged in these tables and cannot be asked about. */
export async function markHeldTablesUnknown(tx: EntityManager, sn: string, tables: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET unknown = true, ${zonesInDoubt}
     WHERE sn = $1 AND table_name = ANY($2) AND held_hash IS NOT NULL`,
    [sn, tables],
  );
}

/** Rows that something other than sync has written. Rows that are on their way are written again behind it anyway. */
export async function markWrittenUnknown(
  tx: EntityManager,
  sn: string,
  written: {
    readonly tables: readonly string[];
    /** Whether all rows of persons are meant. */
    readonly persons: boolean;
    /** Null = the rows of any person. */
    readonly pin: string | null;
  },
): Promise<void> {
  await tx.query(
    `UPDATE ledger l SET unknown = true, ${zonesInDoubt}
     WHERE sn = $1 AND command_id IS NULL AND (lower(table_name) = ANY($2) OR ($3 AND pin <> ''))
       AND ($4::text IS NULL OR pin = $4)`,
    [sn, written.tables, written.persons, written.pin],
  );
}

/**
 * A comparison did not find these rows. One of them may have been written since the device looked. @returns how many
 */
export async function markMissingUnknown(
  tx: EntityManager,
  sn: string,
  table: string,
  keys: readonly string[],
): Promise<number> {
  const [, rows]: [unknown, number] = await tx.query(
    `UPDATE ledger l SET ${again}, ${notThere}
     WHERE sn = $1 AND table_name = $2 AND key = ANY($3) AND command_id IS NULL`,
    [sn, table, keys],
  );
  return rows;
}

/** What a device that is given nothing does not hold as it should does not come back beside something else. */
const notThere = `held_hash = CASE WHEN NOT ${givingIsHeld('l.sn')} THEN l.held_hash END`;
const notAsItShould = `held_hash = CASE WHEN NOT ${givingIsHeld('l.sn')} THEN ${heldInDoubt} END`;

/**
 * A comparison found these rows with other content; the scope says which doors or card that content has. @returns how
 * many
 */
export async function markDifferentUnknown(
  tx: EntityManager,
  sn: string,
  table: string,
  found: readonly { readonly key: string; readonly scope: string | null }[],
): Promise<number> {
  const [, rows]: [unknown, number] = await tx.query(
    `UPDATE ledger l SET ${again}, ${notAsItShould},
       held_scope = (SELECT jsonb_agg(DISTINCT part) FROM jsonb_array_elements(
         coalesce(l.held_scope, '[]') || coalesce(h.scope::jsonb, '[]')) part)
     FROM unnest($3::text[], $4::text[]) AS h (key, scope)
     WHERE l.sn = $1 AND l.table_name = $2 AND l.key = h.key AND l.command_id IS NULL`,
    [sn, table, found.map(({ key }) => key), found.map(({ scope }) => scope)],
  );
  return rows;
}

/**
 * A comparison found rows that should not be there: the ledger has them as held and not desired.
 * @param strangers rows of pins that belong to no person are meant, too
 * @returns how many rows
 */
export async function noteFound(
  tx: EntityManager,
  sn: string,
  found: readonly (LedgerPlace & { readonly scope: string | null })[],
  strangers: boolean,
): Promise<number> {
  const rows: unknown[] = await tx.query(
    `INSERT INTO ledger (sn, ${placeColumns}, held_hash, held_scope, unknown, version)
     SELECT $1, ${placeColumns}, 'found', e.scope::jsonb, true, nextval('ledger_version')
     FROM unnest(${placeParameters}, $10::text[]) AS e (${placeColumns}, scope)
     WHERE e.pin = '' OR $11 OR EXISTS (SELECT 1 FROM person p WHERE p.pin = e.pin)
     ON CONFLICT DO NOTHING RETURNING key`,
    [sn, ...placeArrays(found), found.map(({ scope }) => scope), strangers],
  );
  return rows.length;
}
