import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { DiskService } from '../../platform/disk/disk.service.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { newId } from '../../platform/database/id.js';
import { lockKeys } from '../../platform/database/locks.js';
import { overtaken } from '../../platform/database/unit-of-work.js';
import { Failure, faulty } from '../../platform/errors.js';
import { grouped } from '../../platform/grouped.js';
import { CONFIG } from '../../platform/tokens.js';
import { defaultDepartmentCode } from '../department/department.entity.js';
import { DepartmentService } from '../department/department.service.js';
import { CardSetService, type CardPlan, type CardsInput } from './card-set.service.js';
import { cardsOf, cardTaken } from './card.service.js';
import { checkPassword, checkPin, checkValidity, columnsOf, type PersonFacts } from './person-facts.js';
import { insertPersons, updatePersons } from './person-rows.js';
import type { Person } from './person.entity.js';
import { dayIn } from './site-day.js';

/** A person of a request. */
export interface PersonInput {
  readonly pin: string;
  readonly facts: PersonFacts;
}

/** A person, ready to be written. */
export interface PersonPlan {
  readonly id: string;
  readonly pin: string;
  readonly isNew: boolean;
  readonly columns: Partial<Person>;
  readonly cards: CardPlan | null;
}

/** Depends on an earlier person of the list: it can be planned once that one is written. */
export const later = Symbol('later');
export type Planned = PersonPlan | Failure | typeof later;

type ExistingPerson = Pick<
  Person,
  'id' | 'pin' | 'isVisitor' | 'leaveDate' | 'accStartTime' | 'accEndTime' | 'personPwdHash'
>;

/** A person with facts that are valid in themselves. */
interface Draft {
  readonly id: string;
  readonly pin: string;
  readonly known: ExistingPerson | undefined;
  readonly columns: Partial<Person>;
  readonly password: { readonly text: string; readonly hash: string } | undefined;
  readonly cards: Pick<CardsInput, 'main' | 'further'> | undefined;
  /** Why it is refused, unless its password is taken. */
  readonly refused: Failure | undefined;
}

interface Facts {
  readonly known: ReadonlyMap<string, ExistingPerson>;
  /** Ids by code. */
  readonly departments: ReadonlyMap<string, string>;
  /** The person is reinstated, not edited. */
  readonly isReturn: boolean;
}

/**
 * Writes persons by sets: each statement handles all of them. Everything is checked before anything is written, so a
 * refused person leaves nothing behind.
 */
