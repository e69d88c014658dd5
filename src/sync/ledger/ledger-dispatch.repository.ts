import type { EntityManager } from 'typeorm';
import { givingIsHeld, hasToldDates, hasToldSince } from '../../core/ledger/restore-hold.js';
import { dependsOnUser } from '../desired/table-order.js';
import { entryColumnsOf, mayRetry, type LedgerEntry } from './ledger.repository.js';
import type { Candidate } from './plan.js';

/* The rows of the ledger and the commands that carry them, until they are handed out. The caller holds the devices' locks. */

/** How much one device may be given now. */
export interface Room {
  readonly sn: string;
  /** Tables of which the link has words; null = all. */
  readonly tables: readonly string[] | null;
  /** Rows of a table that are looked at: of those that take something away, and of the others. */
  readonly taking: number;
  readonly giving: number;
}

/** A row that differs. The index `ledger_open` has just these, of each table first those that take something away. */
const differs = (row: string) => `(${row}.unknown OR ${row}.desired_hash IS DISTINCT FROM ${row}.held_hash)`;
const maySend = (row: string) => `${differs(row)} AND ${row}.command_id IS NULL AND NOT ${row}.failed
  AND (${row}.retry_at IS NULL OR ${mayRetry(`${row}.retry_at`)})`;
/** The user that a row hangs on: it is there, and it is to go. Rows of users ask nothing. */
const userOf = (row: string) => `(SELECT bool_or(NOT u.unsupported AND u.desired_hash IS NOT NULL
    AND u.held_hash IS NOT NULL AND NOT u.unknown) AS held,
    bool_or(NOT u.unsupported AND u.desired_hash IS NULL AND NOT u.failed) AS goes
  FROM ledger u WHERE u.sn = ${row}.sn AND u.table_name = 'user' AND u.pin = ${row}.pin
    AND ${row}.table_name <> 'user')`;
/** While a device is given nothing, nobody is known to be there, and what is taken away does not wait for that. */
const userIsThere = (row: string) =>
  `(${row}.desired_hash IS NULL OR NOT ${row}.gives AND (SELECT held FROM hold) OR ${row}.table_name <> ALL($4) OR coalesce(u.held, false))`;

/**
 * Rows of these devices that differ and may go now. Each table gives no more rows than the commands can carry that may
 * be made, and of those that hang on a user only those whose user is there: otherwise rows that cannot go yet would
 * crowd out those that can. Rows are taken from the front of their order, so that it does not matter how many wait; only
 * where none of the front may go, all are looked at. What else a row depends on is looked up for those that may go, by
 * the index of pins. A card is elsewhere also where its former holder has not been looked at yet. OFFSET 0 and LATERAL keep the planner from joining whole ledgers, whatever it knows of them.
 */
