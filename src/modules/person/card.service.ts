import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure } from '../../platform/errors.js';
import { cardNumber } from './card-number.js';
import type { Card } from './card.entity.js';
import { dayIn } from './site-day.js';
import { lockKeys } from '../../platform/database/locks.js';

/** The cards of a person in a request; absent keeps them, empty takes them away. */
export interface CardFacts {
  /** The main card. */
  readonly cardNo?: string | undefined;
  /** All other cards. */
  readonly supplyCards?: readonly string[] | undefined;
}

type StoredCard = Pick<Card, 'cardNo' | 'cardType'>;

/** A card, and its owner. */
export interface CardOfPerson {
  readonly cardNo: string;
  readonly pin: string;
  readonly cardType: number;
  readonly lost: boolean;
}

const cardOfPerson = `
  SELECT c.card_no AS "cardNo", p.pin, c.card_type AS "cardType", c.lost FROM card c JOIN person p ON p.id = c.person_id`;

export const mainCard = 0;
export const subCard = 1;

/** The cards of people. A card belongs to one person; cards of people who have left are free. */
@Injectable()
export class CardService {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The main card first. */
  list(tx: EntityManager, personId: string): Promise<StoredCard[]> {
    return tx.query(
      `SELECT card_no AS "cardNo", card_type AS "cardType" FROM card WHERE person_id = $1 ORDER BY card_type, position`,
      [personId],
    );
  }

  /** Sets all cards of a person; the caller records the change of the person. @throws Failure invalid, cardTaken */
  async assign(tx: EntityManager, personId: string, { cardNo, supplyCards }: CardFacts): Promise<void> {
    if (cardNo === undefined && supplyCards === undefined) return;
    const now = await this.list(tx, personId);
    const main = cardNo === undefined ? ofType(now, mainCard) : cardNo === '' ? [] : [cardNumber(cardNo, 'cardNo')];
    const further = supplyCards ? supplyCards.map((card) => cardNumber(card, 'supplyCards')) : ofType(now, subCard);
    await this.write(tx, personId, main, further);
  }

  /** Sets the main card (0), or adds another one (API manual 2.4.2). @throws Failure invalid, cardTaken */
  async set(tx: EntityManager, personId: string, cardNo: string, cardType: number): Promise<void> {
    const card = cardNumber(cardNo, 'cardNo');
    const now = await this.list(tx, personId);
    const others = (type: number) => ofType(now, type).filter((other) => other !== card);
    if (cardType === mainCard) await this.write(tx, personId, [card], others(subCard));
    else await this.write(tx, personId, others(mainCard), [...others(subCard), card]);
  }

  /**
   * Marks a card as lost or found. A lost card stays with its person and opens nothing.
   * @returns its owner. @throws Failure invalid, notFound
   */
  async setLost(tx: EntityManager, cardNo: string, lost: boolean): Promise<CardOfPerson> {
    const number = cardNumber(cardNo, 'cardNo');
    // The same order as in every change of a person's cards: the person first, then the card.
    await tx.query(`SELECT 1 FROM person WHERE id = (SELECT person_id FROM card WHERE card_no = $1) FOR UPDATE`, [
      number,
    ]);
    await this.lock(tx, [number]);
    await tx.query('UPDATE card SET lost = $2 WHERE card_no = $1 AND lost <> $2', [number, lost]);
    const card = await this.get(tx, number);
    await recordChange(tx, 'person', [card.pin]);
    return card;
  }

  /** @throws Failure invalid, notFound */
  async get(tx: EntityManager, cardNo: string): Promise<CardOfPerson> {
    const number = cardNumber(cardNo, 'cardNo');
    const rows: CardOfPerson[] = await tx.query(`${cardOfPerson} WHERE c.card_no = $1`, [number]);
    if (!rows[0]) throw new Failure('notFound', `nobody has the card ${number}`);
    return rows[0];
  }

  /** By number, beginning after `after`. */
  find(
    tx: EntityManager,
    { pin, lost, after, limit }: { pin?: string; lost?: boolean; after: string; limit: number },
  ): Promise<CardOfPerson[]> {
    return tx.query(
      `${cardOfPerson} WHERE c.card_no > $1 AND ($2::text IS NULL OR p.pin = $2) AND ($3::boolean IS NULL OR c.lost = $3)
       ORDER BY c.card_no LIMIT $4`,
      [after, pin ?? null, lost ?? null, limit],
    );
  }

  private async write(tx: EntityManager, personId: string, main: string[], further: string[]): Promise<void> {
    const cards = [...main, ...[...new Set(further)].filter((card) => !main.includes(card))];
    await this.lock(tx, cards);
    // Assigning a lost card again does not mark it as found: a nightly import must not open doors.
    const lost: { card_no: string }[] = await tx.query('SELECT card_no FROM card WHERE card_no = ANY($1) AND lost', [
      cards,
    ]);
    await this.takeOver(tx, personId, cards);
    await tx.query('DELETE FROM card WHERE person_id = $1', [personId]);
    await tx.query(
      `INSERT INTO card (card_no, person_id, card_type, position, lost)
       SELECT card_no, $1, CASE WHEN place > $3 THEN 1 ELSE 0 END, place - 1, card_no = ANY($4)
       FROM unnest($2::text[]) WITH ORDINALITY AS given (card_no, place)`,
      [personId, cards, main.length, lost.map(({ card_no }) => card_no)],
    );
  }

  /** If two people are given one card at once, the second request sees the owner. */
  private async lock(tx: EntityManager, cards: readonly string[]): Promise<void> {
    await lockKeys(tx, 'card', cards);
  }

  /**
   * A card of a person who has left, or of a visitor whose time is over, may be given to another person; every other
   * card is taken.
   */
  private async takeOver(tx: EntityManager, personId: string, cards: readonly string[]): Promise<void> {
    const { siteTimeZone } = this.config;
    const others: { card_no: string; pin: string; left: boolean }[] = await tx.query(
      `SELECT c.card_no, p.pin, coalesce(p.leave_date <= $3, false) OR p.is_visitor AND p.acc_end_time < $4 AS left
       FROM card c JOIN person p ON p.id = c.person_id WHERE c.card_no = ANY($2) AND c.person_id <> $1`,
      [personId, cards, dayIn(siteTimeZone), wallClockOf(new Date(), siteTimeZone)],
    );
    const taken = others.find(({ left }) => !left);
    if (taken) throw new Failure('cardTaken', `The card number ${taken.card_no} has been used`);
    await tx.query('DELETE FROM card WHERE card_no = ANY($1)', [others.map(({ card_no }) => card_no)]);
    await recordChange(
      tx,
      'person',
      others.map(({ pin }) => pin),
    );
  }
}

const ofType = (cards: readonly StoredCard[], type: number) =>
  cards.filter(({ cardType }) => cardType === type).map(({ cardNo }) => cardNo);
