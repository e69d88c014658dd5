import type { EntityManager } from 'typeorm';

/** What an operator may see, with everything below: codes of areas and departments; null = all. */
export interface Bounds {
  readonly areas: readonly string[] | null;
  readonly departments: readonly string[] | null;
}

/** What a name in a path, a query, a body or an answer stands for. */
export type Bounded =
  | 'application'
  | 'area'
  | 'areaId'
  | 'auxInput'
  | 'auxOutput'
  | 'camera'
  | 'card'
  | 'command'
  | 'consumption'
  | 'department'
  | 'device'
  | 'door'
  | 'event'
  | 'floor'
  | 'gate'
  | 'intrusion'
  | 'level'
  | 'muster'
  | 'newDevice'
  | 'person'
  | 'plan'
  | 'reader'
  | 'recorder'
  | 'reservation'
  | 'rule'
  | 'space'
  | 'spaceReservation'
  | 'visit'
  | 'visitor'
  | 'zone';

const onDevice = (table: string) =>
  `SELECT t.id AS key FROM ${table} t JOIN device d ON d.sn = t.device_sn WHERE t.id = ANY($1) AND d.area_code = ANY($2)`;
const isInside = 'd.area_code = ANY($2)';

interface Inside {
  readonly by: keyof Bounds;
  readonly sql: string;
}

/** A visit is where its levels lead, or led; one without levels opens nothing, and every desk may end it. */
const leadsOutside = `(EXISTS (SELECT 1 FROM acc_level_person m JOIN acc_level l ON l.id = m.level_id
    WHERE m.person_id = v.person_id AND v.exit_time IS NULL AND NOT l.area_code = ANY($2))
  OR EXISTS (SELECT 1 FROM unnest(v.level_ids) k LEFT JOIN acc_level l ON l.id = k
    WHERE NOT l.area_code = ANY($2) OR (l.id IS NULL AND v.exit_time IS NOT NULL)))`;
/** A room is where its doors are, too. */
const roomInside = `s.area_code = ANY($2) AND NOT EXISTS (SELECT 1 FROM space_place p JOIN device d ON d.sn = p.sn
  WHERE p.space_id = s.id AND NOT d.area_code = ANY($2))`;
/** It belongs to the department of its host, and to the one that is visited where somebody said so. */
const isOfDepartment = `EXISTS (SELECT 1 FROM person h JOIN department d ON d.id = h.department_id
    WHERE h.pin = v.host_pin AND d.code = ANY($2)) AND (v.dept_code IS NULL OR v.dept_code = ANY($2))`;
/** Whoever sees one of the visits sees the visitor. */
const visitorWhere = (condition: string) => `SELECT v.pin AS key FROM visit v WHERE v.pin = ANY($1) AND ${condition}`;