export const candidatesOf = (tx: EntityManager, rooms: readonly Room[]): Promise<Candidate[]> =>
  tx.query(
    `SELECT c.* FROM unnest($1::text[], $2::boolean[], $3::int[], $6::int[]) AS d (sn, named, taking, giving) CROSS JOIN LATERAL (
     WITH RECURSIVE t AS (
       (SELECT table_name FROM ledger l WHERE l.sn = d.sn AND ${differs('l')} ORDER BY table_name LIMIT 1)
       UNION ALL
       SELECT (SELECT l.table_name FROM ledger l WHERE l.sn = d.sn AND l.table_name > t.table_name AND ${differs('l')}
         ORDER BY l.table_name LIMIT 1) FROM t WHERE t.table_name IS NOT NULL),
     zones AS MATERIALIZED (
       SELECT EXISTS (SELECT 1 FROM ledger z WHERE z.sn = d.sn AND z.table_name = 'timezone' AND z.failures = 0
         AND NOT z.failed AND z.desired_hash IS NOT NULL AND ${differs('z')}) AS pending,
         ARRAY(SELECT z.time_zone_id FROM ledger z WHERE z.sn = d.sn AND z.pin = '' AND z.table_name = 'timezone'
           AND z.time_zone_id IS NOT NULL AND z.desired_hash IS NOT NULL) AS wanted),
     hold AS MATERIALIZED (SELECT ${givingIsHeld('d.sn')} AS held),
     l AS MATERIALIZED (
       SELECT o.* FROM t CROSS JOIN (VALUES (false), (true)) AS k (gives)
       CROSS JOIN LATERAL (SELECT CASE WHEN NOT k.gives THEN d.taking WHEN (SELECT held FROM hold) THEN 0 ELSE d.giving END AS most) m CROSS JOIN LATERAL (
         WITH front AS MATERIALIZED (
           SELECT r.* FROM ledger r WHERE r.sn = d.sn AND r.table_name = t.table_name AND r.gives = k.gives
           AND ${maySend('r')} ORDER BY r.version LIMIT 2 * m.most),
         free AS MATERIALIZED (SELECT r.*, u.held AS user_held, u.goes AS user_goes
           FROM front r CROSS JOIN LATERAL ${userOf('r')} u WHERE ${userIsThere('r')} ORDER BY r.version LIMIT m.most)
         SELECT * FROM free
         UNION ALL
         (SELECT r.*, u.held, u.goes FROM ledger r CROSS JOIN LATERAL ${userOf('r')} u
           WHERE NOT EXISTS (SELECT 1 FROM free) AND (SELECT count(*) FROM front) = 2 * m.most
           AND r.sn = d.sn AND r.table_name = t.table_name AND r.gives = k.gives AND ${maySend('r')}
           AND ${userIsThere('r')} ORDER BY r.version LIMIT m.most)) o
       WHERE t.table_name IS NOT NULL AND (NOT d.named OR t.table_name = ANY($5))),
     freed AS MATERIALIZED (
       SELECT f.table_name, card FROM ledger f, jsonb_array_elements(f.held_scope) card
       WHERE f.sn = d.sn AND ${differs('f')} AND f.frees
         AND f.table_name IN ('user', 'mulcarduser') AND NOT coalesce(f.desired_scope @> card, false))
     SELECT ${entryColumnsOf('l')},
       zones.pending OR (l.table_name = 'userauthorize' AND l.desired_hash IS NOT NULL
         AND l.time_zone_id IS NOT NULL AND l.time_zone_id <> ALL(zones.wanted)) AS "zonesPending",
       (l.desired_scope IS NOT NULL AND NOT coalesce(l.held_scope <@ l.desired_scope, true)) AS shrinks,
       coalesce(l.user_held, false) AS "userHeld", coalesce(l.user_goes, false) AS "userGoes",
       (l.table_name = 'user' AND l.desired_hash IS NULL AND EXISTS (SELECT 1 FROM ledger o WHERE o.sn = l.sn
         AND o.pin = l.pin AND o.table_name <> 'user' AND (o.command_id IS NOT NULL OR o.failures = 0 AND NOT o.failed
           AND (o.held_hash IS NOT NULL OR o.unknown)) OFFSET 0)) AS "othersLeft",
       (l.table_name = 'timezone' AND l.desired_hash IS NULL AND (EXISTS (SELECT 1 FROM ledger o WHERE o.sn = l.sn
         AND o.table_name = 'userauthorize' AND o.time_zone_id = l.time_zone_id
         AND (o.held_hash IS NOT NULL OR o.unknown OR o.command_id IS NOT NULL))
         OR EXISTS (SELECT 1 FROM ledger o WHERE o.sn = l.sn AND o.table_name IN ('options', 'doorparameters')
           AND o.names_zone AND ${differs('o')}))) AS "zoneUsed",
       CASE WHEN l.desired_scope IS NULL OR l.table_name NOT IN ('user', 'mulcarduser') THEN false
         ELSE coalesce((l.table_name, l.desired_scope -> 0) IN (SELECT table_name, card FROM freed), false)
           OR EXISTS (SELECT 1 FROM ledger h WHERE h.sn = l.sn AND h.desired_scope ->> 0 = l.desired_scope ->> 0
             AND h.desired_scope IS NOT NULL AND h.table_name IN ('user', 'mulcarduser')
             AND h.table_name = l.table_name AND h.pin <> l.pin OFFSET 0)
       END AS "cardElsewhere", hold.held AS "givingHeld",
       hold.held AND ${hasToldSince('l.sn', 'l.table_name')} AS compared,
       hold.held AND l.table_name = 'user' AND ${hasToldDates('l.sn', 'l.key')} AS "datesTold"
     FROM l, zones, hold ORDER BY l.version) c`,
    [
      rooms.map(({ sn }) => sn),
      rooms.map(({ tables }) => tables !== null),
      rooms.map(({ taking }) => taking),
      [...dependsOnUser],
      [...new Set(rooms.flatMap(({ tables }) => tables ?? []))],
      rooms.map(({ giving }) => giving),
    ],
  );

/** All rows of the candidates' units: a DELETE of one deletes them too. */
export const unitMatesOf = (tx: EntityManager, candidates: readonly Candidate[]): Promise<LedgerEntry[]> => {
  const units = new Map(candidates.map((row) => [`${row.sn}\n${row.table}\n${row.pin}\n${row.unit}`, row]));
  const all = [...units.values()];
  // Rows of one unit are of one table and one person: so the index of pins finds them.
  return tx.query(
    `SELECT l.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS u (sn, table_name, pin, unit)
     CROSS JOIN LATERAL (SELECT ${entryColumnsOf('r')} FROM ledger r
       WHERE r.sn = u.sn AND r.table_name = u.table_name AND r.pin = u.pin AND r.unit = u.unit OFFSET 0) l ORDER BY l.version`,
    [all.map(({ sn }) => sn), all.map(({ table }) => table), all.map(({ pin }) => pin), all.map(({ unit }) => unit)],
  );
};

