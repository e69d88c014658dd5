import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { Failure } from '../../platform/errors.js';
import { CardService } from './card.service.js';
import { checkPin } from './person-facts.js';
import { Person } from './person.entity.js';
import { PersonService } from './person.service.js';
import { dayIn } from './site-day.js';

/** A user as a device reports it. */
export interface ReportedPerson {
  readonly pin: string;
  readonly name: string;
  /** Decimal; empty = none. */
  readonly cardNo: string;
  /** Empty = none. */
  readonly password?: string;
}

/** Reports of devices about people fill what is empty here; they never clear and never grant (docs/rules.md 3). */
@Injectable()
export class ReportedPersonService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly persons: PersonService,
    private readonly cards: CardService,
  ) {}

  /**
   * A pin that belongs to nobody is not changed: it is listed for import.
   * @param replaces the report is newer than what is stored here, and may replace a card and a password
   * @returns whether anything was learnt
   */
  async fillEmpty(tx: EntityManager, told: ReportedPerson, replaces = false): Promise<boolean> {
    const { pin, name, cardNo, password = '' } = told;
    const person = await tx.findOne(Person, { where: { pin }, lock: { mode: 'pessimistic_write' } });
    if (!person || !this.belongs(person)) return false;
    const named = await this.takesName(tx, person, name);
    const carded = await this.learnsCard(tx, person, cardNo, replaces);
    if (named || carded) await recordChange(tx, 'person', [pin]);
    const keyed = replaces && (await this.takesPassword(tx, pin, password));
    return named || carded || keyed;
  }

  private async takesName(tx: EntityManager, person: Person, name: string): Promise<boolean> {
    if (name === '' || person.name !== '' || person.lastName !== '') return false;
    await tx.update(Person, { id: person.id }, { name: name.slice(0, 100), updatedAt: new Date() });
    return true;
  }

  /** Reports about people who have left, and about visitors, are ignored. */
  private belongs({ isVisitor, leaveDate }: Person): boolean {
    return !isVisitor && (leaveDate === null || leaveDate > dayIn(this.config.siteTimeZone));
  }

  /** Makes a person of a device's user, without levels. A user of whom none can be made stays in the list. */
  async importOne(tx: EntityManager, { pin, name, cardNo }: ReportedPerson): Promise<void> {
    try {
      checkPin(pin);
    } catch (error) {
      if (error instanceof Failure) return;
      throw error;
    }
    const person = await this.persons.save(tx, pin, { name: name.slice(0, 100) });
    if (cardNo !== '') await this.takesCard(tx, person.id, cardNo);
  }

  /** A card that was taken from the person does not come back because a device still reports it. */
  private async learnsCard(
    tx: EntityManager,
    { id, pin }: Person,
    cardNo: string,
    replaces: boolean,
  ): Promise<boolean> {
    if (cardNo === '') return false;
    const taken: unknown[] = await tx.query('SELECT 1 FROM card_tombstone WHERE pin = $1 AND card_no = $2', [
      pin,
      cardNo,
    ]);
    if (taken.length > 0) return false;
    return this.takesCard(tx, id, cardNo, replaces);
  }

  private async takesCard(tx: EntityManager, personId: string, cardNo: string, replaces = false): Promise<boolean> {
    // A QR code that has ended, and that a device still has, is nobody's card either.
    const used: unknown[] = await tx.query(
      `SELECT 1 FROM card WHERE card_no = $1 OR (person_id = $2 AND NOT $3)
       UNION ALL SELECT 1 FROM qr_code WHERE card_no = $1 LIMIT 1`,
      [cardNo, personId, replaces],
    );
    if (used.length > 0 || !/^[1-9]\d{0,19}$/.test(cardNo)) return false;
    await this.cards.assign(tx, personId, { cardNo });
    return true;
  }

  /** A password that is not valid, or that another person has, stays in the device's report only. */
  private async takesPassword(tx: EntityManager, pin: string, password: string): Promise<boolean> {
    if (password === '') return false;
    try {
      await this.persons.save(tx, pin, { personPwd: password });
      return true;
    } catch (error) {
      if (error instanceof Failure) return false;
      throw error;
    }
  }
}
