import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { devicesWithUser } from '../../core/ledger/holdings.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { BatchLoader } from './batch-loader.js';
import { conditionsOf, present, type PersonFilter } from './person-filter.js';

/** A person with department, cards and levels, in the form of lists. */
export interface PersonRecord {
  readonly id: string;
  readonly pin: string;
  readonly deptCode: string;
  readonly deptName: string;
  readonly name: string;
  readonly lastName: string;
  readonly gender: string;
  readonly birthday: string | null;
  /** The main card, empty without. */
  readonly cardNo: string;
  /** Other cards with commas between them, empty without. */
  readonly supplyCards: string;
  readonly isSendMail: boolean;
  readonly isDisabled: boolean;
  readonly mobilePhone: string;
  readonly carPlate: string | null;
  readonly email: string;
  readonly ssn: string | null;
  /** With commas between them, null without. */
  readonly accLevelIds: string | null;
  readonly accStartTime: string | null;
  readonly accEndTime: string | null;
  readonly certType: string;
  readonly certNumber: string;
  readonly hireDate: string | null;
  readonly photoName: string | null;
}

/** A person with the facts that only operators see. */
export interface ListedPerson extends PersonRecord {
  /** Role at terminals. */
  readonly privilege: number;
  readonly extendedPass: boolean;
  readonly temporary: boolean;
  readonly verifyMode: number | null;
  /** First day on which the person does not belong to the site any more, past or future. */
  readonly leaveDate: string | null;
  readonly leaveType: string | null;
}

/** With what only operators' lists show. */
export interface ShownPerson extends ListedPerson {
  /** The day of leaving has come. */
  readonly hasLeft: boolean | null;
  /** When the photo that is shown was set. */
  readonly photoAt: Date | null;
  /** When the last event was. */
  readonly lastSeen: Date | null;
  /** How many templates and comparison photos there are. */
  readonly bodies: number;
  /** How many devices hold the user, as far as is known. */
  readonly onDevices: number;
  readonly updatedAt: Date;
  /** The value that the list is sorted by. */
  readonly sortedBy: string;
}

const columns = `p.id, p.pin, d.code AS "deptCode", d.name AS "deptName", p.name, p.last_name AS "lastName", p.gender,
    p.birthday, p.is_send_mail AS "isSendMail", p.is_disabled AS "isDisabled", p.mobile_phone AS "mobilePhone",
    p.car_plate AS "carPlate", p.email, p.ssn, p.acc_start_time AS "accStartTime", p.acc_end_time AS "accEndTime",
    p.cert_type AS "certType", p.cert_number AS "certNumber", p.hire_date AS "hireDate", p.photo_name AS "photoName",
    p.privilege, p.extended_pass AS "extendedPass", p.temporary, p.verify_mode AS "verifyMode",
    p.leave_date AS "leaveDate", p.leave_type AS "leaveType",
    coalesce((SELECT c.card_no FROM card c WHERE c.person_id = p.id AND c.card_type = 0 LIMIT 1), '') AS "cardNo",
    coalesce((SELECT string_agg(c.card_no, ',' ORDER BY c.position) FROM card c
      WHERE c.person_id = p.id AND c.card_type = 1), '') AS "supplyCards",
    (SELECT string_agg(m.level_id, ',' ORDER BY m.level_id) FROM acc_level_person m
      JOIN acc_level l ON l.id = m.level_id WHERE m.person_id = p.id AND l.business = 'acc') AS "accLevelIds"`;

const record = `SELECT ${columns} FROM person p JOIN department d ON d.id = p.department_id`;

/** Facts of lists for operators; with an index each, so a page costs the same in a list of any length. */
const shown = `p.updated_at AS "updatedAt", p.leave_date <= $1 AS "hasLeft",
    coalesce(p.photo_at, (SELECT max(b.learnt_at) FROM bio_template b
      WHERE b.person_id = p.id AND b.kind = 'photo' AND b.bio_type = 9)) AS "photoAt",
    (SELECT e.happened_at FROM event e WHERE e.pin = p.pin AND e.pin <> ''
      ORDER BY e.event_time DESC, e.id DESC LIMIT 1) AS "lastSeen",
    (SELECT count(*)::int FROM bio_template b WHERE b.person_id = p.id) AS bodies,
    ${devicesWithUser('p.pin')} AS "onDevices"`;

/** What a list is sorted by. */
const orders = {
  pin: 'p.pin',
  name: 'p.name COLLATE natural_order',
  lastName: 'p.last_name COLLATE natural_order',
  deptCode: 'd.code COLLATE natural_order',
  deptName: 'd.name COLLATE natural_order',
  accStartTime: `coalesce(p.acc_start_time, '')`,
  accEndTime: `coalesce(p.acc_end_time, '')`,
  hireDate: `coalesce(p.hire_date, '')`,
  leaveDate: `coalesce(p.leave_date, '')`,
} as const;
export type PersonOrder = keyof typeof orders;
export const personOrders = Object.keys(orders) as readonly PersonOrder[];

