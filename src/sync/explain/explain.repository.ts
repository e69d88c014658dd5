import type { EntityManager } from 'typeorm';
import { isRetiring } from '../../core/ledger/retiring.js';
import { blacklisted } from '../../modules/areaPerson/area-person.entity.js';
import type { LevelBusiness } from '../../modules/accLevel/level-places.js';
import { doorColumns, doorRuleColumns, type DoorRow, type DoorRules } from '../../modules/identification/door-facts.js';
import type { HolderFacts } from '../../modules/identification/passage.js';
import type { HolidayDate } from '../../modules/timeZone/open-at.js';
import { alwaysTimeZoneId, type Periods } from '../../modules/timeZone/time-zone.entity.js';
import { containing } from '../../platform/database/like.js';

/* What is asked about many people and doors at once: one query a list, whatever its length. */

/** A level with which a person may pass, or the terminal that both belong to (without a level). */
export interface Via {
  readonly levelId: string | null;
  readonly levelName: string;
  readonly areaCode: string;
  readonly business: LevelBusiness | '';
  readonly timeZoneId: number;
  readonly timeZoneName: string;
  readonly periods: Periods;
}

/** A door, its device, and what decides there about everybody. */
export interface AskedDoor extends DoorRow, DoorRules {
  readonly doorId: string;
  readonly sn: string;
  readonly deviceName: string;
  readonly areaCode: string;
  readonly module: string;
  /** Null = the site's. */
  readonly timeZone: string | null;
}

/** A person as a door sees them. */
export interface AskedHolder extends Omit<HolderFacts, 'grants'> {
  readonly name: string;
  readonly lastName: string;
  /** Null for visitors. */
  readonly deptCode: string | null;
  readonly vias: readonly Via[];
}

export interface NamedHoliday extends HolidayDate {
  readonly id: string;
  readonly name: string;
}

export const holidaysByDate = (tx: EntityManager): Promise<NamedHoliday[]> =>
  tx.query(`SELECT id, name, date, type, every_year AS "everyYear" FROM holiday ORDER BY date`);

const doorFields = [...doorColumns('d'), ...doorRuleColumns('d', 'v')]
  .map(([name, sql]) => `${sql} AS "${name}"`)
  .join(', ');
const doorSide = `d.id AS "doorId", v.sn, v.name AS "deviceName", v.area_code AS "areaCode", v.module,
  v.time_zone AS "timeZone", ${doorFields}`;

const viaOf = (level: string, zone: string) =>
  `json_build_object('levelId', ${level}.id, 'levelName', coalesce(${level}.name, ''),
     'areaCode', coalesce(${level}.area_code, ''), 'business', coalesce(${level}.business, ''), 'timeZoneId', ${zone}.id, 'timeZoneName', ${zone}.name,
     'periods', ${zone}.periods)`;

const toDoor = `o.kind <> 'floor' AND o.sn = d.device_sn AND o.number = d.number`;

/** Terminals know the people of their area, and these may always pass there. */
const stands = `EXISTS (SELECT 1 FROM area_person a WHERE a.person_id = p.id AND a.area_code = v.area_code
  AND a.module = v.module)`;
/** Rooms are open to those who have reserved them now: of another time nothing is told. */
const openRoom = `s.opens_at <= clock_timestamp() AND s.closes_at > clock_timestamp()`;
const reserved = (where: string) => `EXISTS (SELECT 1 FROM space_pass s WHERE s.person_id = p.id AND ${where}
  AND ${openRoom})`;
const named = (kind: string) => `EXISTS (SELECT 1 FROM access_rule r JOIN access_rule_door rd ON rd.rule_id = r.id
  JOIN access_rule_person rp ON rp.rule_id = r.id
  WHERE rd.door_id = d.id AND rp.person_id = p.id AND r.kind = '${kind}')`;

