import type { EntityManager } from 'typeorm';
import type { OldPerson } from './old-person.js';
import type { Findings, LevelSum } from './report-types.js';

const mostListed = 10_000;

/** What is noticed while people are read. */
export class PeopleTally {
  readonly pins = new Set<string>();
  readonly byLevel = new Map<string, number>();
  readonly pinsWithLetters: string[] = [];
  readonly cardsTwice = new Map<string, string[]>();
  private readonly owners = new Map<string, string>();

  add({ pin, levelIds = [], fields }: OldPerson): void {
    this.pins.add(pin);
    for (const id of levelIds) this.byLevel.set(id, (this.byLevel.get(id) ?? 0) + 1);
    if (/\D/.test(pin) && this.pinsWithLetters.length < mostListed) this.pinsWithLetters.push(pin);
    for (const card of [fields.cardNo ?? '', ...(fields.supplyCards ?? '').split(',')]) this.addCard(card, pin);
  }

  private addCard(card: string, pin: string): void {
    if (card === '') return;
    const owner = this.owners.get(card);
    if (owner === undefined) this.owners.set(card, pin);
    else if (owner !== pin) this.cardsTwice.set(card, [...(this.cardsTwice.get(card) ?? [owner]), pin]);
  }
}

interface LevelNamed {
  readonly id: string;
  readonly name: string;
  readonly doors: number | null;
}

export async function findingsOf(
  tx: EntityManager,
  tally: PeopleTally,
  levels: readonly LevelNamed[],
): Promise<Findings> {
  const sums: LevelSum[] = levels.map((level) => ({ ...level, persons: tally.byLevel.get(level.id) ?? 0 }));
  return {
    levels: sums,
    cardsTwice: [...tally.cardsTwice].slice(0, mostListed).map(([cardNo, pins]) => ({ cardNo, pins })),
    pinsWithLetters: tally.pinsWithLetters,
    devicesTooSmall: await devicesTooSmall(tx),
  };
}

/** Devices announce `~MaxUserCount` in hundreds of users (Access PUSH 4.4). */
const hundreds = 100;

/** Devices whose levels have more people than they say that they hold. */
const devicesTooSmall = (tx: EntityManager): Promise<{ sn: string; holds: number; persons: number }[]> =>
  tx.query(
    `SELECT d.sn, (d.options ->> 'MaxUserCount')::int * $1::int AS holds, u.n::int AS persons
     FROM device d JOIN (SELECT p.sn, count(DISTINCT m.person_id) AS n FROM level_place p
       JOIN acc_level_person m ON m.level_id = p.level_id GROUP BY p.sn) u ON u.sn = d.sn
     WHERE d.options ->> 'MaxUserCount' ~ '^[0-9]{1,6}$' AND u.n > (d.options ->> 'MaxUserCount')::int * $1::int
     ORDER BY d.sn`,
    [hundreds],
  );
