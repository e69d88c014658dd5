import type { EntityManager } from 'typeorm';
import type { Seal } from '../db/seal.js';
import { Device } from '../device/device.entity.js';
import type { Periods } from '../timeZone/time-zone.entity.js';
import { dialectOf, type Dialect } from '../wire/push/dialect.js';

/** What is known of a person, as far as it concerns devices. */
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
  readonly grants: readonly Grant[];
}

/** One door that one level opens, in one time zone. */
export interface Grant {
  readonly sn: string;
  readonly door: number;
  readonly timeZoneId: number;
}

export interface DeviceFacts {
  readonly device: Device;
  readonly sn: string;
  readonly timeZone: string;
  readonly dialect: Dialect;
}

export interface SharedFacts {
  readonly timeZones: readonly { readonly id: number; readonly periods: Periods }[];
  readonly holidays: readonly { readonly date: string; readonly type: 1 | 2 | 3; readonly everyYear: boolean }[];
}

interface PersonRow {
  pin: string;
  name: string;
  last_name: string;
  person_pwd: Buffer | null;
  privilege: number;
  is_disabled: boolean;
  acc_start_time: string | null;
  acc_end_time: string | null;
  leave_date: string | null;
  cards: { cardNo: string; cardType: number; lost: boolean }[];
  grants: Grant[];
}

/** One query for all of them. Pins that are nobody's are not in the answer. */
export async function loadPersons(tx: EntityManager, seal: Seal, pins: readonly string[]): Promise<PersonFacts[]> {
  const rows: PersonRow[] = await tx.query(
    `SELECT p.pin, p.name, p.last_name, p.person_pwd, p.privilege, p.is_disabled, p.acc_start_time, p.acc_end_time,
       p.leave_date,
       (SELECT coalesce(json_agg(json_build_object('cardNo', c.card_no, 'cardType', c.card_type, 'lost', c.lost)
          ORDER BY c.card_type, c.position, c.card_no), '[]') FROM card c WHERE c.person_id = p.id) AS cards,
       (SELECT coalesce(json_agg(DISTINCT jsonb_build_object('sn', d.device_sn, 'door', d.number,
          'timeZoneId', l.time_zone_id)), '[]')
        FROM acc_level_person lp JOIN acc_level l ON l.id = lp.level_id
        JOIN acc_level_door ld ON ld.level_id = l.id JOIN door d ON d.id = ld.door_id
        WHERE lp.person_id = p.id) AS grants
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
    grants: row.grants,
  }));
}

/** Devices that rows are worked out for: served ones that have told what they can. */
export async function loadDevices(
  tx: EntityManager,
  siteTimeZone: string,
  sns: readonly string[],
): Promise<DeviceFacts[]> {
  const devices = await tx
    .createQueryBuilder(Device, 'd')
    .where('d.sn = ANY(:sns)', { sns })
    .andWhere(`d.status IN ('approved', 'disabled') AND d.link = 'push-acc' AND d.registeredAt IS NOT NULL`)
    .getMany();
  return devices.map((device) => ({
    device,
    sn: device.sn,
    timeZone: device.timeZone ?? siteTimeZone,
    dialect: dialectOf(device.options, { multiCardOn: device.multiCardOn === true, devId: device.devId }),
  }));
}

/** Time zones that levels use on the device's doors, "always" among them, and all holidays. */
export async function loadShared(tx: EntityManager, sn: string): Promise<SharedFacts> {
  const timeZones: SharedFacts['timeZones'] = await tx.query(
    `SELECT id, periods FROM time_zone WHERE id = 1 OR id IN (
       SELECT l.time_zone_id FROM acc_level l JOIN acc_level_door ld ON ld.level_id = l.id
       JOIN door d ON d.id = ld.door_id WHERE d.device_sn = $1) ORDER BY id`,
    [sn],
  );
  const holidays: SharedFacts['holidays'] = await tx.query(
    `SELECT date, type, every_year AS "everyYear" FROM holiday ORDER BY date`,
  );
  return { timeZones, holidays };
}