/** The person p at the door d of the device v. */
const holderSide = `p.pin, p.name AS "holderName", p.last_name AS "lastName", dept.code AS "deptCode",
  p.is_disabled OR EXISTS (SELECT 1 FROM module_person mp WHERE mp.module = v.module AND mp.person_id = p.id
    AND mp.category = ${blacklisted}) AS "isDisabled",
  p.acc_start_time AS "validFrom", p.acc_end_time AS "validTo", p.leave_date AS "leaveDate",
  CASE WHEN ${isRetiring('v.sn')} THEN '[]' ELSE (SELECT coalesce(json_agg(w.via ORDER BY w.place), '[]') FROM (
    SELECT ${viaOf('l', 'z')} AS via, l.name AS place FROM (
      SELECT DISTINCT m.level_id FROM acc_level_person m JOIN level_place o ON o.level_id = m.level_id
      WHERE m.person_id = p.id AND ${toDoor}) g
      JOIN acc_level l ON l.id = g.level_id JOIN time_zone z ON z.id = l.time_zone_id
    UNION ALL SELECT ${viaOf('n', 'z')}, '' FROM time_zone z LEFT JOIN acc_level n ON false
      WHERE z.id = ${alwaysTimeZoneId} AND (${stands} OR ${reserved('d.id = s.door_id')})) w) END AS vias,
  NOT ${isRetiring('v.sn')} AND (${stands} OR EXISTS (SELECT 1 FROM acc_level_person m JOIN level_place o
    ON o.level_id = m.level_id WHERE m.person_id = p.id AND o.sn = v.sn) OR ${reserved('v.sn = s.sn')}) AS "isKnownThere",
  ${named('super-user-rules')} AS "superUser", ${named('first-card-rules')} AS "isFirst"`;

const places = `door d JOIN device v ON v.sn = d.device_sn`;

type HolderRow = Omit<AskedHolder, 'name' | 'disabled'> & { readonly holderName: string; readonly isDisabled: boolean };

const holderOf = ({ holderName, isDisabled, ...row }: HolderRow): AskedHolder => ({
  pin: row.pin,
  name: holderName,
  lastName: row.lastName,
  deptCode: row.deptCode,
  disabled: isDisabled,
  validFrom: row.validFrom,
  validTo: row.validTo,
  leaveDate: row.leaveDate,
  vias: row.vias,
  isKnownThere: row.isKnownThere,
  superUser: row.superUser,
  isFirst: row.isFirst,
});

/** A door, and the levels that lead to it. */
export async function doorWithLevels(
  tx: EntityManager,
  doorId: string,
): Promise<{ door: AskedDoor; levels: readonly Via[] } | null> {
  const rows: (AskedDoor & { levels: readonly Via[] })[] = await tx.query(
    `SELECT ${doorSide}, (SELECT coalesce(json_agg(${viaOf('l', 'z')} ORDER BY l.name), '[]') FROM (
         SELECT DISTINCT o.level_id FROM level_place o WHERE ${toDoor}) g
         JOIN acc_level l ON l.id = g.level_id JOIN time_zone z ON z.id = l.time_zone_id) AS levels
     FROM ${places} WHERE d.id = $1`,
    [doorId],
  );
  const [row] = rows;
  if (!row) return null;
  const { levels, ...door } = row;
  return { door, levels };
}

/** One person at one door; null if nobody has the pin. */
export async function holderAt(tx: EntityManager, doorId: string, pin: string): Promise<AskedHolder | null> {
  const rows: HolderRow[] = await tx.query(
    `SELECT ${holderSide} FROM ${places}, person p LEFT JOIN department dept ON dept.id = p.department_id
     WHERE d.id = $1 AND p.pin = $2`,
    [doorId, pin],
  );
  const [row] = rows;
  return row ? holderOf(row) : null;
}

/** Who is sought at a door. */
export interface SoughtPeople {
  readonly doorId: string;
  /** The latest that the door's clock has shown. */
  readonly clock: string;
  /** Of the levels that lead there those that are open then; only super users pass where the door itself is closed. */
  readonly openLevels: readonly string[];
  readonly isOpen: boolean;
  readonly q: string;
  readonly departments: readonly string[] | null;
  readonly after: string;
  readonly limit: number;
}

