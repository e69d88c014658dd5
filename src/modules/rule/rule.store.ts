import type { EntityManager } from 'typeorm';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import type { Rule } from './rule.js';

/** The columns of a rule for one of its persons, with its other references, for a table `r`. */
export const ruleOfPersonColumns = `r.id, r.kind, coalesce(r.number, 0) AS number, r.device_sn AS sn, r.everywhere,
  r.time_zone_id AS "timeZoneId", r.facts,
  (SELECT coalesce(json_agg(json_build_object('id', d.id, 'sn', d.device_sn, 'number', d.number)
     ORDER BY d.device_sn, d.number), '[]')
   FROM access_rule_door rd JOIN door d ON d.id = rd.door_id WHERE rd.rule_id = r.id) AS doors,
  (SELECT coalesce(json_agg(rv.device_sn ORDER BY rv.device_sn), '[]')
   FROM access_rule_device rv WHERE rv.rule_id = r.id) AS sns,
  (SELECT coalesce(json_object_agg(u.id, u.number), '{}')
   FROM access_rule_use ru JOIN access_rule u ON u.id = ru.used_id WHERE ru.rule_id = r.id) AS uses`;

/** All columns of a rule. */
const ruleColumns = `${ruleOfPersonColumns},
  (SELECT count(*)::int FROM access_rule_person rp WHERE rp.rule_id = r.id) AS persons,
  coalesce((SELECT min(p.pin) FROM access_rule_person rp JOIN person p ON p.id = rp.person_id
    WHERE rp.rule_id = r.id), '') AS pin`;

/** With when it was changed last, for those who edit it. */
const editedColumns = `${ruleColumns}, r.updated_at AS "updatedAt"`;
export interface EditedRule extends Rule {
  readonly updatedAt: Date;
}

/** All rules that concern these devices, by kind, the older first, each with the device that it is `on`. */
export const rulesOn = (tx: EntityManager, sns: readonly string[]): Promise<(Rule & { readonly on: string })[]> =>
  tx.query(
    `SELECT o.sn AS "on", ${ruleColumns}
     FROM (SELECT DISTINCT sn, rule_id FROM access_rule_on WHERE sn = ANY($1)) o JOIN access_rule r ON r.id = o.rule_id
     ORDER BY r.kind, r.created_at, r.id`,
    [sns],
  );

export async function ruleById(tx: EntityManager, id: string): Promise<EditedRule | null> {
  const rows: EditedRule[] = await tx.query(`SELECT ${editedColumns} FROM access_rule r WHERE r.id = $1`, [id]);
  return rows[0] ?? null;
}

/** A page of the rules of one kind, in any order. */
export const rulesOf = (tx: EntityManager, kind: string, search: Search): Promise<FoundRows<EditedRule>> =>
  searchedRows<EditedRule & { readonly name: string }>(
    tx,
    {
      sql: `SELECT ${editedColumns}, coalesce(r.facts->>'name', '') AS name FROM access_rule r WHERE r.kind = $1`,
      parameters: [kind],
      by: 'id',
      texts: ['name'],
      others: ['number', 'updatedAt'],
    },
    search,
  );

/** Devices that rules concern, directly or through rules that use them. */
export async function devicesOf(tx: EntityManager, ruleId: string): Promise<string[]> {
  const rows: { sn: string }[] = await tx.query(
    'SELECT DISTINCT sn FROM access_rule_on WHERE rule_id = $1 ORDER BY sn',
    [ruleId],
  );
  return rows.map(({ sn }) => sn);
}

export async function pinsOf(tx: EntityManager, ruleIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows: { id: string; pins: string[] }[] = await tx.query(
    `SELECT rp.rule_id AS id, json_agg(p.pin ORDER BY p.pin) AS pins
     FROM access_rule_person rp JOIN person p ON p.id = rp.person_id WHERE rp.rule_id = ANY($1) GROUP BY rp.rule_id`,
    [ruleIds],
  );
  return new Map(rows.map(({ id, pins }) => [id, pins]));
}
