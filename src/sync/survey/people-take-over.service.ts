import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import { CardService } from '../../modules/person/card.service.js';
import type { PersonFacts } from '../../modules/person/person-facts.js';
import { later, PersonSetService, type PersonInput } from '../../modules/person/person-set.service.js';
import { dayIn } from '../../modules/person/site-day.js';
import { VisitorAdoptionService, type StrayVisitor } from '../../modules/visitor/visitor-adoption.service.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import type { Config } from '../../platform/config.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import type { FoundUser } from './found-access.js';
import { limitsOf, limitText } from './limits.js';
import { planningFacts, type ExistingPerson, type PlanningFacts } from './planning-facts.js';
import type { Dispute } from './take-over.js';

/** Users of one survey who are taken over together. */
export interface UsersToTake {
  readonly sn: string;
  readonly surveyId: number;
  readonly users: readonly FoundUser[];
  /** Passwords of users before these. */
  readonly passwords: ReadonlySet<string>;
  readonly dryRun: boolean;
}

export interface PeopleTaken {
  /** With those of the users before. */
  readonly passwords: ReadonlySet<string>;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly cards: number;
  /** Visitors who continue their visit here, or would in a trial. */
  readonly visitors: ReadonlySet<string>;
  /** Who is a person or a visitor here now, or would be in a trial. */
  readonly pins: ReadonlySet<string>;
  /** Those of them who become persons. */
  readonly newPins: ReadonlySet<string>;
  readonly disputes: readonly Dispute[];
}

const fullName = ({ name, lastName }: Pick<ExistingPerson, 'name' | 'lastName'>) => `${name} ${lastName}`.trim();

/**
 * Users of a panel become persons, and fill what is empty of existing persons. Contradictions are listed: nothing here
 * is replaced.
 */