/** People who may pass a door, by pin. The same rules as in passage.ts, so that no more are read than are shown. */
export async function peopleAt(tx: EntityManager, sought: SoughtPeople): Promise<AskedHolder[]> {
  const { doorId, clock, openLevels, isOpen, q, departments, after, limit } = sought;
  const rows: HolderRow[] = await tx.query(
    `WITH may AS MATERIALIZED (
       SELECT m.person_id AS id FROM acc_level_person m WHERE m.level_id = ANY($3) AND $4
       UNION SELECT a.person_id FROM ${places} JOIN area_person a ON a.area_code = v.area_code AND a.module = v.module
         WHERE d.id = $1 AND $4
       UNION SELECT s.person_id FROM space_pass s WHERE s.door_id = $1 AND ${openRoom} AND $4
       UNION SELECT rp.person_id FROM access_rule r JOIN access_rule_door rd ON rd.rule_id = r.id
         JOIN access_rule_person rp ON rp.rule_id = r.id WHERE rd.door_id = $1 AND r.kind = 'super-user-rules'),
     page AS MATERIALIZED (
       SELECT p.id, p.pin FROM may JOIN person p ON p.id = may.id LEFT JOIN department dept ON dept.id = p.department_id
       WHERE p.pin > $5 AND (p.leave_date IS NULL OR p.leave_date > $2) AND NOT p.is_disabled
         AND (p.acc_start_time IS NULL OR p.acc_start_time <= $2) AND (p.acc_end_time IS NULL OR p.acc_end_time >= $2)
         AND ($6 = '' OR p.pin ILIKE $6 OR p.name || ' ' || p.last_name ILIKE $6)
         AND ($7::text[] IS NULL OR dept.code = ANY($7))
       ORDER BY p.pin LIMIT $8)
     SELECT ${holderSide} FROM page JOIN person p ON p.id = page.id
       LEFT JOIN department dept ON dept.id = p.department_id, ${places}
     WHERE d.id = $1 ORDER BY p.pin`,
    [doorId, clock, openLevels, isOpen, after, q === '' ? '' : containing(q), departments, limit],
  );
  return rows.map(holderOf);
}

/** Doors sought for a person. */
export interface SoughtDoors {
  readonly pin: string;
  readonly areas: readonly string[] | null;
  readonly after: { readonly name: string; readonly id: string } | null;
  readonly limit: number;
}

/** Doors that a person's levels, area or rules lead to, by name, and the person at each. */
export async function doorsOf(
  tx: EntityManager,
  { pin, areas, after, limit }: SoughtDoors,
): Promise<{ door: AskedDoor; holder: AskedHolder }[]> {
  const rows: (AskedDoor & HolderRow)[] = await tx.query(
    `WITH who AS (SELECT id FROM person WHERE pin = $1),
     may AS MATERIALIZED (
       SELECT d.id FROM acc_level_person m JOIN level_place o ON o.level_id = m.level_id AND o.kind <> 'floor'
         JOIN door d ON d.device_sn = o.sn AND d.number = o.number WHERE m.person_id = (SELECT id FROM who)
       UNION SELECT d.id FROM area_person a JOIN device v ON v.area_code = a.area_code AND v.module = a.module
         JOIN door d ON d.device_sn = v.sn WHERE a.person_id = (SELECT id FROM who)
       UNION SELECT s.door_id FROM space_pass s WHERE s.person_id = (SELECT id FROM who) AND ${openRoom}
       UNION SELECT rd.door_id FROM access_rule_person rp JOIN access_rule r ON r.id = rp.rule_id
         JOIN access_rule_door rd ON rd.rule_id = r.id
         WHERE rp.person_id = (SELECT id FROM who) AND r.kind = 'super-user-rules'),
     page AS MATERIALIZED (
       SELECT d.id FROM may JOIN door d ON d.id = may.id JOIN device v ON v.sn = d.device_sn
       WHERE ($2::text[] IS NULL OR v.area_code = ANY($2))
         AND ($3::text IS NULL OR (d.name COLLATE natural_order, d.id) > ($3, $4))
       ORDER BY d.name COLLATE natural_order, d.id LIMIT $5)
     SELECT ${doorSide}, ${holderSide} FROM page JOIN door d ON d.id = page.id JOIN device v ON v.sn = d.device_sn,
       person p LEFT JOIN department dept ON dept.id = p.department_id
     WHERE p.pin = $1 ORDER BY d.name COLLATE natural_order, d.id`,
    [pin, areas, after?.name ?? null, after?.id ?? null, limit],
  );
  return rows.map((row) => ({ door: row, holder: holderOf(row) }));
}

