import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { openSecrets } from '../../platform/crypto/sealed-fields.js';
import { doorZones, type PartSettings } from '../../modules/door/part-settings.js';
import { secretSettings } from '../../modules/door/setting-rules.js';
import type { Rule } from '../../modules/rule/rule.js';
import { ruleOfPersonColumns, rulesOn } from '../../modules/rule/rule.store.js';
import { openRule } from '../../modules/rule/rule-secrets.js';
import { capabilityOf } from '../../modules/device/capability.js';
import { Device } from '../../modules/device/device.entity.js';
import type { Periods } from '../../modules/timeZone/time-zone.entity.js';
import type { BioFit } from '../../protocol/access-push/bio-fit.js';
import type { Dialect } from '../../protocol/access-push/dialect.js';
import type { FloorGrant } from './desired-floors.js';
import { policiesOf } from './area-policy.js';
import { settingsOn } from '../ledger/ledger.repository.js';

/** The facts about a person that concern devices. */
export interface PersonFacts {
  readonly pin: string;
  readonly name: string;
  readonly password: string;
  readonly privilege: number;
  readonly disabled: boolean;
  /** Wall clock of each device, `yyyy-MM-dd HH:mm:ss`. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly leaveDate: string | null;
  readonly cards: readonly { readonly cardNo: string; readonly cardType: number; readonly lost: boolean }[];
  /** The card number of a QR code, valid until then. */
  readonly qrCode: { readonly cardNo: string; readonly expiresAt: string } | null;
  readonly grants: readonly Grant[];
  /** Devices that know the person because both belong to one area. */
  readonly stations: readonly Station[];
  /** The person's own values on the devices of one business, where they differ. */
  readonly roles: readonly ModuleRole[];
  /** Needs doors open for longer, is a visitor, verifies in a way of their own (appendix 3; null = the door's). */
  readonly extendedPass: boolean;
  readonly temporary: boolean;
  /** The person is on devices only during the visit. */
  readonly visitor: boolean;
  readonly verifyMode: number | null;
  /** Floors of elevators. */
  readonly floors: readonly FloorGrant[];
  /** Rules that name the person. */
  readonly rules: readonly Rule[];
  readonly templates: readonly TemplateFacts[];
  /** The photo of the person; another photo has another `name`. */
  readonly photo: { readonly name: string; readonly size: number; readonly at: string | null } | null;
  /** What devices reported that they hold of the person, and what sync has not looked at yet. */
  readonly reports: readonly ReportFacts[];
}

interface BioPlace {
  readonly bioType: number;
  readonly no: number;
  readonly index: number;
  readonly majorVer: string;
}

/** A template or comparison photo. Its content is stored elsewhere and identified by its hash. */
export interface TemplateFacts extends BioPlace {
  readonly id: string;
  readonly kind: 'template' | 'photo';
  readonly minorVer: string;
  readonly format: number;
  readonly valid: boolean;
  readonly duress: boolean;
  readonly hash: string;
  readonly size: number;
  readonly sourceSn: string | null;
  /** The area of the device that learnt it; null where no device of ours did. */
  readonly sourceArea: string | null;
  readonly learntAt: string;
}

export interface ReportFacts extends BioPlace {
  readonly sn: string;
  /** userpic = the photo of the person, `hash` its name. */
  readonly kind: 'template' | 'photo' | 'userpic';
  readonly hash: string;
  /** Reported a moment ago: nothing else can have happened to it on the device since. */
  readonly isFresh: boolean;
}

/** One door or gate that a level opens, in one time zone. */
export interface Grant {
  readonly sn: string;
  readonly door: number;
  readonly timeZoneId: number;
}

/** A device of the person's area, and the doors that it has. */
export interface Station {
  readonly sn: string;
  readonly doors: readonly number[];
}

/** Null = the same as everywhere. */
export interface ModuleRole {
  readonly module: string;
  readonly privilege: number | null;
  readonly verifyMode: number | null;
  readonly category: number | null;
}

export interface DeviceFacts {
  readonly device: Device;
  readonly sn: string;
  readonly timeZone: string;
  readonly dialect: Dialect;
  readonly bio: BioFit;
  /** Areas from whose devices it takes templates; null = every area. */
  readonly learnsFrom: readonly string[] | null;
}

/** A door, reader or auxiliary point of the device and its settings. */
export interface Part {
  readonly id: string;
  readonly number: number;
  readonly settings: PartSettings;
}

export interface ReaderPart extends Part {
  readonly door: number;
  /** 0 in, 1 out. */
  readonly direction: number;
}

export interface DeviceParts {
  readonly doors: readonly Part[];
  readonly readers: readonly ReaderPart[];
  readonly auxInputs: readonly Part[];
  readonly auxOutputs: readonly Part[];
}

export interface SharedFacts {
  readonly timeZones: readonly { readonly id: number; readonly periods: Periods }[];
  readonly holidays: readonly { readonly date: string; readonly type: 1 | 2 | 3; readonly everyYear: boolean }[];
  /** Rules that concern the device, secrets opened. */
  readonly rules: readonly Rule[];
  readonly parts: DeviceParts;
  /** Ledger keys of the parameters that were sent to the device, by table. */
  readonly told: readonly { readonly table: string; readonly key: string }[];
  /** Controllers behind this one for which an operator decided whether they belong to it. */
  readonly subDevices: readonly {
    readonly subSn: string;
    readonly authorized: boolean;
    readonly isAuthorize: number;
    readonly isRegistered: boolean;
  }[];
}

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