@Injectable()
export class PersonSetService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly departments: DepartmentService,
    private readonly cards: CardSetService,
    private readonly disk: DiskService,
  ) {}

  /**
   * Plans each person as if they were written one after the other, in their order. Until the end of the transaction no
   * other one changes these persons, or takes the cards and passwords that they get.
   */
  async plan(tx: EntityManager, said: readonly PersonInput[], isReturn = false): Promise<Planned[]> {
    const facts = {
      known: await this.hold(
        tx,
        said.map(({ pin }) => pin),
      ),
      departments: await this.departments.idsOf(
        tx,
        said.map(({ facts }) => codeOf(facts.deptCode)),
      ),
      isReturn,
    };
    const planned: (Planned | Draft)[] = [];
    const before = new Earlier();
    for (const one of said) {
      const draft = this.draft(one, facts);
      planned.push(draft instanceof Failure || !before.touches(draft) ? draft : later);
      if (!(draft instanceof Failure)) before.add(draft);
    }
    const drafts = planned.filter((one) => isDraft(one));
    const taken = await this.takenPasswords(tx, drafts);
    const cards = await this.cardPlans(tx, drafts);
    return planned.map((one, place) => {
      if (!isDraft(one)) return one;
      const blocked = (pin: string, refused: Failure) => {
        if (pin === one.pin) throw overtaken(`the person ${pin} was added meanwhile`);
        // The owner is earlier in the list and may give it up.
        return said.slice(0, place).some((earlier) => earlier.pin === pin) ? later : refused;
      };
      const owner = one.password && taken.get(one.password.hash)?.find(({ id }) => id !== one.id);
      if (owner) return blocked(owner.pin, new Failure('passwordTaken', 'The password has been used'));
      if (one.refused) return one.refused;
      const plan = cards.get(one.pin) ?? null;
      const refused = plan && cardTaken(plan);
      return refused ? blocked(refused.by, refused.failure) : this.planOf(one, plan);
    });
  }

  /** @returns the pins of those who changed, and of others who lose a card */
  async write(tx: EntityManager, plans: readonly PersonPlan[]): Promise<string[]> {
    await this.loosenPasswords(tx, plans);
    const [added, edited] = [plans.filter(({ isNew }) => isNew), plans.filter(({ isNew }) => !isNew)];
    // In one order, so that two transactions that add the same persons never deadlock.
    await insertPersons(
      tx,
      added
        .map(({ id, pin, columns }) => ({ id, columns: { ...columns, pin } }))
        .sort((one, other) => (one.columns.pin < other.columns.pin ? -1 : 1)),
    );
    const changed = new Set(await updatePersons(tx, edited));
    const cards = plans.flatMap((plan) => (plan.cards ? [plan.cards] : []));
    const losers = await this.cards.write(tx, cards);
    return [
      ...plans.filter(({ id, isNew, cards }) => isNew || cards !== null || changed.has(id)).map(({ pin }) => pin),
      ...losers,
    ];
  }

  private async hold(tx: EntityManager, pins: readonly string[]): Promise<ReadonlyMap<string, ExistingPerson>> {
    const rows: ExistingPerson[] = await tx.query(
      `SELECT id, pin, is_visitor AS "isVisitor", leave_date AS "leaveDate", acc_start_time AS "accStartTime",
         acc_end_time AS "accEndTime", person_pwd_hash AS "personPwdHash"
       FROM person WHERE pin = ANY($1) ORDER BY pin FOR UPDATE`,
      [pins],
    );
    return new Map(rows.map((row) => [row.pin, row]));
  }

  private hasLeft({ leaveDate }: Pick<Person, 'leaveDate'>): boolean {
    return leaveDate !== null && leaveDate <= dayIn(this.config.siteTimeZone);
  }

  private draft({ pin, facts }: PersonInput, { known, departments, isReturn }: Facts): Draft | Failure {
    try {
      if (!isReturn) checkPin(pin);
      const person = known.get(pin);
      this.checkWho(pin, person, isReturn);
      const columns = {
        ...columnsOf(facts),
        ...departmentOf(departments, person, facts.deptCode),
        ...this.photoOf(facts.photo),
        ...(facts.personPwd === '' ? { personPwd: null, personPwdHash: null } : {}),
        ...(isReturn ? { leaveDate: null, leaveType: null } : {}),
      };
      const password = this.passwordOf(person, facts.personPwd);
      const { cards, refused } = restOf(person, columns, facts);
      return { id: person?.id ?? newId(), pin, known: person, columns, password, cards, refused };
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
  }

  private checkWho(pin: string, person: ExistingPerson | undefined, isReturn: boolean): void {
    if (isReturn) {
      if (!person || person.isVisitor) throw new Failure('personNotFound', `The person ${pin} does not exist`);
      return;
    }
    if (person?.isVisitor) {
      const message = `PIN exception: ${pin} belongs to a visitor`;
      throw faulty({ field: 'pin', code: 'visitor', message }, 'pinInvalid');
    }
    if (person && this.hasLeft(person)) {
      const on = person.leaveDate ?? '';
      const message = `PIN exception: ${pin} left on ${on}; use person/reinstated`;
      throw faulty({ field: 'pin', code: 'left', params: { on }, message }, 'pinInvalid');
    }
  }

  /** Undefined if it does not change. */
  private passwordOf(person: ExistingPerson | undefined, text: string | undefined): Draft['password'] {
    if (text === undefined || text === '') return undefined;
    checkPassword(text);
    const hash = this.sealedBox.hash(text);
    return hash === person?.personPwdHash ? undefined : { text, hash };
  }

  private photoOf(photo: Buffer | null | undefined): Partial<Person> {
    if (photo === undefined) return {};
    if (photo === null) return { photo: null, photoName: null, photoAt: null };
    this.disk.checkPicture();
    return { photo: this.sealedBox.seal(photo), photoName: randomBytes(16).toString('hex'), photoAt: new Date() };
  }

  /** At a keypad two persons with one password could not be distinguished (-26). @returns owners by hash */
  private async takenPasswords(tx: EntityManager, drafts: readonly Draft[]) {
    const hashes = drafts.flatMap(({ password }) => (password ? [password.hash] : []));
    if (hashes.length === 0) return new Map<string, never[]>();
    await lockKeys(tx, 'personPassword', hashes);
    const owners: Pick<Person, 'id' | 'pin' | 'leaveDate' | 'personPwdHash'>[] = await tx.query(
      `SELECT id, pin, leave_date AS "leaveDate", person_pwd_hash AS "personPwdHash" FROM person
       WHERE person_pwd_hash = ANY($1)`,
      [hashes],
    );
    return grouped(
      owners.filter((owner) => !this.hasLeft(owner)),
      ({ personPwdHash }) => personPwdHash ?? '',
    );
  }

  /** By pin. */
  private async cardPlans(tx: EntityManager, drafts: readonly Draft[]): Promise<ReadonlyMap<string, CardPlan | null>> {
    const wanting = drafts.filter(({ cards, refused }) => cards && !refused);
    const plans = await this.cards.plan(
      tx,
      wanting.map(({ id, cards, known }) => ({
        ...{ personId: id, ...cards },
        isContested: known !== undefined && this.hasLeft(known),
      })),
    );
    return new Map(wanting.map(({ pin }, place) => [pin, plans[place] ?? null]));
  }

  private planOf({ id, pin, known, columns, password }: Draft, cards: CardPlan | null): PersonPlan {
    const secret = password && { personPwd: this.sealedBox.seal(password.text), personPwdHash: password.hash };
    return { id, pin, isNew: !known, columns: { ...columns, ...secret }, cards };
  }

  /** Like a card, the password does not come back when a person who had left is reinstated. */
  private async loosenPasswords(tx: EntityManager, plans: readonly PersonPlan[]): Promise<void> {
    const hashes = plans.flatMap(({ columns }) => (columns.personPwdHash ? [columns.personPwdHash] : []));
    if (hashes.length === 0) return;
    await tx.query(
      'UPDATE person SET person_pwd = NULL, person_pwd_hash = NULL WHERE person_pwd_hash = ANY($1) AND NOT id = ANY($2)',
      [hashes, plans.map(({ id }) => id)],
    );
  }
}

