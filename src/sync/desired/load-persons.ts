import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { Rule } from '../../modules/rule/rule.js';
import { ruleOfPersonColumns } from '../../modules/rule/rule.store.js';
import type { FloorGrant } from './desired-floors.js';
import type { Grant, ModuleRole, PersonFacts, ReportFacts, RoomGrant, Station, TemplateFacts } from './facts.js';

interface PersonRow {
  pin: string;
  name: string;
  last_name: string;
  person_pwd: Buffer | null;
  privilege: number;
  is_disabled: boolean;
  is_visitor: boolean;
  acc_start_time: string | null;
  acc_end_time: string | null;
  leave_date: string | null;
  cards: { cardNo: string; cardType: number; lost: boolean }[];
  qr_code: PersonFacts['qrCode'];
  grants: Grant[];
  rooms: RoomGrant[];
  stations: Station[];
  roles: ModuleRole[];
  floors: FloorGrant[];
  extended_pass: boolean;
  temporary: boolean;
  verify_mode: number | null;
  rules: Omit<Rule, 'persons' | 'pin'>[];
  templates: TemplateFacts[];
  photo: PersonFacts['photo'];
  reports: ReportFacts[];
}

/** Whether a room is still open is judged by another clock than the database's. */
const aMomentAgo = `clock_timestamp() - interval '1 hour'`;

/** Doors, and the locks of gates. Each table has its own query, because a person has few levels. */
const grantsThrough = (places: string) =>
  `SELECT jsonb_build_object('sn', d.device_sn, 'door', d.number, 'timeZoneId', l.time_zone_id) AS grant
   FROM acc_level_person lp JOIN acc_level l ON l.id = lp.level_id ${places}
   WHERE lp.person_id = p.id AND d.device_sn = ANY($2)`;

/**
 * One query for all of them. Pins that are nobody's are not in the answer.
 * @param sns of where they may pass, and of what devices told of them, only what is about these devices
 */
export async function loadPersons(
  tx: EntityManager,
  seal: SealedBox,
  pins: readonly string[],
  sns: readonly string[],
): Promise<PersonFacts[]> {
  const rows: PersonRow[] = await tx.query(
    `SELECT p.pin, p.name, p.last_name, p.person_pwd, p.privilege, p.is_disabled, p.acc_start_time, p.acc_end_time,
       p.leave_date, p.is_visitor, p.extended_pass, p.temporary, p.verify_mode,
       (SELECT coalesce(json_agg(x), '[]') FROM (SELECT ${ruleOfPersonColumns} FROM access_rule r
          JOIN access_rule_person m ON m.rule_id = r.id WHERE m.person_id = p.id ORDER BY r.kind, r.id) x) AS rules,
       (SELECT coalesce(json_agg(json_build_object('cardNo', c.card_no, 'cardType', c.card_type, 'lost', c.lost)
          ORDER BY c.card_type, c.position, c.card_no), '[]') FROM card c WHERE c.person_id = p.id) AS cards,
       (SELECT json_build_object('cardNo', q.card_no, 'expiresAt', q.expires_at) FROM qr_code q
        WHERE q.person_id = p.id ORDER BY q.expires_at DESC LIMIT 1) AS qr_code,
       (SELECT coalesce(json_agg(DISTINCT g.grant), '[]') FROM (
          ${grantsThrough('JOIN acc_level_door t ON t.level_id = l.id JOIN door d ON d.id = t.door_id')}
          UNION ALL ${grantsThrough(`JOIN acc_level_gate t ON t.level_id = l.id JOIN gate g ON g.id = t.gate_id
            JOIN door d ON d.device_sn = g.device_sn AND d.number IN (g.entry_lock, g.exit_lock)`)}) g) AS grants,
       (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('sn', s.sn, 'door', s.number, 'opensAt', s.opens_at,
          'closesAt', s.closes_at)), '[]') FROM space_pass s
        WHERE s.person_id = p.id AND s.sn = ANY($2) AND s.closes_at > ${aMomentAgo}) AS rooms,
       (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('sn', f.device_sn, 'floor', f.number,
          'timeZoneId', l.time_zone_id, 'direct', lf.direct)), '[]')
        FROM acc_level_person lp JOIN acc_level l ON l.id = lp.level_id
        JOIN acc_level_floor lf ON lf.level_id = l.id JOIN floor f ON f.id = lf.floor_id
        WHERE lp.person_id = p.id AND f.device_sn = ANY($2)) AS floors,
       (SELECT coalesce(json_agg(json_build_object('sn', d.sn, 'doors', (SELECT coalesce(json_agg(o.number
          ORDER BY o.number), '[]') FROM door o WHERE o.device_sn = d.sn)) ORDER BY d.sn), '[]')
        FROM area_person a JOIN device d ON d.area_code = a.area_code AND d.module = a.module
        WHERE a.person_id = p.id AND d.sn = ANY($2)) AS stations,
       (SELECT coalesce(json_agg(json_build_object('module', m.module, 'privilege', m.privilege,
          'verifyMode', m.verify_mode, 'category', m.category) ORDER BY m.module), '[]')
        FROM module_person m WHERE m.person_id = p.id) AS roles,
       (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'bioType', t.bio_type, 'no', t.no,
          'index', t.index, 'majorVer', t.major_ver, 'minorVer', t.minor_ver, 'format', t.format, 'valid', t.valid,
          'duress', t.duress, 'hash', t.hash, 'size', t.size, 'sourceSn', t.source_sn,
          'sourceArea', (SELECT s.area_code FROM device s WHERE s.sn = t.source_sn), 'learntAt', t.learnt_at)
          ORDER BY t.kind, t.bio_type, t.no, t.index, t.major_ver), '[]')
        FROM bio_template t WHERE t.person_id = p.id) AS templates,
       CASE WHEN p.photo IS NOT NULL THEN json_build_object('name', p.photo_name, 'size', octet_length(p.photo),
          'at', p.photo_at) END AS photo,
       (SELECT coalesce(json_agg(json_build_object('sn', r.sn, 'kind', r.kind, 'bioType', r.bio_type, 'no', r.no,
          'index', r.index, 'majorVer', r.major_ver, 'hash', r.hash,
          'isFresh', r.reported_at > now() - interval '1 hour')), '[]')
        FROM device_template r WHERE r.pin = p.pin AND r.sn = ANY($2) AND r.content IS NULL) AS reports
     FROM person p WHERE p.pin = ANY($1)`,
    [pins, sns],
  );
  return rows.map((row) => ({
    pin: row.pin,
    name: [row.name, row.last_name].filter((part) => part !== '').join(' '),
    password: row.person_pwd ? seal.open(row.person_pwd).toString('utf8') : '',
    privilege: row.privilege,
    disabled: row.is_disabled,
    validFrom: row.acc_start_time,
    validTo: row.acc_end_time,
    leaveDate: row.leave_date,
    cards: row.cards,
    qrCode: row.qr_code,
    grants: row.grants,
    rooms: row.rooms,
    stations: row.stations,
    roles: row.roles,
    floors: row.floors,
    extendedPass: row.extended_pass,
    temporary: row.temporary,
    visitor: row.is_visitor,
    verifyMode: row.verify_mode,
    rules: row.rules.map((rule) => ({ ...rule, persons: 1, pin: row.pin })),
    templates: row.templates,
    photo: row.photo,
    reports: row.reports,
  }));
}