@Injectable()
export class PeopleTakeOverService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly sets: PersonSetService,
    private readonly cards: CardService,
    private readonly adoption: VisitorAdoptionService,
  ) {}

  async take(tx: EntityManager, { sn, surveyId, users, passwords, dryRun }: UsersToTake): Promise<PeopleTaken> {
    const known = await planningFacts(tx, { surveyId, users, passwords, siteTimeZone: this.config.siteTimeZone });
    const disputes: Dispute[] = [];
    const pins = new Set<string>();
    const newPins = new Set<string>();
    const sum = { added: 0, changed: 0, same: 0, cards: 0 };
    const said = users.flatMap((user) => {
      const one = this.factsOf(user, known, disputes);
      if (one && Object.keys(one.facts).length > 0) return [one];
      if (one) pins.add(user.pin);
      if (one) sum.same++;
      return [];
    });
    for (const { pin, facts } of await this.write(tx, said, dryRun, disputes)) {
      pins.add(pin);
      sum[known.here.has(pin) ? 'changed' : 'added']++;
      if (!known.here.has(pin)) newPins.add(pin);
      sum.cards += newCards(facts, known.here.get(pin));
    }
    const guests = this.guests(users, known, sn, disputes);
    for (const { pin } of guests) pins.add(pin);
    if (!dryRun) await this.adoption.adopt(tx, guests);
    if (!dryRun) await this.markLost(tx, users, known, pins);
    // Another panel may have reported the visitor before, and this one may not mark visitors.
    const here = users.filter(({ pin }) => known.here.get(pin)?.isVisitor);
    for (const { pin } of here) pins.add(pin);
    const guestPins = new Set([...guests, ...here].map(({ pin }) => pin));
    const visitors = new Set([...guestPins].filter((pin) => pins.has(pin)));
    return { ...sum, pins, newPins, visitors, disputes, passwords: known.passwords };
  }

  /** Visitors of the panel who are unknown here: until the end of their visit, or of today if it has none. */
  private guests(users: readonly FoundUser[], known: PlanningFacts, sn: string, disputes: Dispute[]): StrayVisitor[] {
    const today = dayIn(this.config.siteTimeZone);
    const now = wallClockOf(new Date(), this.config.siteTimeZone);
    return users.flatMap((user) => {
      const { pin, isVisitor, name, lastName, startTime, endTime } = user;
      if (!isVisitor || known.here.has(pin) || known.deleted.has(pin)) return [];
      const end = endTime ?? `${today} 23:59:59`;
      if (end < now) {
        disputes.push({ pin, reason: 'visitor', there: fullName(user), here: `the visit was over at ${end}` });
        return [];
      }
      const { cardNo, supplyCards = [] } = this.cardsOf(user, known, disputes);
      const cards = [...(cardNo === undefined ? [] : [cardNo]), ...supplyCards];
      const stay = { startTime: startTime ?? `${today} 00:00:00`, endTime: end };
      return [{ pin, name: name === '' ? pin : name, lastName, cards, origin: sn, ...stay }];
    });
  }

  /** A password that somebody has stays on the panel, and the person is taken over without it. @returns who is written */
  private async write(
    tx: EntityManager,
    said: readonly PersonInput[],
    dryRun: boolean,
    disputes: Dispute[],
  ): Promise<PersonInput[]> {
    const first = await this.sets.plan(tx, said);
    const isOwned = (place: number) => {
      const plan = first[place];
      return plan instanceof Failure && plan.reason === 'passwordTaken';
    };
    const again = said.map((one, place) => {
      if (!isOwned(place)) return one;
      disputes.push({ pin: one.pin, reason: 'password', there: '', here: 'another person has it' });
      return { ...one, facts: { ...one.facts, personPwd: undefined } };
    });
    const plans = again.some((one, place) => one !== said[place]) ? await this.sets.plan(tx, again) : first;
    const written: PersonInput[] = [];
    const sound = plans.flatMap((plan, place) => {
      const one = again[place];
      if (!one) return [];
      if (plan instanceof Failure || plan === later) {
        const why = plan instanceof Failure ? plan.message : 'it contradicts another user of the panel';
        disputes.push({ pin: one.pin, reason: 'refused', there: why, here: '' });
        return [];
      }
      written.push(one);
      return [plan];
    });
    if (!dryRun) await recordChange(tx, 'person', await this.sets.write(tx, sound));
    return written;
  }

  /** @returns the facts about the person; null if the user cannot be taken over */
  private factsOf(user: FoundUser, known: PlanningFacts, disputes: Dispute[]): PersonInput | null {
    const { pin } = user;
    const here = known.here.get(pin);
    const deleted = here ? undefined : known.deleted.get(pin);
    if (deleted !== undefined) {
      // Added again by hand, the person is taken over like any other.
      disputes.push({ pin, reason: 'deleted', there: fullName(user), here: `deleted here at ${deleted}` });
      return null;
    }
    const bar = barOf(user, here);
    if (bar !== null) {
      if (bar !== 'known') disputes.push({ pin, reason: bar, there: fullName(user), here: here ? fullName(here) : '' });
      return null;
    }
    const limits = here ? limitsOf(user, here) : {};
    if (limits === null) {
      disputes.push({ pin, reason: 'validity', there: limitText(user), here: here ? limitText(here) : '' });
      return null;
    }
    const bound = this.boundOf(user, known, disputes);
    return here
      ? namedAs(user, here, { ...limits, ...bound }, disputes)
      : { pin, facts: { ...newFacts(user), ...bound } };
  }

  /** What only one person may have. */
  private boundOf(user: FoundUser, known: PlanningFacts, disputes: Dispute[]): PersonFacts {
    return { ...this.passwordOf(user, known, disputes), ...this.cardsOf(user, known, disputes) };
  }

  private passwordOf(user: FoundUser, { here, passwords }: PlanningFacts, disputes: Dispute[]): PersonFacts {
    if (user.password === null || here.get(user.pin)?.hasPassword) return {};
    const personPwd = this.sealedBox.open(user.password).toString();
    if (passwords.has(personPwd)) {
      disputes.push({ pin: user.pin, reason: 'password', there: '', here: 'another user of the panel has it' });
      return {};
    }
    passwords.add(personPwd);
    return { personPwd };
  }

  private cardsOf({ pin, cards }: FoundUser, known: PlanningFacts, disputes: Dispute[]): PersonFacts {
    const has = known.here.get(pin)?.cards ?? [];
    const fresh = cards.flatMap(({ cardNo }) => {
      const [owner, holder] = [known.owners.get(cardNo), known.holders.get(cardNo)];
      if (owner === pin) return [];
      const dispute = (reason: Dispute['reason'], here: string) => {
        disputes.push({ pin, reason, there: cardNo, here });
        return [];
      };
      // The other user of the panel may have become the owner just now.
      if (holder !== pin && (owner === undefined || owner === holder)) return dispute('cardTwice', holder ?? '');
      if (owner !== undefined) return dispute('cardOfAnother', owner);
      return known.takenAway.has(`${pin} ${cardNo}`) ? dispute('cardTakenAway', '') : [cardNo];
    });
    if (fresh.length === 0) return {};
    const further = has.filter(({ cardType }) => cardType !== 0).map(({ cardNo }) => cardNo);
    if (has.some(({ cardType }) => cardType === 0)) return { supplyCards: [...further, ...fresh] };
    const [cardNo, ...others] = fresh;
    const supplyCards = [...further, ...others];
    return { cardNo, ...(supplyCards.length > 0 ? { supplyCards } : {}) };
  }

  private async markLost(
    tx: EntityManager,
    users: readonly FoundUser[],
    { owners, holders }: PlanningFacts,
    pins: ReadonlySet<string>,
  ): Promise<void> {
    for (const { pin, cards } of users) {
      for (const { cardNo, lost } of cards) {
        const isNew = !owners.has(cardNo) && holders.get(cardNo) === pin && pins.has(pin);
        if (lost && isNew) await this.cards.setLost(tx, cardNo, true);
      }
    }
  }
}