/** Doors, and the locks of gates. Each table has its own query, because a person has few levels. */
const grantsThrough = (places: string) =>
  `SELECT jsonb_build_object('sn', d.device_sn, 'door', d.number, 'timeZoneId', l.time_zone_id) AS grant
   FROM acc_level_person lp JOIN acc_level l ON l.id = lp.level_id ${places} WHERE lp.person_id = p.id`;

/** One query for all of them. Pins that belong to no person are missing from the answer. */
export async function loadPersons(tx: EntityManager, seal: SealedBox, pins: readonly string[]): Promise<PersonFacts[]> {
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
       (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('sn', f.device_sn, 'floor', f.number,
          'timeZoneId', l.time_zone_id, 'direct', lf.direct)), '[]')
        FROM acc_level_person lp JOIN acc_level l ON l.id = lp.level_id
        JOIN acc_level_floor lf ON lf.level_id = l.id JOIN floor f ON f.id = lf.floor_id
        WHERE lp.person_id = p.id) AS floors,
       (SELECT coalesce(json_agg(json_build_object('sn', d.sn, 'doors', (SELECT coalesce(json_agg(o.number
          ORDER BY o.number), '[]') FROM door o WHERE o.device_sn = d.sn)) ORDER BY d.sn), '[]')
        FROM area_person a JOIN device d ON d.area_code = a.area_code AND d.module = a.module
        WHERE a.person_id = p.id) AS stations,
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
        FROM device_template r WHERE r.pin = p.pin AND r.content IS NULL) AS reports
     FROM person p WHERE p.pin = ANY($1)`,
    [pins],
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

/** Devices for which rows are worked out: they are served and have said what they can do. */
export async function loadDevices(
  tx: EntityManager,
  siteTimeZone: string,
  sns: readonly string[],
): Promise<DeviceFacts[]> {
  const devices = await tx
    .createQueryBuilder(Device, 'd')
    .where('d.sn = ANY(:sns)', { sns })
    .andWhere(`d.status IN ('approved', 'disabled') AND d.registeredAt IS NOT NULL`)
    .getMany();
  const policies = await policiesOf(tx, devices);
  return devices.map((device) => ({
    device,
    sn: device.sn,
    timeZone: device.timeZone ?? siteTimeZone,
    ...capabilityOf(device),
    learnsFrom: policies.get(device.areaCode) ?? null,
  }));
}

/** Rules that concern a device, and the parts of it that they name. */
export async function loadRules(
  tx: EntityManager,
  seal: SealedBox,
  sn: string,
): Promise<Pick<SharedFacts, 'rules' | 'parts'>> {
  const rules = (await rulesOn(tx, sn)).map((rule) => openRule(seal, rule));
  return { rules, parts: await loadParts(tx, seal, sn) };
}

/** Everything that a device should hold whoever passes its doors. */
export async function loadShared(tx: EntityManager, seal: SealedBox, sn: string): Promise<SharedFacts> {
  const { rules, parts } = await loadRules(tx, seal, sn);
  const holidays: SharedFacts['holidays'] = await tx.query(
    `SELECT date, type, every_year AS "everyYear" FROM holiday ORDER BY date`,
  );
  const told = await settingsOn(tx, sn);
  const subDevices: SharedFacts['subDevices'] = await tx.query(
    `SELECT sub_sn AS "subSn", authorized, is_authorize AS "isAuthorize", register_info <> '{}' AS "isRegistered"
     FROM sub_device WHERE sn = $1 AND authorized IS NOT NULL ORDER BY sub_sn`,
    [sn],
  );
  return { timeZones: await loadZones(tx, sn, rules, parts), holidays, rules, parts, told, subDevices };
}

/** Time zones that levels use on the device and that rules and doors name, and "always". */
async function loadZones(
  tx: EntityManager,
  sn: string,
  rules: readonly Rule[],
  parts: DeviceParts,
): Promise<SharedFacts['timeZones']> {
  const named = [
    ...rules.map(({ timeZoneId }) => timeZoneId ?? 0),
    ...parts.doors.flatMap(({ settings }) => doorZones.map((name) => Number(settings[name] ?? 0) || 0)),
  ];
  return tx.query(
    `SELECT id, periods FROM time_zone WHERE id = 1 OR id = ANY($2) OR id IN (
       SELECT l.time_zone_id FROM level_place o JOIN acc_level l ON l.id = o.level_id WHERE o.sn = $1) ORDER BY id`,
    [sn, named],
  );
}

async function loadParts(tx: EntityManager, seal: SealedBox, sn: string): Promise<DeviceParts> {
  const points = async (table: 'door' | 'aux_input' | 'aux_output'): Promise<Part[]> =>
    tx.query(`SELECT id, number, settings FROM ${table} WHERE device_sn = $1 ORDER BY number`, [sn]);
  const readers: ReaderPart[] = await tx.query(
    `SELECT r.id, r.reader_no AS number, r.settings, d.number AS door, r.reader_state AS direction
     FROM reader r JOIN door d ON d.id = r.door_id WHERE d.device_sn = $1 ORDER BY r.reader_no`,
    [sn],
  );
  const opened = <P extends Part>(part: P): P => ({
    ...part,
    settings: openSecrets(seal, part.settings, secretSettings),
  });
  return {
    doors: (await points('door')).map(opened),
    readers: readers.map(opened),
    auxInputs: await points('aux_input'),
    auxOutputs: await points('aux_output'),
  };
}
