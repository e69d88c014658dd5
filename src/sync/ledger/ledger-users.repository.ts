import type { EntityManager } from 'typeorm';
import type { Device } from '../../modules/device/device.entity.js';

/* Users on devices: those that they should hold, and those that they reported. */

const bodies = `l.table_name IN ('templatev10', 'biodata', 'biophoto', 'userpic')`;
const differs = '(l.unknown OR l.desired_hash IS DISTINCT FROM l.held_hash)';

/**
 * The state of each user on each device. A user whom a device reported, and to whom nothing was given, is not in the
 * ledger.
 */
const standings = `(
  SELECT l.sn, l.pin,
    count(*) FILTER (WHERE ${bodies} AND l.held_hash IS NOT NULL AND NOT l.unknown)::int AS bodies,
    count(*) FILTER (WHERE l.desired_hash IS NOT NULL AND ${differs})::int AS waiting,
    max(l.return_code) FILTER (WHERE l.failed) AS code,
    CASE WHEN bool_and(l.desired_hash IS NULL) THEN 'leaving'
      WHEN bool_or(l.failed) FILTER (WHERE l.table_name = 'user') THEN 'failed'
      WHEN bool_or(${differs}) FILTER (WHERE l.table_name = 'user') THEN 'pending' ELSE 'held' END AS state
  FROM ledger l WHERE l.pin <> '' GROUP BY l.sn, l.pin
  UNION ALL
  SELECT u.sn, u.pin, 0, 0, NULL, 'unknown' FROM device_user u
  WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.sn = u.sn AND l.pin = u.pin))`;

/** The state of a user on a device. */
export interface Standing {
  readonly state: 'leaving' | 'failed' | 'pending' | 'held' | 'unknown';
  /** Templates and photos that it holds of the user. */
  readonly bodies: number;
  /** Rows of the user that it does not hold yet. */
  readonly waiting: number;
}

