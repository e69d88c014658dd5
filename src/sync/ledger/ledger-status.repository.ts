import type { EntityManager } from 'typeorm';
import type { DeviceStatus } from '../../modules/device/device.entity.js';
import { speakableTables } from '../desired/speakable.js';

/* How far devices are from what they should hold. */

/** The least and the most users that a count may find: a row that is on its way may be there or not. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Counts the rows that a condition names. */
export async function heldRange(tx: EntityManager, where: string, values: readonly unknown[]): Promise<Range> {
  const [held] = await tx.query<Range[]>(
    `SELECT count(*) FILTER (WHERE held_hash IS NOT NULL AND NOT unknown
         AND NOT (command_id IS NOT NULL AND desired_hash IS NULL))::int AS least,
       count(*) FILTER (WHERE held_hash IS NOT NULL OR unknown OR command_id IS NOT NULL)::int AS most
     FROM ledger WHERE ${where}`,
    [...values],
  );
  return held ?? { least: 0, most: 0 };
}

export const usersHeld = (tx: EntityManager, sn: string): Promise<Range> =>
  heldRange(tx, `sn = $1 AND table_name = 'user'`, [sn]);

/** Whether commands carry users to the device or from it, or are about to: the end of each says more. */
export async function usersOnTheirWay(tx: EntityManager, sn: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `SELECT 1 FROM ledger WHERE sn = $1 AND table_name = 'user' AND (command_id IS NOT NULL OR unknown AND NOT failed)
     LIMIT 1`,
    [sn],
  );
  return rows.length > 0;
}

/** Of these devices those that acknowledged any user. */
export async function devicesWithUsers(tx: EntityManager, sns: readonly string[]): Promise<string[]> {
  if (sns.length === 0) return [];
  const found: { sn: string }[] = await tx.query(
    `SELECT d.sn FROM unnest($1::text[]) AS d (sn) CROSS JOIN LATERAL (
       SELECT FROM ledger WHERE sn = d.sn AND table_name = 'user' AND held_hash IS NOT NULL LIMIT 1) u`,
    [sns],
  );
  return found.map(({ sn }) => sn);
}

/** Whether the device has the person and should keep it. */
export async function holdsUser(tx: EntityManager, sn: string, pin: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `SELECT 1 FROM ledger WHERE sn = $1 AND table_name = 'user' AND pin = $2 AND NOT unsupported
       AND desired_hash IS NOT NULL AND held_hash IS NOT NULL AND NOT unknown`,
    [sn, pin],
  );
  return rows.length > 0;
}

const blocked = `(l.desired_hash IS NOT NULL AND l.table_name NOT IN ('user', 'timezone', 'holiday')
  AND (l.unknown OR l.desired_hash IS DISTINCT FROM l.held_hash) AND NOT l.failed
  AND EXISTS (SELECT 1 FROM ledger u WHERE u.sn = l.sn AND u.table_name = 'user' AND u.pin = l.pin
    AND NOT u.unsupported AND (u.failed OR u.failures > 0)))`;
const differs = `(l.unknown OR l.desired_hash IS DISTINCT FROM l.held_hash)`;
const isOpen = `(${differs} OR l.failed)`;

/** What the device should hold is not worked out yet: it has doors and was never looked at, or a fact has changed. */
const working = `(
  (d.synced_as IS NULL AND (EXISTS (SELECT 1 FROM door WHERE door.device_sn = d.sn)
    OR EXISTS (SELECT 1 FROM area_person a WHERE a.area_code = d.area_code AND a.module = d.module)))
  OR (d.registered_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM change c WHERE c.due_at <= clock_timestamp() AND CASE c.kind
      WHEN 'device' THEN c.key = d.sn
      WHEN 'rule' THEN c.key = d.sn
      WHEN 'everybody' THEN c.key = d.sn
      WHEN 'person' THEN EXISTS (SELECT 1 FROM ledger k WHERE k.sn = d.sn AND k.pin = c.key)
        OR EXISTS (SELECT 1 FROM person p JOIN acc_level_person lp ON lp.person_id = p.id
          JOIN level_place o ON o.level_id = lp.level_id WHERE p.pin = c.key AND o.sn = d.sn)
        OR EXISTS (SELECT 1 FROM person p JOIN area_person a ON a.person_id = p.id
          WHERE p.pin = c.key AND a.area_code = d.area_code AND a.module = d.module)
        OR EXISTS (SELECT 1 FROM person p JOIN space_pass_about_now s ON s.person_id = p.id
          WHERE p.pin = c.key AND s.sn = d.sn)
      ELSE true END)))`;

