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
