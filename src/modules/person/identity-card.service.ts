import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Person } from './person.entity.js';
import { dayIn } from './site-day.js';

/** The data that a device read from an identity card, by the names of its columns. */
export type IdentityCard = Readonly<Record<string, string | undefined>>;

/** An identity card as a device read it. */
export interface ReadIdentityCard {
  readonly sn: string;
  readonly pin: string;
  readonly card: IdentityCard;
  readonly reportedAt: Date;
  /** The newest picture that the device took of that person. */
  readonly livePhoto: Buffer | null;
}

/** Pictures and all: more at once would take too much memory. */
const mostAtOnce = 50;

/** Gender as the card has it. */
const genders = new Map([
  ['1', 'M'],
  ['2', 'F'],
]);
/** Kind of certificate: identity card (API manual 2.17.1). */
const identityCardType = '2';

/**
 * Identity cards that devices read: they are stored sealed, and their data fills what is empty here (docs/rules.md 3).
 */
@Injectable()
export class IdentityCardService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
  ) {}

  /** @param fills the device should know the person, so the card's data is used for them */
  async store(tx: EntityManager, sn: string, pin: string, card: IdentityCard, fills: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO identity_card (sn, pin, fields) VALUES ($1, $2, $3)
       ON CONFLICT (sn, pin) DO UPDATE SET fields = excluded.fields, reported_at = now()`,
      [sn, pin, this.sealedBox.sealJson(card)],
    );
    if (!fills) return;
    const person = await tx.findOne(Person, { where: { pin }, lock: { mode: 'pessimistic_write' } });
    if (
      !person ||
      person.isVisitor ||
      (person.leaveDate !== null && person.leaveDate <= dayIn(this.config.siteTimeZone))
    )
      return;
    const found = filledBy(person, card);
    if (Object.keys(found).length === 0) return;
    await tx.update(Person, { id: person.id }, { ...found, updatedAt: new Date() });
    await recordChange(tx, 'person', [pin]);
  }

  /** Cards that were read after this instant, the oldest first, at most fifty. */
  async since(tx: EntityManager, at: Date): Promise<ReadIdentityCard[]> {
    const rows: { sn: string; pin: string; fields: Buffer; reportedAt: Date; live: Buffer | null }[] = await tx.query(
      `SELECT c.sn, c.pin, c.fields, c.reported_at AS "reportedAt",
         (SELECT p.content FROM event_photo p WHERE p.sn = c.sn AND p.pin = c.pin AND p.content IS NOT NULL
            ORDER BY p.id DESC LIMIT 1) AS live
       FROM identity_card c WHERE date_trunc('milliseconds', c.reported_at) > $1
       ORDER BY c.reported_at, c.sn, c.pin LIMIT $2`,
      [at, mostAtOnce],
    );
    return rows.map(({ sn, pin, fields, reportedAt, live }) => ({
      ...{ sn, pin, reportedAt },
      card: this.sealedBox.openJson(fields) as IdentityCard,
      livePhoto: live && this.sealedBox.open(live),
    }));
  }

  /** The card that was read last for that pin, or null. */
  async find(tx: EntityManager, pin: string): Promise<{ sn: string; card: IdentityCard; reportedAt: Date } | null> {
    const [row] = await tx.query<{ sn: string; fields: Buffer; reported_at: Date }[]>(
      'SELECT sn, fields, reported_at FROM identity_card WHERE pin = $1 ORDER BY reported_at DESC LIMIT 1',
      [pin],
    );
    if (!row) return null;
    return { sn: row.sn, card: this.sealedBox.openJson(row.fields) as IdentityCard, reportedAt: row.reported_at };
  }
}

const dayOf = (digits: string) => digits.trim().replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');

function filledBy(
  person: Person,
  { name = '', gender = '', birthday = '', idNum = '' }: IdentityCard,
): Partial<Person> {
  const day = dayOf(birthday);
  const number = idNum.trim().slice(0, 100);
  const empty: readonly (readonly [isEmpty: boolean, fills: Partial<Person>])[] = [
    [person.name + person.lastName === '' && name.trim() !== '', { name: name.trim().slice(0, 100) }],
    [person.gender === '' && genders.has(gender.trim()), { gender: genders.get(gender.trim()) ?? '' }],
    [person.birthday === null && /^\d{4}-\d{2}-\d{2}$/.test(day), { birthday: day }],
    [person.certNumber === '' && number !== '', { certNumber: number, certType: identityCardType }],
  ];
  return Object.assign({}, ...empty.flatMap(([isEmpty, fills]) => (isEmpty ? [fills] : []))) as Partial<Person>;
}