/** An earlier caller with its number may have taken commands and acknowledged them. */
const beingCompared = `(d.verify_due OR EXISTS (SELECT 1 FROM verification v
  WHERE v.sn = d.sn AND v.status = 'running' AND v.created_at >= d.bound_at))`;

/** Tables whose content it did not report when it was last asked. They are asked for again. */
const unanswered = `(SELECT coalesce(array_agg(DISTINCT step ->> 'table' ORDER BY step ->> 'table'), '{}')
  FROM (SELECT v.steps FROM verification v WHERE v.sn = d.sn AND v.status = 'done' AND v.created_at >= d.bound_at
    AND v.repair = 'all' ORDER BY v.id DESC LIMIT 1) last, jsonb_array_elements(last.steps) AS step
  WHERE step ->> 'status' IN ('noAnswer', 'failed'))`;
/** Only a comparison that an operator asked for, of all tables or of some. */
const asked = `(NOT d.verify_due AND NOT EXISTS (SELECT 1 FROM verification v WHERE v.sn = d.sn AND v.status = 'running'
  AND v.steps @> '[{"due": true}]'))`;

/** It was told to clear its data, or its data was taken over: nothing is proved until it was read. */
const unread = `(EXISTS (SELECT 1 FROM take_over t WHERE t.sn = d.sn AND t.due <> 'keep')
  OR EXISTS (SELECT 1 FROM survey s WHERE s.sn = d.sn AND s.purpose NOT IN ('asked', 'keep')
    AND (s.status = 'running' OR (NOT s.followed AND s.purpose <> 'proof'))))`;
/** Only what empties it makes rows of others a doubt; a doubt about a table stays until the table is read. */
const notEmpty = `(SELECT coalesce(array_agg(DISTINCT place ORDER BY place), '{}') FROM take_over t,
  unnest(t.unproved || CASE WHEN EXISTS (SELECT 1 FROM survey s WHERE s.sn = d.sn AND s.purpose IN ('clear', 'proof'))
    THEN ARRAY(SELECT jsonb_object_keys(t.foreign_rows)) ELSE '{}'::text[] END) AS place
  WHERE t.sn = d.sn AND d.existing = 'clear')`;

export interface SyncCounts {
  readonly sn: string;
  /** Rows it should hold. */
  readonly desired: number;
  /** Of those, acknowledged as they are. */
  readonly acked: number;
  /** Not sent again until their content changes. */
  readonly failed: number;
  /** Waiting for a row that has failed. */
  readonly blocked: number;
  /** Users on the device whom Postern did not put there. */
  readonly extra: number;
  /** Rows of which it is not known whether the device holds them. */
  readonly unknown: number;
  /** Rows that differ, or that the device did not take. */
  readonly open: number;
  /** Rows that came over another link, which the present link cannot express. */
  readonly stranded: number;
  readonly working: boolean;
  readonly registered: boolean;
  readonly status: DeviceStatus;
  /** It has not said how many users it holds since it registered. */
  readonly uncounted: boolean;
  /** Wrong rows that a comparison found and did not repair. */
  readonly left: number;
  /** It called from a new address, and what it holds is not compared yet. */
  readonly beingCompared: boolean;
  /** Tables of which it did not say what they hold. */
  readonly unanswered: readonly string[];
  /** An operator asked to compare it, and nothing else is in doubt. */
  readonly asked: boolean;
  /** Rows that it holds and that nothing here wants. */
  readonly foreign: number;
  /** It was cleared or taken over, and its content is not read yet. */
  readonly unread: boolean;
  /** Tables that should be empty and are not, or that it does not report. */
  readonly notEmpty: readonly string[];
  /** The database was restored, and it is given nothing until that is released. */
  readonly held: boolean;
}

