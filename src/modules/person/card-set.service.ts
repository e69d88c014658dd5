import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { lockKeys } from '../../platform/database/locks.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { grouped } from '../../platform/grouped.js';
import { CONFIG } from '../../platform/tokens.js';
import { dayIn } from './site-day.js';

export const mainCard = 0;
export const subCard = 1;

/** The cards that a person should have, as they are stored (card-number.ts); absent keeps them, empty takes them away. */
export interface CardsInput {
  readonly personId: string;
  readonly main?: readonly string[] | undefined;
  readonly further?: readonly string[] | undefined;
  /** A person who has left, or a visitor: another transaction may take such cards without holding the person. */
  readonly isContested?: boolean;
}

/** A card of another person. */
interface OtherCard {
  readonly cardNo: string;
  readonly pin: string;
}

/** The cards of a person, ready to be written. */
export interface CardPlan {
  readonly personId: string;
  readonly main: readonly string[];
  readonly further: readonly string[];
  /** Lost cards, which stay lost. */
  readonly lost: readonly string[];
  /** Cards of people who have left, or of visitors whose time is over: they may be given to this person. */
  readonly freed: readonly OtherCard[];
  /** Cards of others. If there are any, the plan must not be written. */
  readonly taken: readonly OtherCard[];
}

interface CurrentCards {
  readonly main: readonly string[];
  readonly further: readonly string[];
}

interface AssignedCard extends OtherCard {
  readonly personId: string;
  readonly lost: boolean;
  readonly left: boolean;
}

const none: CurrentCards = { main: [], further: [] };

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((card, place) => card === other[place]);

/** The cards of many persons at once. The caller holds the persons. */
@Injectable()
export class CardSetService {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @returns what has to be written for each, in their order; null = nothing changes */
  async plan(tx: EntityManager, wanted: readonly CardsInput[]): Promise<(CardPlan | null)[]> {
    const held = await this.held(
      tx,
      wanted.map(({ personId }) => personId),
    );
    const shall = wanted.map((one) => shallHave(one, held.get(one.personId) ?? none));
    const cards = shall.flatMap((one) => (one ? [...one.main, ...one.further] : []));
    // If two people are given one card at once, the second request sees the owner.
    await lockKeys(tx, 'card', cards);
    const found = grouped(await this.find(tx, cards), ({ cardNo }) => cardNo);
    return shall.map((one) => {
      if (!one) return null;
      const known = [...one.main, ...one.further].flatMap((card) => found.get(card) ?? []);
      const others = known.filter(({ personId }) => personId !== one.personId);
      return {
        ...one,
        lost: known.filter(({ lost }) => lost).map(({ cardNo }) => cardNo),
        freed: others.filter(({ left }) => left),
        taken: others.filter(({ left }) => !left),
      };
    });
  }

  /** No two of them may want the same card. @returns the pins of others who lose a card */
  async write(tx: EntityManager, plans: readonly CardPlan[]): Promise<string[]> {
    if (plans.length === 0) return [];
    const freed = plans.flatMap((plan) => plan.freed);
    if (freed.length > 0)
      await tx.query('DELETE FROM card WHERE card_no = ANY($1)', [freed.map(({ cardNo }) => cardNo)]);
    await tx.query('DELETE FROM card WHERE person_id = ANY($1)', [plans.map(({ personId }) => personId)]);
    const rows = plans.flatMap(({ personId, main, further, lost }) =>
      [...main, ...further].map((cardNo, position) => ({
        ...{ cardNo, personId, position },
        cardType: position < main.length ? mainCard : subCard,
        // Assigning a lost card again does not mark it as found: a nightly import must not open doors.
        lost: lost.includes(cardNo),
      })),
    );
    if (rows.length > 0) {
      await tx.query(
        `INSERT INTO card (card_no, person_id, card_type, position, lost)
         SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::boolean[])`,
        [
          rows.map(({ cardNo }) => cardNo),
          rows.map(({ personId }) => personId),
          rows.map(({ cardType }) => cardType),
          rows.map(({ position }) => position),
          rows.map(({ lost }) => lost),
        ],
      );
    }
    return freed.map(({ pin }) => pin);
  }

  private async held(tx: EntityManager, personIds: readonly string[]): Promise<ReadonlyMap<string, CurrentCards>> {
    if (personIds.length === 0) return new Map();
    const rows: { personId: string; cardNo: string; cardType: number }[] = await tx.query(
      `SELECT person_id AS "personId", card_no AS "cardNo", card_type AS "cardType" FROM card
       WHERE person_id = ANY($1) ORDER BY card_type, position`,
      [personIds],
    );
    return new Map(
      [...grouped(rows, ({ personId }) => personId)].map(([personId, cards]) => [
        personId,
        { main: ofType(cards, mainCard), further: ofType(cards, subCard) },
      ]),
    );
  }

  private find(tx: EntityManager, cards: readonly string[]): Promise<AssignedCard[]> {
    if (cards.length === 0) return Promise.resolve([]);
    const { siteTimeZone } = this.config;
    return tx.query(
      `SELECT c.card_no AS "cardNo", c.person_id AS "personId", c.lost, p.pin,
         coalesce(p.leave_date <= $2, false) OR p.is_visitor AND p.acc_end_time < $3 AS left
       FROM card c JOIN person p ON p.id = c.person_id WHERE c.card_no = ANY($1)`,
      [cards, dayIn(siteTimeZone), wallClockOf(new Date(), siteTimeZone)],
    );
  }
}

export const ofType = (
  cards: readonly { readonly cardNo: string; readonly cardType: number }[],
  type: number,
): string[] => cards.filter(({ cardType }) => cardType === type).map(({ cardNo }) => cardNo);

function shallHave(
  { personId, isContested, ...wanted }: CardsInput,
  held: CurrentCards,
): (CurrentCards & { personId: string }) | null {
  const main = wanted.main ?? held.main;
  const further = [...new Set(wanted.further ?? held.further)].filter((card) => !main.includes(card));
  const isAsItShall = isSame(main, held.main) && isSame(further, held.further);
  return isAsItShall && isContested !== true ? null : { personId, main, further };
}