export interface PersonSlice {
  readonly by: PersonOrder;
  readonly isDescending: boolean;
  /** The last person of the page before. */
  readonly behind: { readonly value: string; readonly pin: string } | null;
  readonly limit: number;
}

/** Reads people for lists and answers. */
@Injectable()
export class PersonListService {
  private time = { second: 0, text: '' };
  private readonly byPin = new BatchLoader<PersonRecord>((pins) => this.load(pins));

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly sealedBox: SealedBox,
  ) {}

  /** Undefined if nobody has that pin. Calls at the same moment share one query. */
  record(pin: string): Promise<PersonRecord | undefined> {
    return this.byPin.get(pin);
  }

  list(tx: EntityManager, filter: PersonFilter, slice: { offset: number; limit: number }): Promise<ListedPerson[]> {
    const { where, parameters } = this.conditions(filter);
    return tx.query(
      `${record} WHERE ${where} ORDER BY p.id LIMIT $${parameters.length + 1} OFFSET $${parameters.length + 2}`,
      [...parameters, slice.limit, slice.offset],
    );
  }

  /** By pin, beginning after `after`. */
  behind(tx: EntityManager, filter: PersonFilter, after: string, limit: number): Promise<ListedPerson[]> {
    const { where, parameters } = this.conditions(filter);
    const [pin, most] = [parameters.length + 1, parameters.length + 2];
    return tx.query(`${record} WHERE ${where} AND p.pin > $${pin} ORDER BY p.pin LIMIT $${most}`, [
      ...parameters,
      after,
      limit,
    ]);
  }

  /** A page in some order. */
  search(tx: EntityManager, filter: PersonFilter, slice: PersonSlice): Promise<ShownPerson[]> {
    const { where, parameters } = this.conditions(filter);
    const value = orders[slice.by];
    const direction = slice.isDescending ? 'DESC' : 'ASC';
    const place = `(${value}, p.pin) ${slice.isDescending ? '<' : '>'} ($${parameters.length + 2}, $${parameters.length + 3})`;
    // The page is chosen before anything else is read of anybody.
    return tx.query(
      `WITH page AS MATERIALIZED (
         SELECT p.id, ${value} AS place FROM person p JOIN department d ON d.id = p.department_id
         WHERE ${where} ${slice.behind ? `AND ${place}` : ''}
         ORDER BY ${value} ${direction}, p.pin ${direction} LIMIT $${parameters.length + 1})
       SELECT page.place AS "sortedBy", ${columns}, ${shown} FROM page JOIN person p ON p.id = page.id
         JOIN department d ON d.id = p.department_id
       ORDER BY page.place ${direction}, p.pin ${direction}`,
      [...parameters, slice.limit, ...(slice.behind ? [slice.behind.value, slice.behind.pin] : [])],
    );
  }

  /** Who is called just that, by the first name or by both. At most twenty. */
  named(tx: EntityManager, name: string): Promise<ListedPerson[]> {
    return tx.query(
      `${record} WHERE ${present} AND (p.name = $2 OR concat_ws(' ', p.name, nullif(p.last_name, '')) = $2)
       ORDER BY p.pin LIMIT 20`,
      [this.clock(), name],
    );
  }

  async count(tx: EntityManager, filter: PersonFilter): Promise<number> {
    const { where, parameters } = this.conditions(filter);
    const rows: { n: number }[] = await tx.query(
      `SELECT count(*) AS n FROM person p JOIN department d ON d.id = p.department_id WHERE ${where}`,
      parameters,
    );
    return rows[0]?.n ?? 0;
  }

  /** Photos by person id, as JPEG. */
  async photos(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    // Base64 is a third shorter than the hexadecimal form in which bytes come.
    const rows: { id: string; photo: string }[] = await tx.query(
      `SELECT id, encode(photo, 'base64') AS photo FROM person WHERE id = ANY($1) AND photo IS NOT NULL`,
      [ids],
    );
    return new Map(rows.map(({ id, photo }) => [id, this.sealedBox.open(Buffer.from(photo, 'base64'))]));
  }

  private async load(pins: string[]): Promise<ReadonlyMap<string, PersonRecord>> {
    const rows: PersonRecord[] = await this.unitOfWork.manager.query('SELECT * FROM person_records($1, $2)', [
      pins,
      this.clock().slice(0, 'yyyy-MM-dd'.length),
    ]);
    return new Map(rows.map((row) => [row.pin, row]));
  }

  /** Calculated once a second: the calendar of a time zone costs more than one person's share of a query. */
  private clock(): string {
    const second = Math.floor(Date.now() / 1_000);
    if (this.time.second !== second) {
      this.time = { second, text: wallClockOf(new Date(), this.config.siteTimeZone) };
    }
    return this.time.text;
  }

  private conditions(filter: PersonFilter) {
    return conditionsOf(filter, this.clock());
  }
}