/** Whose a card is at that moment; null = nobody's. A QR code is a card while it is valid. */
export async function ownerOf(
  tx: EntityManager,
  cardNo: string,
  at: Date,
): Promise<{ pin: string; lost: boolean } | null> {
  const rows: { pin: string; lost: boolean }[] = await tx.query(
    `SELECT p.pin, c.lost FROM (SELECT person_id, lost FROM card WHERE card_no = $1
       UNION ALL SELECT person_id, false FROM qr_code WHERE card_no = $1 AND expires_at > $2 LIMIT 1) c
     JOIN person p ON p.id = c.person_id`,
    [cardNo, at],
  );
  return rows[0] ?? null;
}

/** An event, as far as it is about a passage. */
export interface AskedEvent {
  readonly sn: string;
  readonly doorId: string | null;
  readonly pin: string;
  readonly cardNo: string;
  readonly eventNo: number;
  readonly happenedAt: Date;
}

/** @param time of the event, by its device's clock */
export async function eventAt(tx: EntityManager, id: string, time: string): Promise<AskedEvent | null> {
  const rows: AskedEvent[] = await tx.query(
    `SELECT sn, door_id AS "doorId", pin, card_no AS "cardNo", event_no AS "eventNo", happened_at AS "happenedAt"
     FROM event WHERE event_time = $1 AND id = $2::uuid`,
    [time, id],
  );
  return rows[0] ?? null;
}

export async function timeZoneName(tx: EntityManager, id: number): Promise<string> {
  const rows: { name: string }[] = await tx.query('SELECT name FROM time_zone WHERE id = $1', [id]);
  return rows[0]?.name ?? '';
}

const mostChanges = 100;

/** What could have changed the answer. */
export interface ChangedThings {
  readonly pin: string;
  readonly cardNo: string;
  readonly doorId: string;
  readonly sn: string;
  readonly levelIds: readonly string[];
  readonly timeZoneIds: readonly number[];
}

/** Numbers of entries of the log about these things since then, the oldest first. */
export async function changesSince(tx: EntityManager, since: Date, things: ChangedThings): Promise<number[]> {
  const { pin, cardNo, doorId, sn, levelIds, timeZoneIds } = things;
  const rows: { seq: number }[] = await tx.query(
    `SELECT seq FROM audit WHERE at > $1 AND (
       ($2 <> '' AND (detail ->> 'pin' = $2 OR detail -> 'done' ? $2 OR detail -> 'pins' ? $2 OR detail -> 'add' ? $2
         OR detail -> 'remove' ? $2))
       OR ($3 <> '' AND detail ->> 'cardNo' = $3)
       OR (action ~ '/doors/:id$' AND detail ->> 'id' = $4)
       OR (action ~ '/devices/:sn' AND detail ->> 'sn' = $5)
       OR (action ~ '-levels/:id' AND detail ->> 'id' = ANY($6))
       OR (action ~ '/time-zones/:id$' AND detail ->> 'id' = ANY($7::text[]))
       OR action ~ '/admin/v1/holidays')
     ORDER BY seq LIMIT ${mostChanges}`,
    [since, pin, cardNo, doorId, sn, levelIds, timeZoneIds.map(String)],
  );
  return rows.map(({ seq }) => seq);
}
