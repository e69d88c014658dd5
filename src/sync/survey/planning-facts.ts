import type { EntityManager } from 'typeorm';
import { dayIn } from '../../modules/person/site-day.js';
import { firstHolders, type FoundUser } from './found-access.js';

/** The person here who has the pin of a user on the panel. */
export interface ExistingPerson {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly hasPassword: boolean;
  readonly isVisitor: boolean;
  readonly hasLeft: boolean;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly cards: readonly { cardNo: string; cardType: number }[];
}

/** What is known about all users before the first is planned. */
export interface PlanningFacts {
  readonly here: ReadonlyMap<string, ExistingPerson>;
  /** Pins by card, here and on the panel. */
  readonly owners: ReadonlyMap<string, string>;
  readonly holders: ReadonlyMap<string, string>;
  readonly takenAway: ReadonlySet<string>;
  /** When somebody was deleted here, by pin; `yyyy-MM-dd HH:mm` of the site. */
  readonly deleted: ReadonlyMap<string, string>;
  readonly passwords: Set<string>;
}

interface Asked {
  readonly surveyId: number;
  readonly users: readonly FoundUser[];
  /** Passwords of users before these. */
  readonly passwords: ReadonlySet<string>;
  readonly siteTimeZone: string;
}

/** What is here of the persons and cards that these users have. */
export async function planningFacts(
  tx: EntityManager,
  { surveyId, users, passwords, siteTimeZone }: Asked,
): Promise<PlanningFacts> {
  const pins = users.map(({ pin }) => pin);
  const numbers = users.flatMap(({ cards }) => cards.map(({ cardNo }) => cardNo));
  const here: ExistingPerson[] = await tx.query(
    `SELECT p.pin, p.name, p.last_name AS "lastName", p.person_pwd_hash IS NOT NULL AS "hasPassword",
       p.acc_start_time AS "startTime", p.acc_end_time AS "endTime",
       p.is_visitor AS "isVisitor", coalesce(p.leave_date::text <= $2, false) AS "hasLeft", coalesce((SELECT jsonb_agg(jsonb_build_object('cardNo', c.card_no,
         'cardType', c.card_type) ORDER BY c.card_type, c.position) FROM card c WHERE c.person_id = p.id), '[]') AS cards
     FROM person p WHERE p.pin = ANY($1)`,
    [pins, dayIn(siteTimeZone)],
  );
  const owners: { card: string; pin: string }[] = await tx.query(
    'SELECT c.card_no AS card, p.pin FROM card c JOIN person p ON p.id = c.person_id WHERE c.card_no = ANY($1)',
    [numbers],
  );
  const gone: { place: string }[] = await tx.query(
    `SELECT pin || ' ' || card_no AS place FROM card_tombstone WHERE pin = ANY($1)`,
    [pins],
  );
  const deleted: { pin: string; at: string }[] = await tx.query(
    `SELECT pin, to_char(at AT TIME ZONE $2, 'YYYY-MM-DD HH24:MI') AS at FROM person_tombstone WHERE pin = ANY($1)`,
    [pins, siteTimeZone],
  );
  return {
    here: new Map(here.map((one) => [one.pin, one])),
    owners: new Map(owners.map(({ card, pin }) => [card, pin])),
    // The first pin that holds a card gets it; a second one is in dispute.
    holders: await firstHolders(tx, surveyId, numbers),
    deleted: new Map(deleted.map(({ pin, at }) => [pin, at])),
    takenAway: new Set(gone.map(({ place }) => place)),
    passwords: new Set(passwords),
  };
}
