import { mayHoldUser } from '../../core/ledger/holdings.js';
import { containing } from '../../platform/database/like.js';

/**
 * The state of a person, by the clock of the site. Each person has one state; `left` comes before all others, then
 * `disabled`.
 */
export const personStates = ['valid', 'early', 'expired', 'disabled', 'left'] as const;
export type PersonState = (typeof personStates)[number];

/** What a person may have, beside facts. */
export const belongings = ['photo', 'card', 'fingerprint', 'face', 'palm', 'password', 'device'] as const;
export type Belonging = (typeof belongings)[number];

/** The filters of a list; an empty or absent filter selects everybody. */
export interface PersonFilter {
  readonly pins?: readonly string[] | undefined;
  readonly deptCodes?: readonly string[] | undefined;
  /** Part of the name, in any case. */
  readonly name?: string | undefined;
  readonly lastName?: string | undefined;
  /** The person who has this card, main or other, in its stored form (card-number.ts). */
  readonly cardNo?: string | undefined;
  /** Left out: everybody who has not left. `any`: also those who have left. */
  readonly state?: PersonState | 'any' | undefined;
  /** Part of the name, the last name, both with a space between them, or the pin; or the whole name of the department. */
  readonly q?: string | undefined;
  /** Whether `q` looks for cards, too. */
  readonly byCard?: boolean;
  readonly levelId?: string | undefined;
  /** All of these. */
  readonly has?: readonly Belonging[];
  /** None of these. */
  readonly without?: readonly Belonging[];
  /** Departments beside which nobody is seen; null = all are. */
  readonly within?: readonly string[] | null;
}

/** $1 is the clock of the site; as text, a day sorts before every time on it. */
export const present = '(p.leave_date IS NULL OR p.leave_date > $1)';
const enabled = `${present} AND NOT p.is_disabled`;
const begun = '(p.acc_start_time IS NULL OR p.acc_start_time <= $1)';
const over = '(p.acc_end_time IS NOT NULL AND p.acc_end_time < $1)';

/** The rule of validity.ts for one person, in SQL. */
const standing: Readonly<Record<PersonState | 'any', string>> = {
  valid: `${enabled} AND ${begun} AND NOT ${over}`,
  early: `${enabled} AND NOT ${begun}`,
  expired: `${enabled} AND ${begun} AND ${over}`,
  disabled: `${present} AND p.is_disabled`,
  left: `NOT ${present}`,
  any: '$1::text IS NOT NULL',
};

const template = (which: string) => `EXISTS (SELECT FROM bio_template b WHERE b.person_id = p.id AND ${which})`;

/** Types are those of the wire (Access PUSH, appendix 18). A comparison photo is a face, and a photo that can be shown. */
const belonging: Readonly<Record<Belonging, string>> = {
  photo: `(p.photo_name IS NOT NULL OR ${template(`b.kind = 'photo' AND b.bio_type = 9`)})`,
  card: 'EXISTS (SELECT FROM card c WHERE c.person_id = p.id)',
  fingerprint: template(`b.kind = 'template' AND b.bio_type = 1`),
  face: template('b.bio_type IN (2, 9)'),
  palm: template('b.bio_type IN (8, 10)'),
  password: 'p.person_pwd_hash IS NOT NULL',
  device: mayHoldUser('p.pin'),
};

type Said = string | readonly string[];
type Condition = (parameter: string) => string;

/** What compares with a value; without a value, or with an empty one, it is not said. */
const compared: readonly { of: (filter: PersonFilter) => Said | null | undefined; sql: Condition }[] = [
  { of: ({ pins }) => pins, sql: (all) => `p.pin = ANY(${all})` },
  { of: ({ deptCodes }) => deptCodes, sql: (all) => `d.code = ANY(${all})` },
  { of: ({ name }) => name && containing(name), sql: (pattern) => `p.name ILIKE ${pattern}` },
  { of: ({ lastName }) => lastName && containing(lastName), sql: (pattern) => `p.last_name ILIKE ${pattern}` },
  { of: ({ cardNo }) => cardNo, sql: (card) => `p.id = (SELECT c.person_id FROM card c WHERE c.card_no = ${card})` },
  {
    of: ({ levelId }) => levelId,
    sql: (level) => `EXISTS (SELECT FROM acc_level_person m WHERE m.level_id = ${level} AND m.person_id = p.id)`,
  },
  { of: (filter) => (looksForCards(filter) ? null : wanted(filter)), sql: (pattern) => named(pattern) },
  {
    of: (filter) => (looksForCards(filter) ? wanted(filter) : null),
    sql: (pattern) =>
      `(${named(pattern)} OR p.id = ANY(ARRAY(SELECT c.person_id FROM card c WHERE c.card_no LIKE ${pattern})))`,
  },
];

const wanted = ({ q }: PersonFilter) => q && containing(q);
/** Cards are numbers: what has a letter is part of none. */
const looksForCards = ({ q, byCard }: PersonFilter) => byCard === true && /^\d+$/.test(q ?? '');
/** A department is meant by its whole name: who looks for Max does not mean everybody in Maxillary Surgery. */
const ofDepartment: Condition = (pattern) =>
  `p.department_id = ANY(ARRAY(SELECT o.id FROM department o
    WHERE o.name ILIKE substr(${pattern}::text, 2, length(${pattern}::text) - 2)))`;
const named: Condition = (pattern) =>
  `(p.pin ILIKE ${pattern} OR (p.name || ' ' || p.last_name) ILIKE ${pattern} OR ${ofDepartment(pattern)})`;

/** The condition of a filter over `person p JOIN department d`. */
export function conditionsOf(filter: PersonFilter, clock: string): { where: string; parameters: unknown[] } {
  const { state, has = [], without = [], within = null } = filter;
  const parameters: unknown[] = [clock];
  const parts = [state ? standing[state] : present];
  for (const { of, sql } of compared) {
    const said = of(filter);
    if (said?.length) parts.push(sql(`$${parameters.push(said)}`));
  }
  // Unlike the others, an empty list of these means nobody.
  if (within !== null) parts.push(`d.code = ANY($${parameters.push(within)})`);
  parts.push(...has.map((one) => belonging[one]), ...without.map((one) => `NOT ${belonging[one]}`));
  return { where: parts.join(' AND '), parameters };
}
