import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { Failure } from '../../platform/errors.js';
import {
  later,
  PersonSetService,
  type Planned,
  type PersonPlan,
  type PersonInput,
} from '../person/person-set.service.js';
import { AccLevelService, levelNotFound } from './acc-level.service.js';
import { replaceLevels, withoutInherited } from './level-sets.js';

/** A person with levels of access control; absent keeps the levels. */
export interface PersonWithLevelsInput extends PersonInput {
  readonly accLevelIds?: readonly string[] | undefined;
}

interface Waiting {
  readonly said: PersonWithLevelsInput;
  readonly place: number;
}

type Ready = Waiting & { readonly plan: PersonPlan };

interface Changed {
  readonly pin: string;
  readonly isNew: boolean;
}

/** Many persons with their levels. */
@Injectable()
export class PersonLevelsService {
  constructor(
    private readonly persons: PersonSetService,
    private readonly levels: AccLevelService,
  ) {}

  /**
   * Adds each person, or edits the one of that pin. The result is the same as one after the other; persons that do not
   * depend on each other are written together. If nothing changes, nothing is written.
   * @returns why each is refused, in their order; null = done. A refused person leaves nothing behind.
   */
  saveAll(tx: EntityManager, persons: readonly PersonWithLevelsInput[]): Promise<(Failure | null)[]> {
    return this.inRounds(tx, persons, false);
  }

  /**
   * Tells what saveAll would return. The caller rolls the transaction back: persons on whom others depend are written.
   */
  tryAll(tx: EntityManager, persons: readonly PersonWithLevelsInput[]): Promise<(Failure | null)[]> {
    return this.inRounds(tx, persons, true);
  }

  private async inRounds(
    tx: EntityManager,
    persons: readonly PersonWithLevelsInput[],
    isTrial: boolean,
  ): Promise<(Failure | null)[]> {
    const refused = new Map<number, Failure>();
    const changed: Changed[] = [];
    const known = await this.levels.existing(
      tx,
      'acc',
      persons.flatMap(({ accLevelIds }) => accLevelIds ?? []),
    );
    let waiting: Waiting[] = persons.map((said, place) => ({ said, place }));
    while (waiting.length > 0) {
      const plans = await this.persons.plan(
        tx,
        waiting.map(({ said }) => said),
      );
      const next: Waiting[] = [];
      const ready: Ready[] = [];
      for (const [at, one] of waiting.entries()) {
        const plan = withLevels(plans[at] ?? later, one.said, known);
        if (plan === later) next.push(one);
        else if (plan instanceof Failure) refused.set(one.place, plan);
        else ready.push({ ...one, plan });
      }
      if (!isTrial || next.length > 0) changed.push(...(await this.write(tx, ready)));
      waiting = next;
    }
    if (!isTrial) await record(tx, changed);
    return persons.map((_, place) => refused.get(place) ?? null);
  }

  /**
   * Leaves out levels that do not exist. Who names no other keeps the levels: an unknown level takes nothing away.
   */
  async knownOnly(tx: EntityManager, persons: readonly PersonWithLevelsInput[]): Promise<PersonWithLevelsInput[]> {
    const named = persons.flatMap(({ accLevelIds }) => accLevelIds ?? []);
    const known = await this.levels.existing(tx, 'acc', named);
    return persons.map((person) => {
      const { accLevelIds } = person;
      const left = accLevelIds?.filter((id) => known.has(id));
      return { ...person, accLevelIds: left?.length === 0 && accLevelIds?.length !== 0 ? undefined : left };
    });
  }

  private async write(tx: EntityManager, ready: readonly Ready[]): Promise<Changed[]> {
    const added = new Set(ready.flatMap(({ plan }) => (plan.isNew ? [plan.pin] : [])));
    const said = ready.flatMap(({ plan, said: { accLevelIds } }) =>
      accLevelIds ? [{ personId: plan.id, levelIds: accLevelIds }] : [],
    );
    const sets = said.length === 0 ? [] : await withoutInherited(tx, said);
    const changed = await this.persons.write(
      tx,
      ready.map(({ plan }) => plan),
    );
    const moved = sets.length === 0 ? new Set() : await replaceLevels(tx, 'acc', sets);
    const pins = [...changed, ...ready.filter(({ plan }) => moved.has(plan.id)).map(({ plan }) => plan.pin)];
    return pins.map((pin) => ({ pin, isNew: added.has(pin) }));
  }
}

/** Who was known before may lose a card, a level or days. */
async function record(tx: EntityManager, changed: readonly Changed[]): Promise<void> {
  const added = new Set(changed.flatMap(({ pin, isNew }) => (isNew ? [pin] : [])));
  const known = new Set(changed.flatMap(({ pin }) => (added.has(pin) ? [] : [pin])));
  await recordChange(tx, 'person', [...added]);
  await recordTaking(tx, 'person', [...known]);
}

/** The levels are checked last. */
function withLevels(plan: Planned, { accLevelIds = [] }: PersonWithLevelsInput, known: ReadonlySet<string>): Planned {
  const missing = accLevelIds.find((id) => !known.has(id));
  return plan === later || plan instanceof Failure || missing === undefined ? plan : levelNotFound(missing);
}
