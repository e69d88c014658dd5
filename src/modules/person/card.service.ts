import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { Failure, taken } from '../../platform/errors.js';
import { cardNumber } from './card-number.js';
import { CardSetService, mainCard, ofType, subCard, type CardPlan, type CardsInput } from './card-set.service.js';
import type { Card } from './card.entity.js';
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

/** The cards of people. A card belongs to one person; cards of people who have left are free. */
@Injectable()
export class CardService {
  constructor(private readonly sets: CardSetService) {}

  /** The main card first. */
  list(tx: EntityManager, personId: string): Promise<StoredCard[]> {
    return tx.query(
      `SELECT card_no AS "cardNo", card_type AS "cardType" FROM card WHERE person_id = $1 ORDER BY card_type, position`,
      [personId],
    );
  }

  /** Sets all cards of a person; the caller records the change of the person. @throws Failure invalid, cardTaken */
  async assign(tx: EntityManager, personId: string, facts: CardFacts): Promise<void> {
    const wanted = cardsOf(facts);
    if (wanted) await this.write(tx, { personId, ...wanted, isContested: true });
  }

  /**
   * Sets the main card (0), or adds another one (API manual 2.4.2).
   * @returns whether anything changed
   * @throws Failure invalid, cardTaken
   */
  async set(tx: EntityManager, personId: string, cardNo: string, cardType: number): Promise<boolean> {
    const card = cardNumber(cardNo, 'cardNo');
    const now = await this.list(tx, personId);
    const others = (type: number) => ofType(now, type).filter((other) => other !== card);
    return cardType === mainCard
      ? this.write(tx, { personId, main: [card], further: others(subCard) })
      : this.write(tx, { personId, main: others(mainCard), further: [...others(subCard), card] });
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
    await lockKeys(tx, 'card', [number]);
    await tx.query('UPDATE card SET lost = $2 WHERE card_no = $1 AND lost <> $2', [number, lost]);
    const card = await this.get(tx, number);
    await (lost ? recordTaking : recordChange)(tx, 'person', [card.pin]);
    return card;
  }

  /** @throws Failure invalid, notFound */
  async get(tx: EntityManager, cardNo: string): Promise<CardOfPerson> {
    const number = cardNumber(cardNo, 'cardNo');
    const rows: CardOfPerson[] = await tx.query(`${cardOfPerson} WHERE c.card_no = $1`, [number]);
    if (!rows[0]) throw new Failure('notFound', `nobody has the card ${number}`);
    return rows[0];
  }

  /** A page of them in any order. */
  search(
    tx: EntityManager,
    { pin, lost }: { pin?: string | undefined; lost?: boolean | undefined },
    search: Search,
  ): Promise<FoundRows<CardOfPerson>> {
    const sql = `${cardOfPerson} WHERE ($1::text IS NULL OR p.pin = $1) AND ($2::boolean IS NULL OR c.lost = $2)`;
    const parameters = [pin ?? null, lost ?? null];
    return searchedRows<CardOfPerson>(tx, { sql, parameters, by: 'cardNo', texts: ['cardNo', 'pin'] }, search);
  }

  private async write(tx: EntityManager, wanted: CardsInput): Promise<boolean> {
    const [plan] = await this.sets.plan(tx, [wanted]);
    if (!plan) return false;
    const refused = cardTaken(plan);
    if (refused) throw refused.failure;
    await recordTaking(tx, 'person', await this.sets.write(tx, [plan]));
    return true;
  }
}

interface CardTaken {
  /** The pin of the person who has it. */
  readonly by: string;
  readonly failure: Failure;
}

/** The first card of a plan that is another person's; null = none is. */
export function cardTaken({ main, taken: [other] }: Pick<CardPlan, 'main' | 'taken'>): CardTaken | null {
  if (!other) return null;
  const field = main.includes(other.cardNo) ? 'cardNo' : 'supplyCards';
  const failure = taken(field, other.pin, `The card number ${other.cardNo} has been used`, 'cardTaken');
  return { by: other.pin, failure };
}

/** Card numbers as they are stored; undefined if the request names no cards. @throws Failure invalid */
export function cardsOf({ cardNo, supplyCards }: CardFacts): Pick<CardsInput, 'main' | 'further'> | undefined {
  if (cardNo === undefined && supplyCards === undefined) return undefined;
  return {
    main: cardNo === undefined ? undefined : cardNo === '' ? [] : [cardNumber(cardNo, 'cardNo')],
    further: supplyCards?.map((card) => cardNumber(card, 'supplyCards')),
  };
}