/** Pins, cards and passwords of earlier persons in the list. */
class Earlier {
  private readonly seen = new Set<string>();

  touches(draft: Draft): boolean {
    return marksOf(draft).some((mark) => this.seen.has(mark));
  }

  add(draft: Draft): void {
    for (const mark of marksOf(draft)) this.seen.add(mark);
  }
}

const marksOf = ({ pin, password, cards }: Draft): string[] => [
  `pin ${pin}`,
  ...(password ? [`password ${password.hash}`] : []),
  ...[...(cards?.main ?? []), ...(cards?.further ?? [])].map((card) => `card ${card}`),
];

const isDraft = (one: Planned | Draft): one is Draft => typeof one === 'object' && 'known' in one;

const codeOf = (deptCode: string | undefined) =>
  deptCode === undefined || deptCode === '' ? defaultDepartmentCode : deptCode;

function departmentOf(
  departments: ReadonlyMap<string, string>,
  person: ExistingPerson | undefined,
  deptCode: string | undefined,
): Partial<Person> {
  if (person && deptCode === undefined) return {};
  const departmentId = departments.get(codeOf(deptCode));
  if (departmentId === undefined) {
    throw new Failure('departmentNotFound', `The department number ${codeOf(deptCode)} does not exist`);
  }
  return { departmentId };
}

/** Checks that come after the password. */
function restOf(person: ExistingPerson | undefined, columns: Partial<Person>, facts: PersonFacts) {
  try {
    const { accStartTime = person?.accStartTime, accEndTime = person?.accEndTime } = columns;
    checkValidity(accStartTime, accEndTime);
    return { cards: cardsOf(facts), refused: undefined };
  } catch (error) {
    if (error instanceof Failure) return { cards: undefined, refused: error };
    throw error;
  }
}
