import type { EntityManager } from 'typeorm';
import { conditionsOf } from './person-filter.js';

export interface WantedIdle {
  /** No event since then; people who are newer are not meant. */
  readonly since: Date;
  /** The same by the clock of the site. */
  readonly clock: string;
  /** The clock of the site. */
  readonly now: string;
  /** Departments beside which nobody is seen; null = all are. */
  readonly within: readonly string[] | null;
}

export interface Idle {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly deptName: string;
  readonly cardNo: string;
  /** When the last event was: of the person, or with the card. */
  readonly lastSeen: Date | null;
}

export const idleKinds = ['persons', 'cards'] as const;
export type IdleKind = (typeof idleKinds)[number];

const events = (since: string) =>
  `FROM event e WHERE e.pin = p.pin AND e.pin <> '' AND e.event_time >= ${since}::timestamp`;
const last = (also: string) => `(SELECT e.happened_at FROM event e WHERE e.pin = p.pin AND e.pin <> '' ${also}
  ORDER BY e.event_time DESC, e.id DESC LIMIT 1)`;
const facts = `p.pin, p.name, p.last_name AS "lastName", d.code AS "deptCode", d.name AS "deptName"`;
const people = 'person p JOIN department d ON d.id = p.department_id';

const sources: Readonly<
  Record<IdleKind, { key: string; columns: string; from: string; unseen: (since: string) => string }>
> = {
  persons: {
    key: 'p.pin',
    columns: `${facts}, coalesce((SELECT c.card_no FROM card c WHERE c.person_id = p.id AND c.card_type = 0 LIMIT 1), '')
      AS "cardNo", ${last('')} AS "lastSeen"`,
    from: people,
    unseen: (since) => `NOT EXISTS (SELECT ${events(since)})`,
  },
  // Events have no index by card: those of its owner are looked at.
  cards: {
    key: 'c.card_no',
    columns: `${facts}, c.card_no AS "cardNo", ${last('AND e.card_no = c.card_no')} AS "lastSeen"`,
    from: `card c JOIN person p ON p.id = c.person_id JOIN department d ON d.id = p.department_id`,
    unseen: (since) => `NOT c.lost AND NOT EXISTS (SELECT ${events(since)} AND e.card_no = c.card_no)`,
  },
};

function whereOf(of: IdleKind, { since, clock, now, within }: WantedIdle) {
  const { where, parameters } = conditionsOf({ within }, now);
  const [made, seen] = [`$${parameters.push(since)}`, `$${parameters.push(clock)}`];
  return { where: `${where} AND p.created_at < ${made} AND ${sources[of].unseen(seen)}`, parameters };
}

/** People who have not come, by pin, or cards that nobody used, by number; those that have left are not meant. */
export function listIdle(
  tx: EntityManager,
  of: IdleKind,
  wanted: WantedIdle,
  page: { readonly after: string; readonly limit: number },
): Promise<Idle[]> {
  const { key, columns, from } = sources[of];
  const { where, parameters } = whereOf(of, wanted);
  const [after, limit] = [parameters.push(page.after), parameters.push(page.limit)];
  return tx.query(
    `SELECT ${columns} FROM ${from} WHERE ${where} AND ${key} > $${after} ORDER BY ${key} LIMIT $${limit}`,
    parameters,
  );
}

export async function countIdle(tx: EntityManager, of: IdleKind, wanted: WantedIdle): Promise<number> {
  const { where, parameters } = whereOf(of, wanted);
  const [row]: { n: number }[] = await tx.query(
    `SELECT count(*)::int AS n FROM ${sources[of].from} WHERE ${where}`,
    parameters,
  );
  return row?.n ?? 0;
}
