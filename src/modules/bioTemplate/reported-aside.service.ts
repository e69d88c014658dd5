import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { checkPin } from '../person/person-facts.js';
import { PersonService } from '../person/person.service.js';
import { otherCard, otherName, otherPassword } from '../person/reported-aside.js';
import { ReportedPersonService } from '../person/reported-person.service.js';
import type { TemplatePlace } from './noted-template.js';
import { ReportedTemplateService } from './reported-template.service.js';

export const partsAside = ['person', 'name', 'card', 'password', 'template', 'photo'] as const;
export type PartAside = (typeof partsAside)[number];

/** A device's report about a person that was not learnt. */
export interface Aside {
  /** Its place in the list, which also identifies it among the device's reports. */
  readonly key: string;
  readonly pin: string;
  readonly part: PartAside;
  /** Whether the person exists; if not, a person can be made of the user. */
  readonly isPerson: boolean;
  readonly name: string;
  readonly cardNo: string;
  readonly bioType: number | null;
  readonly no: number | null;
  readonly index: number | null;
  readonly majorVer: string | null;
  readonly reportedAt: Date;
}

const ofUser = (part: PartAside, columns: string, from: string, mark: string) => `
  SELECT u.pin, '${part}' AS part, ${columns}, NULL::int AS bio_type, NULL::int AS no, NULL::int AS index,
    NULL AS major_ver, u.reported_at
  FROM device_user u ${from} AND u.sn = $1 AND NOT (${mark}) = ANY (u.dismissed)`;

const both = 'JOIN person p ON p.pin = u.pin WHERE';

/** A report that an operator dismissed is not shown again as long as the device reports the same. */
const marks = {
  person: `'person'`,
  name: `'name:' || u.name`,
  card: `'card:' || u.card_no`,
  password: `'password:' || u.password_hash`,
} as const;

const asides = [
  ofUser(
    'person',
    `u.name, u.card_no, false AS is_person`,
    'WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.pin = u.pin)',
    marks.person,
  ),
  ofUser('name', `u.name, '' AS card_no, true AS is_person`, `${both} ${otherName}`, marks.name),
  ofUser('card', `'' AS name, u.card_no, true AS is_person`, `${both} ${otherCard}`, marks.card),
  ofUser('password', `'' AS name, '' AS card_no, true AS is_person`, `${both} ${otherPassword}`, marks.password),
  `SELECT t.pin, t.kind AS part, '' AS name, '' AS card_no, EXISTS (SELECT 1 FROM person p WHERE p.pin = t.pin), t.bio_type,
     t.no, t.index, t.major_ver, t.reported_at
   FROM device_template t WHERE t.sn = $1 AND t.content IS NOT NULL`,
].join(' UNION ALL ');

const list = `SELECT * FROM (SELECT concat_ws('/', pin, part, lpad(bio_type::text, 3, '0'), lpad(no::text, 3, '0'),
    lpad(index::text, 3, '0'), major_ver) COLLATE "C" AS key, pin, part, is_person AS "isPerson", name,
    card_no AS "cardNo", bio_type AS "bioType", no, index, major_ver AS "majorVer", reported_at AS "reportedAt"
  FROM (${asides}) AS aside) AS a`;

/** Reports of devices about people that were not learnt: an operator takes them over, or dismisses them. */
@Injectable()
export class ReportedAsideService {
  constructor(
    private readonly sealedBox: SealedBox,
    private readonly persons: PersonService,
    private readonly reported: ReportedPersonService,
    private readonly templates: ReportedTemplateService,
  ) {}

  list(tx: EntityManager, sn: string, { after, limit }: { after: string; limit: number }): Promise<Aside[]> {
    return tx.query(`${list} WHERE key > $2 ORDER BY key LIMIT $3`, [sn, after, limit]);
  }

  /** Stores it for the person, in place of what they have. @throws Failure notFound, and as saving a person does */
  async takeOver(tx: EntityManager, sn: string, key: string): Promise<void> {
    const aside = await this.get(tx, sn, key);
    const { pin, part, name, cardNo } = aside;
    if (part === 'person') return this.makePerson(tx, sn, aside);
    if (part === 'name') await this.persons.save(tx, pin, { name, lastName: '' });
    else if (part === 'card') await this.persons.save(tx, pin, { cardNo });
    else if (part === 'password') await this.persons.save(tx, pin, { personPwd: await this.password(tx, sn, pin) });
    else {
      await this.persons.hold(tx, pin);
      await this.templates.takeOver(tx, sn, pin, placeOf(aside));
    }
  }

  /** @throws Failure notFound */
  async dismiss(tx: EntityManager, sn: string, key: string): Promise<void> {
    const aside = await this.get(tx, sn, key);
    const { pin, part } = aside;
    if (part === 'template' || part === 'photo') {
      const { kind, bioType, no, index, majorVer } = placeOf(aside);
      await tx.query(
        `DELETE FROM device_template WHERE sn = $1 AND pin = $2
           AND (kind, bio_type, no, index, major_ver) = ($3, $4, $5, $6, $7)`,
        [sn, pin, kind, bioType, no, index, majorVer],
      );
    } else {
      await tx.query(
        `UPDATE device_user u SET dismissed = array_append(dismissed, ${marks[part]}) WHERE sn = $1 AND pin = $2`,
        [sn, pin],
      );
    }
  }

  /** Without levels: taking over a user never grants (docs/rules.md 3). */
  private async makePerson(tx: EntityManager, sn: string, { pin, name, cardNo }: Aside): Promise<void> {
    checkPin(pin);
    await this.reported.importOne(tx, { pin, name, cardNo });
    await this.templates.adopt(tx, pin, sn);
  }

  private async password(tx: EntityManager, sn: string, pin: string): Promise<string> {
    const [row] = await tx.query<{ password: Buffer | null }[]>(
      'SELECT password FROM device_user WHERE sn = $1 AND pin = $2',
      [sn, pin],
    );
    return row?.password ? this.sealedBox.open(row.password).toString('utf8') : '';
  }

  async get(tx: EntityManager, sn: string, key: string): Promise<Aside> {
    const [found] = await tx.query<Aside[]>(`${list} WHERE key = $2`, [sn, key]);
    if (!found) throw new Failure('notFound', `device ${sn} tells nothing of that name that stands aside`);
    return found;
  }
}

const placeOf = ({ part, bioType, no, index, majorVer }: Aside): TemplatePlace => ({
  kind: part === 'photo' ? 'photo' : 'template',
  bioType: bioType ?? 0,
  no: no ?? 0,
  index: index ?? 0,
  majorVer: majorVer ?? '0',
});