/** The keys of $1 that are inside $2: areas, or departments for people. Some have to be inside of both. */
const inside: Readonly<Record<Bounded, Inside | readonly Inside[]>> = {
  application: {
    by: 'departments',
    sql: `SELECT a.id AS key FROM att_application a JOIN person p ON p.id = a.person_id
      JOIN department d ON d.id = p.department_id WHERE a.id = ANY($1) AND d.code = ANY($2)`,
  },
  area: { by: 'areas', sql: 'SELECT code AS key FROM area WHERE code = ANY($1) AND code = ANY($2)' },
  areaId: { by: 'areas', sql: 'SELECT id AS key FROM area WHERE id = ANY($1) AND code = ANY($2)' },
  auxInput: { by: 'areas', sql: onDevice('aux_input') },
  auxOutput: { by: 'areas', sql: onDevice('aux_output') },
  camera: {
    by: 'areas',
    sql: `SELECT c.id AS key FROM camera c JOIN recorder r ON r.id = c.recorder_id
      WHERE c.id = ANY($1) AND r.area_code = ANY($2)`,
  },
  card: {
    by: 'departments',
    sql: `SELECT c.card_no AS key FROM card c JOIN person p ON p.id = c.person_id
      JOIN department d ON d.id = p.department_id WHERE c.card_no = ANY($1) AND d.code = ANY($2)`,
  },
  command: {
    by: 'areas',
    sql: `SELECT c.id::text AS key FROM command c JOIN device d ON d.sn = c.sn WHERE c.id::text = ANY($1) AND ${isInside}`,
  },
  consumption: {
    by: 'departments',
    sql: 'SELECT r.id AS key FROM consumption_record r WHERE r.id = ANY($1) AND r.dept_code = ANY($2)',
  },
  department: { by: 'departments', sql: 'SELECT code AS key FROM department WHERE code = ANY($1) AND code = ANY($2)' },
  device: { by: 'areas', sql: `SELECT d.sn AS key FROM device d WHERE d.sn = ANY($1) AND ${isInside}` },
  door: { by: 'areas', sql: onDevice('door') },
  event: {
    by: 'areas',
    // Ids have no dashes with us; what is no id names no event.
    sql: `SELECT replace(e.id::text, '-', '') AS key FROM event e JOIN device d ON d.sn = e.sn
      WHERE e.id = ANY(ARRAY(SELECT k::uuid FROM unnest($1::text[]) k WHERE k ~ '^[0-9a-f]{32}$')) AND ${isInside}`,
  },
  floor: { by: 'areas', sql: onDevice('floor') },
  gate: { by: 'areas', sql: onDevice('gate') },
  // A panel, and what belongs to one.
  intrusion: {
    by: 'areas',
    sql: `SELECT k AS key FROM unnest($1::text[]) k WHERE EXISTS (
      SELECT 1 FROM intrusion_panel p WHERE p.area_code = ANY($2) AND (p.id = k OR EXISTS (
        SELECT 1 FROM intrusion_partition t WHERE t.id = k AND t.panel_id = p.id) OR EXISTS (
        SELECT 1 FROM intrusion_point t WHERE t.id = k AND t.panel_id = p.id)))
      OR EXISTS (SELECT 1 FROM intrusion_point t JOIN aux_input x ON x.id = t.aux_in_id JOIN device d ON d.sn = x.device_sn
        WHERE t.id = k AND ${isInside})
      OR EXISTS (SELECT 1 FROM intrusion_event e WHERE e.id = k AND e.area_code = ANY($2))`,
  },
  level: { by: 'areas', sql: 'SELECT id AS key FROM acc_level WHERE id = ANY($1) AND area_code = ANY($2)' },
  person: {
    by: 'departments',
    sql: `SELECT p.pin AS key FROM person p JOIN department d ON d.id = p.department_id
      WHERE p.pin = ANY($1) AND d.code = ANY($2)`,
  },
  plan: { by: 'areas', sql: 'SELECT id AS key FROM plan WHERE id = ANY($1) AND area_code = ANY($2)' },
  recorder: { by: 'areas', sql: 'SELECT id AS key FROM recorder WHERE id = ANY($1) AND area_code = ANY($2)' },
  reader: {
    by: 'areas',
    sql: `SELECT r.id AS key FROM reader r JOIN door t ON t.id = r.door_id JOIN device d ON d.sn = t.device_sn
      WHERE r.id = ANY($1) AND ${isInside}`,
  },
  // Any number that is not served elsewhere: a panel out of its box belongs to no area yet.
  newDevice: {
    by: 'areas',
    sql: `SELECT k AS key FROM unnest($1::text[]) k WHERE NOT EXISTS (SELECT 1 FROM device d
      WHERE d.sn = k AND d.status IN ('approved', 'disabled') AND NOT ${isInside})`,
  },
  // It leads nowhere before the visitor has come: every desk may see who is expected by its own people.
  reservation: {
    by: 'departments',
    sql: `SELECT v.id AS key FROM visit_reservation v WHERE v.id = ANY($1) AND ${isOfDepartment}`,
  },
  // A rule of several devices and people is seen by whoever sees all of them. What other rules use, such as a schedule,
  // concerns their devices.
  rule: [
    {
      by: 'areas',
      sql: `SELECT r.id AS key FROM access_rule r WHERE r.id = ANY($1) AND NOT r.everywhere AND NOT EXISTS (
        SELECT 1 FROM access_rule_on o JOIN device d ON d.sn = o.sn WHERE o.rule_id = r.id AND NOT ${isInside})`,
    },
    {
      by: 'departments',
      sql: `SELECT r.id AS key FROM access_rule r WHERE r.id = ANY($1) AND NOT EXISTS (
        SELECT 1 FROM access_rule_person x JOIN person p ON p.id = x.person_id
        LEFT JOIN department d ON d.id = p.department_id
        WHERE x.rule_id = r.id AND (d.id IS NULL OR NOT d.code = ANY($2)))`,
    },
  ],
  space: { by: 'areas', sql: `SELECT s.id AS key FROM space s WHERE s.id = ANY($1) AND ${roomInside}` },
  spaceReservation: {
    by: 'areas',
    sql: `SELECT r.id AS key FROM space_reservation r JOIN space s ON s.id = r.space_id
      WHERE r.id = ANY($1) AND ${roomInside}`,
  },
  visit: [
    { by: 'areas', sql: `SELECT v.id AS key FROM visit v WHERE v.id = ANY($1) AND NOT ${leadsOutside}` },
    { by: 'departments', sql: `SELECT v.id AS key FROM visit v WHERE v.id = ANY($1) AND ${isOfDepartment}` },
  ],
  visitor: [
    { by: 'areas', sql: visitorWhere(`NOT ${leadsOutside}`) },
    { by: 'departments', sql: visitorWhere(isOfDepartment) },
  ],
  // Whoever sees all of its zones, and all readers at which people tick themselves, sees a muster.
  muster: {
    by: 'areas',
    sql: `SELECT m.id AS key FROM muster m WHERE m.id = ANY($1)
      AND NOT EXISTS (SELECT 1 FROM unnest(m.zone_ids) k WHERE NOT EXISTS (
        SELECT 1 FROM acc_zone_reader x WHERE x.zone_id = k))
      AND NOT EXISTS (SELECT 1 FROM reader r JOIN door t ON t.id = r.door_id JOIN device d ON d.sn = t.device_sn
        WHERE (r.id = ANY(m.reader_ids) OR EXISTS (
          SELECT 1 FROM acc_zone_reader x WHERE x.zone_id = ANY(m.zone_ids) AND x.reader_id = r.id)) AND NOT ${isInside})`,
  },
  // Whoever sees all of its readers sees a zone.
  zone: {
    by: 'areas',
    sql: `SELECT z.id AS key FROM acc_zone z WHERE z.id = ANY($1)
      AND EXISTS (SELECT 1 FROM acc_zone_reader x WHERE x.zone_id = z.id)
      AND NOT EXISTS (SELECT 1 FROM acc_zone_reader x JOIN reader r ON r.id = x.reader_id JOIN door t ON t.id = r.door_id
        JOIN device d ON d.sn = t.device_sn WHERE x.zone_id = z.id AND NOT ${isInside})`,
  },
};