/** Users of a device, by pin. @param after the last pin of the page before, or '' */
export const usersOn = (
  tx: EntityManager,
  sn: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<(Standing & { pin: string; name: string })[]> =>
  tx.query(
    `SELECT s.pin, coalesce(trim(p.name || ' ' || p.last_name), u.name, '') AS name, s.state, s.bodies, s.waiting
     FROM ${standings} s LEFT JOIN person p ON p.pin = s.pin LEFT JOIN device_user u ON u.sn = s.sn AND u.pin = s.pin
     WHERE s.sn = $1 AND s.pin > $2 ORDER BY s.pin LIMIT $3`,
    [sn, after, limit],
  );

/** Devices that a person is on. */
export const devicesOf = (
  tx: EntityManager,
  pin: string,
): Promise<(Standing & { sn: string; name: string; online: boolean; code: number | null })[]> =>
  tx.query(
    `SELECT s.sn, d.name, d.online, s.state, s.bodies, s.waiting, s.code FROM ${standings} s JOIN device d ON d.sn = s.sn
     WHERE s.pin = $1 ORDER BY s.sn`,
    [pin],
  );

/** Users that a device reported and that it was not given. */
export const unknownUsers = (tx: EntityManager, sn: string): Promise<{ pin: string; name: string }[]> =>
  tx.query(
    `SELECT u.pin, u.name FROM device_user u WHERE u.sn = $1 AND NOT EXISTS (
       SELECT 1 FROM ledger l WHERE l.sn = u.sn AND l.table_name = 'user' AND l.pin = u.pin)
     ORDER BY u.pin LIMIT 1000`,
    [sn],
  );

/** Roles that may change a terminal's settings (Access PUSH 9.1.1, user). */
const administrators = '(6, 14)';

/** What a device shows that an operator should look into. */
export interface DeviceSigns {
  readonly sn: string;
  readonly administrators: boolean;
  readonly unknown: number;
  readonly refused: readonly { readonly table: string; readonly rows: number; readonly code: number | null }[];
  readonly clockSet: boolean;
  /** Persons on it with more cards than it keeps of one. */
  readonly cardsOver: number;
  /** Addresses from which somebody else calls with its number, and addresses that take turns with its own. */
  readonly newcomers: readonly string[];
  readonly duplicates: readonly string[];
}

/**
 * One set after the other: devices may hold tens of thousands of users each. @param days how long a newcomer is
 * reported
 */
export const signsOf = (tx: EntityManager, devices: readonly Device[], days: number): Promise<DeviceSigns[]> =>
  tx.query(
    `WITH roles AS MATERIALIZED (SELECT id, pin, privilege FROM person p WHERE privilege IN ${administrators}
       OR id IN (SELECT person_id FROM module_person WHERE privilege IN ${administrators})),
     -- A role of its own in the device's business takes the place of the person's.
     ours AS (SELECT DISTINCT l.sn FROM roles JOIN ledger l ON l.sn = ANY($1) AND l.table_name = 'user' AND l.pin = roles.pin AND NOT l.unsupported
       JOIN device d ON d.sn = l.sn LEFT JOIN module_person m ON m.person_id = roles.id AND m.module = d.module
       WHERE l.held_hash = l.desired_hash AND NOT l.unknown AND coalesce(m.privilege, roles.privilege) IN ${administrators}),
     unknown AS (SELECT u.sn, count(*)::int AS n, bool_or(u.privilege IN ${administrators}) AS administrators
       FROM device_user u LEFT JOIN ledger l ON l.sn = u.sn AND l.table_name = 'user' AND l.pin = u.pin AND NOT l.unsupported
       WHERE u.sn = ANY($1) AND l.sn IS NULL GROUP BY u.sn),
     refused AS (SELECT sn, json_agg(json_build_object('table', table_name, 'rows', n, 'code', code) ORDER BY table_name) AS tables
       FROM (SELECT sn, table_name, count(*)::int AS n, max(return_code) AS code FROM ledger
         WHERE sn = ANY($1) AND failed AND return_code IS NOT NULL GROUP BY sn, table_name) r GROUP BY sn),
     -- A device that keeps several cards a person has none in its user row; a terminal has two, all others one.
     keeps AS (SELECT sn, CASE link WHEN 'push-att' THEN 2 ELSE 1 END AS cards FROM device
       WHERE sn = ANY($1) AND multi_card_on IS NOT TRUE AND registered_at IS NOT NULL),
     several AS MATERIALIZED (SELECT p.pin, count(*) AS cards FROM card c JOIN person p ON p.id = c.person_id
       WHERE NOT c.lost AND EXISTS (SELECT FROM keeps) GROUP BY p.pin HAVING count(*) > 1),
     over AS (SELECT k.sn, count(*)::int AS n FROM several s JOIN keeps k ON k.cards < s.cards
       JOIN ledger l ON l.sn = k.sn AND l.table_name = 'user' AND l.pin = s.pin
       WHERE l.desired_hash IS NOT NULL AND NOT l.unsupported GROUP BY k.sn),
     others AS (SELECT sn, array_agg(address ORDER BY address) AS newcomers,
         coalesce(array_agg(address ORDER BY address) FILTER (WHERE duplicate), '{}') AS duplicates
       FROM device_newcomer WHERE sn = ANY($1) AND last_seen_at > clock_timestamp() - $2 * interval '1 day' GROUP BY sn)
     SELECT d.sn, ours.sn IS NOT NULL OR coalesce(unknown.administrators, false) AS administrators,
       coalesce(unknown.n, 0) AS unknown, coalesce(refused.tables, '[]') AS refused,
       EXISTS (SELECT 1 FROM command c WHERE c.sn = d.sn AND c.type = 'setTime' AND c.origin = 'clock'
         AND c.created_at > clock_timestamp() - interval '1 hour') AS "clockSet",
       coalesce(over.n, 0) AS "cardsOver",
       coalesce(others.newcomers, '{}') AS newcomers, coalesce(others.duplicates, '{}') AS duplicates
     FROM device d LEFT JOIN ours USING (sn) LEFT JOIN unknown USING (sn) LEFT JOIN refused USING (sn)
       LEFT JOIN over USING (sn) LEFT JOIN others USING (sn)
     WHERE d.sn = ANY($1)`,
    [devices.map(({ sn }) => sn), days],
  );