/** A person with another name keeps the name that they have here. */
function namedAs(user: FoundUser, here: ExistingPerson, facts: PersonFacts, disputes: Dispute[]): PersonInput {
  const { pin } = user;
  const [there, name] = [fullName(user), fullName(here)];
  if (there === '' || there === name) return { pin, facts };
  if (name === '') return { pin, facts: { name: user.name, lastName: user.lastName, ...facts } };
  disputes.push({ pin, reason: 'name', there, here: name });
  return { pin, facts };
}

/** Why a user does not become a person; `known` is a visitor, ours or to be. */
function barOf({ isVisitor }: FoundUser, here: ExistingPerson | undefined): 'visitor' | 'left' | 'known' | null {
  if (here?.isVisitor || (isVisitor && !here)) return 'known';
  if (isVisitor) return 'visitor';
  return here?.hasLeft ? 'left' : null;
}

/** A limit that the panel does not set is left out. It only knows names of one word. */
const newFacts = ({ name, lastName, startTime, endTime, privilege, disabled, ...more }: FoundUser): PersonFacts => ({
  name: name.slice(0, 100),
  ...(lastName === '' ? {} : { lastName: lastName.slice(0, 100) }),
  ...(startTime === null ? {} : { accStartTime: startTime }),
  ...(endTime === null ? {} : { accEndTime: endTime }),
  ...(privilege === null || privilege === 0 ? {} : { privilege }),
  ...(disabled ? { isDisabled: true } : {}),
  ...(more.extendedPass ? { extendedPass: true } : {}),
  ...(more.verifyMode > 0 ? { verifyMode: more.verifyMode } : {}),
});

function newCards({ cardNo, supplyCards = [] }: PersonFacts, here: ExistingPerson | undefined): number {
  const had = new Set(here?.cards.map((card) => card.cardNo) ?? []);
  return [...(cardNo === undefined ? [] : [cardNo]), ...supplyCards].filter((card) => !had.has(card)).length;
}