/** Whether these bounds say anything about such things. */
export const bind = (bounds: Bounds, kind: Bounded): boolean =>
  [inside[kind]].flat().some(({ by }) => bounds[by] !== null);

/** Of these keys those that are inside; all of them where the bounds say nothing about their kind. */
export async function keysInside(
  tx: EntityManager,
  bounds: Bounds,
  kind: Bounded,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  let kept: ReadonlySet<string> = new Set(keys);
  for (const { by, sql } of [inside[kind]].flat()) {
    const codes = bounds[by];
    if (codes === null || kept.size === 0) continue;
    const found: { key: string }[] = await tx.query(sql, [[...kept], codes]);
    kept = new Set(found.map(({ key }) => key));
  }
  return kept;
}

/** The card of an event without a person, as when a card is read at a device that does not know it. */
const loneCard = ({ pin, cardNo }: { readonly pin?: unknown; readonly cardNo?: unknown }): string[] =>
  (pin === '' || pin === undefined || pin === null) && typeof cardNo === 'string' && cardNo !== '' ? [cardNo] : [];

/**
 * Of these events those that name nobody, with a card of somebody of another department. A card that nobody has is shown:
 * somebody may be given it.
 */
export async function withCardOutside<E extends { readonly pin?: unknown; readonly cardNo?: unknown }>(
  tx: EntityManager,
  { departments }: Bounds,
  events: readonly E[],
): Promise<ReadonlySet<E>> {
  const cards = [...new Set(events.flatMap(loneCard))];
  if (departments === null || cards.length === 0) return new Set();
  const found: { card: string }[] = await tx.query(
    `SELECT c.card_no AS card FROM card c JOIN person p ON p.id = c.person_id
     LEFT JOIN department d ON d.id = p.department_id
     WHERE c.card_no = ANY($1) AND (d.code = ANY($2)) IS NOT TRUE`,
    [cards, departments],
  );
  const outside = new Set(found.map(({ card }) => card));
  return new Set(events.filter((event) => loneCard(event).some((card) => outside.has(card))));
}

/** Where what an operator may add stands, and its key. */
const tables: Readonly<Partial<Record<Bounded, readonly [table: string, key: string]>>> = {
  areaId: ['area', 'id'],
  camera: ['camera', 'id'],
  department: ['department', 'code'],
  device: ['device', 'sn'],
  door: ['door', 'id'],
  level: ['acc_level', 'id'],
  person: ['person', 'pin'],
  plan: ['plan', 'id'],
  reader: ['reader', 'id'],
  recorder: ['recorder', 'id'],
  space: ['space', 'id'],
  spaceReservation: ['space_reservation', 'id'],
  zone: ['acc_zone', 'id'],
};

/** Of these keys those that nothing has, inside or outside. */
export async function keysFree(tx: EntityManager, kind: Bounded, keys: readonly string[]): Promise<readonly string[]> {
  const [table, key] = tables[kind] ?? [];
  if (table === undefined || key === undefined || keys.length === 0) return [];
  const found: { key: string }[] = await tx.query(`SELECT ${key} AS key FROM ${table} WHERE ${key} = ANY($1)`, [keys]);
  const had = new Set(found.map(({ key: one }) => one));
  return keys.filter((one) => !had.has(one));
}

/** Of these areas or departments those that are below another one. */
export async function keysBelow(tx: EntityManager, kind: Bounded, keys: readonly string[]): Promise<readonly string[]> {
  const [table, key] = tables[kind] ?? [];
  if (table === undefined || key === undefined || keys.length === 0) return [];
  const found: { key: string }[] = await tx.query(
    `SELECT ${key} AS key FROM ${table} WHERE ${key} = ANY($1) AND parent_code IS NOT NULL`,
    [keys],
  );
  return found.map(({ key: one }) => one);
}

/** The given areas or departments and everything below them. */
export async function withChildren(
  tx: EntityManager,
  table: 'area' | 'department',
  codes: readonly string[] | null,
): Promise<readonly string[] | null> {
  if (codes === null) return null;
  const found: { code: string }[] = await tx.query(
    `WITH RECURSIVE below AS (
       SELECT code FROM ${table} WHERE code = ANY($1)
       UNION SELECT t.code FROM ${table} t JOIN below b ON t.parent_code = b.code)
     SELECT code FROM below`,
    [codes],
  );
  return found.map(({ code }) => code);
}