/** What these rows should hold, as it is kept, in their order; null = nothing, or no longer there. */
export async function contentsOf(
  tx: EntityManager,
  rows: readonly Pick<LedgerEntry, 'sn' | 'table' | 'key'>[],
): Promise<(Buffer | null)[]> {
  if (rows.length === 0) return [];
  const found: { desired: Buffer | null }[] = await tx.query(
    `SELECT l.desired FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS r (sn, table_name, key, at)
       LEFT JOIN ledger l ON l.sn = r.sn AND l.table_name = r.table_name AND l.key = r.key ORDER BY r.at`,
    [rows.map(({ sn }) => sn), rows.map(({ table }) => table), rows.map(({ key }) => key)],
  );
  return found.map(({ desired }) => desired);
}

/** A row, and the command that is to carry it. */
export interface Carried {
  readonly sn: string;
  readonly table: string;
  readonly key: string;
  readonly id: number;
}

const carriedArrays = (rows: readonly Carried[]) => [
  rows.map(({ sn }) => sn),
  rows.map(({ table }) => table),
  rows.map(({ key }) => key),
  rows.map(({ id }) => id),
];
const carriedFrom = 'unnest($1::text[], $2::text[], $3::text[], $4::int[]) AS r (sn, table_name, key, id)';
const isCarried = 'l.sn = r.sn AND l.table_name = r.table_name AND l.key = r.key';

/** Commands are to write these rows. */
export async function carriedByUpdate(tx: EntityManager, rows: readonly Carried[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE ledger l SET command_id = r.id, retry_at = NULL, held_scope = CASE
         WHEN l.held_scope IS NULL OR l.held_scope = l.desired_scope THEN l.desired_scope
         ELSE (SELECT jsonb_agg(DISTINCT part)
           FROM jsonb_array_elements(l.held_scope || coalesce(l.desired_scope, '[]')) part) END
     FROM ${carriedFrom} WHERE ${isCarried}`,
    carriedArrays(rows),
  );
}

/** A late answer about rows that stay says nothing about them after the DELETE, so they get new versions. */
export async function renewVersions(
  tx: EntityManager,
  rows: readonly Omit<Carried, 'id'>[],
): Promise<{ sn: string; table: string; key: string; version: number }[]> {
  if (rows.length === 0) return [];
  const [renewed]: [{ sn: string; table: string; key: string; version: number }[], number] = await tx.query(
    `UPDATE ledger l SET version = r.next_version
     FROM (SELECT r.*, nextval('ledger_version') AS next_version
       FROM unnest($1::text[], $2::text[], $3::text[]) AS r (sn, table_name, key)) r
     WHERE ${isCarried} AND l.desired_hash IS NOT NULL RETURNING l.sn, l.table_name AS "table", l.key, l.version`,
    [rows.map(({ sn }) => sn), rows.map(({ table }) => table), rows.map(({ key }) => key)],
  );
  return renewed;
}

/** Commands are to delete these rows on their devices: all of their units. */
export async function carriedByDelete(tx: EntityManager, rows: readonly Carried[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    // Another command may have written the row already.
    `UPDATE ledger l SET command_id = r.id, retry_at = NULL, unknown = l.unknown OR (l.command_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM command c WHERE c.id = l.command_id AND c.sent_at IS NOT NULL))
     FROM ${carriedFrom} WHERE ${isCarried}`,
    carriedArrays(rows),
  );
}

/** A user who is made again has none of the earlier rows that depended on the user. */
export async function markRowsOfUsersUnknown(
  tx: EntityManager,
  users: readonly Pick<LedgerEntry, 'sn' | 'pin'>[],
): Promise<void> {
  if (users.length === 0) return;
  await tx.query(
    `UPDATE ledger l SET unknown = true FROM unnest($1::text[], $2::text[]) AS u (sn, pin)
     WHERE l.sn = u.sn AND l.pin = u.pin AND l.table_name <> 'user' AND l.held_hash IS NOT NULL`,
    [users.map(({ sn }) => sn), users.map(({ pin }) => pin)],
  );
}

/**
 * When a photo is deleted, firmware may drop the template that it made of the same face. So that template is sent
 * again. A template that is not held yet is sent behind the DELETE anyway; with another version, its own command would
 * be left without an answer.
 */
export async function markTemplatesUnknown(
  tx: EntityManager,
  photos: readonly Pick<LedgerEntry, 'sn' | 'pin' | 'bioType'>[],
): Promise<void> {
  if (photos.length === 0) return;
  await tx.query(
    `UPDATE ledger t SET unknown = true, version = nextval('ledger_version')
     FROM (SELECT DISTINCT sn, pin, bio_type FROM unnest($1::text[], $2::text[], $3::int[]) AS p (sn, pin, bio_type)) p
     WHERE t.sn = p.sn AND t.pin = p.pin AND t.table_name = 'biodata' AND t.bio_type = p.bio_type
       AND t.desired_hash = t.held_hash AND NOT t.unknown AND t.command_id IS NULL`,
    [photos.map(({ sn }) => sn), photos.map(({ pin }) => pin), photos.map(({ bioType }) => bioType)],
  );
}