export const syncCounts = (tx: EntityManager, sns: readonly string[]): Promise<SyncCounts[]> =>
  tx.query(
    `SELECT d.sn, coalesce(d.extra_users, 0) AS extra,
       count(l.key) FILTER (WHERE l.desired_hash IS NOT NULL)::int AS desired,
       count(l.key) FILTER (WHERE l.desired_hash IS NOT NULL AND NOT ${differs})::int AS acked,
       count(l.key) FILTER (WHERE l.failed)::int AS failed,
       count(l.key) FILTER (WHERE ${blocked})::int AS blocked,
       count(l.key) FILTER (WHERE l.unknown)::int AS unknown,
       count(l.key) FILTER (WHERE ${isOpen})::int AS open,
       count(l.key) FILTER (WHERE ${differs} AND d.link = 'push-att' AND l.table_name <> ALL($2))::int AS stranded,
       d.registered_at IS NOT NULL AS registered, d.status, ${working} AS working, ${beingCompared} AS "beingCompared",
       ${unanswered} AS unanswered, ${asked} AS asked,
       d.count_due AS uncounted,
       (SELECT coalesce(sum(n::int), 0)::int FROM jsonb_each_text(d.found_differing) AS t (place, n)) AS "left",
       (SELECT coalesce(sum(n::int), 0)::int FROM take_over t, jsonb_each_text(t.foreign_rows) AS f (place, n)
         WHERE t.sn = d.sn) AS foreign, ${unread} AS unread, ${notEmpty} AS "notEmpty",
       d.giving_held AS held
     FROM device d LEFT JOIN ledger l ON l.sn = d.sn WHERE d.sn = ANY($1) GROUP BY d.sn`,
    [sns, speakableTables('push-att')],
  );

export const openStates = ['pending', 'sent', 'retrying', 'failed', 'blocked', 'unsupported'] as const;

export interface OpenRow {
  readonly table: string;
  readonly key: string;
  readonly pin: string;
  readonly state: (typeof openStates)[number];
  readonly wanted: boolean;
  readonly failures: number;
  readonly returnCode: number | null;
  readonly retryAt: Date | null;
  readonly commandId: number | null;
}

/** The rows that differ. @param after place of the last row of the page before, as `table key` */
export const openRows = (
  tx: EntityManager,
  sn: string,
  {
    limit,
    cursor,
    state,
  }: { readonly limit: number; readonly cursor?: string | undefined; readonly state?: OpenRow['state'] | undefined },
): Promise<OpenRow[]> =>
  tx.query(
    `SELECT * FROM (SELECT l.table_name AS "table", l.key, l.pin, l.desired_hash IS NOT NULL AS wanted, l.failures,
       l.return_code AS "returnCode", l.retry_at AS "retryAt", l.command_id AS "commandId",
       CASE WHEN l.failed AND l.desired IS NULL AND l.desired_hash IS NOT NULL THEN 'unsupported'
         WHEN l.failed THEN 'failed' WHEN ${blocked} THEN 'blocked'
         WHEN l.retry_at IS NOT NULL THEN 'retrying' WHEN l.command_id IS NOT NULL THEN 'sent' ELSE 'pending' END AS state
     FROM ledger l WHERE l.sn = $1 AND ${isOpen} AND ($2::text IS NULL OR l.table_name || ' ' || l.key > $2)) o
     WHERE $4::text IS NULL OR o.state = $4 ORDER BY o."table" || ' ' || o.key LIMIT $3`,
    [sn, cursor ?? null, limit, state ?? null],
  );

/** A place on a device; shared = a row that belongs to no person and has to be there. */
export interface HeldPlace {
  readonly table: string;
  readonly key: string;
  readonly shared: boolean;
}

/**
 * How many of these rows differ, how many shared rows there are, and whether anything is still to be worked out for the
 * device or these persons.
 */
export async function heldPlaces(
  tx: EntityManager,
  sn: string,
  places: readonly HeldPlace[],
  pins: readonly string[],
): Promise<{ open: number; held: number; stated: boolean } | undefined> {
  const [found] = await tx.query<{ open: number; held: number; stated: boolean }[]>(
    `SELECT count(*) FILTER (WHERE ${differs})::int AS open,
       count(*) FILTER (WHERE p.shared)::int AS held,
       EXISTS (SELECT 1 FROM change c WHERE c.due_at <= clock_timestamp() AND (c.kind IN ('rule', 'device', 'everybody')
         AND c.key = $1 OR c.kind = 'person' AND c.key = ANY($5))) AS stated
     FROM unnest($2::text[], $3::text[], $4::boolean[]) AS p (table_name, key, shared)
       JOIN ledger l ON l.sn = $1 AND l.table_name = p.table_name AND l.key = p.key`,
    [sn, places.map(({ table }) => table), places.map(({ key }) => key), places.map(({ shared }) => shared), pins],
  );
  return found;
}

/** How many rows of all devices differ, and how many of those will not be sent again until they change. */
export async function openEverywhere(tx: EntityManager): Promise<{ waiting: number; failed: number }> {
  const [found] = await tx.query<{ waiting: number; failed: number }[]>(
    `SELECT count(*)::int AS waiting, count(*) FILTER (WHERE l.failed)::int AS failed FROM ledger l WHERE ${differs}`,
  );
  return found ?? { waiting: 0, failed: 0 };
}
