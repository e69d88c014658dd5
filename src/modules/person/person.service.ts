import { Inject, Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Failure } from '../../platform/errors.js';
import { noteChange } from '../../platform/auth/audit-change.js';
import type { PersonFacts } from './person-facts.js';
import { later, PersonSetService, type PersonInput } from './person-set.service.js';
import { Person } from './person.entity.js';
import { beginOf, dayIn } from './site-day.js';

/** By pin. */
type PeopleByPin = ReadonlyMap<string, Person | Failure>;

/** People and their facts. Their levels are in the module accLevel. */
@Injectable()
export class PersonService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly sets: PersonSetService,
  ) {}

  /** Also null for a person who has left, because the facade does not know them any more, and for a visitor. */
  async find(tx: EntityManager, pin: string): Promise<Person | null> {
    const person = await tx.findOneBy(Person, { pin });
    return person && this.belongs(person) ? person : null;
  }

  /** @throws Failure pinMissing, personNotFound */
  async get(tx: EntityManager, pin: string): Promise<Person> {
    if (pin === '') throw new Failure('pinMissing', 'Pin number cannot be empty');
    const person = await this.find(tx, pin);
    if (!person) throw notFound(pin);
    return person;
  }

  /** Also who has left: what is known of them stays to be read. @throws Failure personNotFound */
  async known(tx: EntityManager, pin: string): Promise<Person> {
    const person = await tx.findOneBy(Person, { pin });
    if (!person || person.isVisitor) throw notFound(pin);
    return person;
  }

  /** For a change of the person: until it is committed, no other transaction changes or deletes them. @throws as get */
  async hold(tx: EntityManager, pin: string): Promise<Person> {
    return only(await this.holdAll(tx, [pin], 'person'));
  }

  /**
   * A visitor, whose facts the module visitor keeps; meanwhile no other transaction changes or deletes them. @throws
   * Failure visitorNotFound
   */
  async holdVisitor(tx: EntityManager, pin: string): Promise<Person> {
    return only(await this.holdAll(tx, [pin], 'visitor'));
  }

  /** @returns the person of each pin, in their order, or why there is none: pinMissing, personNotFound, visitorNotFound */
  async holdAll(tx: EntityManager, pins: readonly string[], who: 'person' | 'visitor'): Promise<PeopleByPin> {
    const wanted = [...new Set(pins)].sort();
    const found = new Map((await this.lock(tx, wanted)).map((person) => [person.pin, person]));
    const meant = who === 'visitor' ? visitorOf : (pin: string, known?: Person) => this.personOf(pin, known);
    return new Map(wanted.map((pin) => [pin, meant(pin, found.get(pin))]));
  }

  /**
   * Adds a person, or edits the one of that pin (API manual 2.13.1, 2.13.7).
   * @throws Failure pinMissing, pinInvalid (also for a person who left), departmentNotFound, cardTaken, passwordTaken,
   * timeRangeInvalid, invalid
   */
  save(tx: EntityManager, pin: string, facts: PersonFacts): Promise<Person> {
    return this.write(tx, { pin, facts }, false);
  }

  /** Reinstates a person, with the facts of the request (API manual 2.13.10). @throws Failure as save, personNotFound */
  reinstate(tx: EntityManager, pin: string, facts: PersonFacts): Promise<Person> {
    return this.write(tx, { pin, facts }, true);
  }

  /**
   * From that day on the person has left, and their cards are free (API manual 2.13.6).
   * @param date `yyyy-MM-dd`; null = today
   * @returns that day
   */
  async leave(tx: EntityManager, pin: string, date: string | null, leaveType: string | null): Promise<string> {
    const { id } = await this.hold(tx, pin);
    const zone = this.config.siteTimeZone;
    const leaveDate = date ?? dayIn(zone);
    await tx.update(Person, { id }, { leaveDate, leaveType, updatedAt: new Date() });
    await recordTaking(tx, 'person', [pin]);
    if (leaveDate > dayIn(zone)) await recordChange(tx, 'person', [pin], beginOf(leaveDate, zone));
    return leaveDate;
  }

  /** @throws Failure pinMissing, personNotFound */
  async remove(tx: EntityManager, pin: string): Promise<void> {
    const [refused] = await this.removeAll(tx, [pin]);
    if (refused) throw refused;
  }

  /** @returns for each pin why it was not deleted; null = deleted */
  async removeAll(tx: EntityManager, pins: readonly string[]): Promise<(Failure | null)[]> {
    const held = await this.holdAll(tx, pins, 'person');
    await this.delete(
      tx,
      [...held.values()].filter((person) => person instanceof Person),
    );
    return pins.map((pin) => {
      const meant = held.get(pin);
      return meant instanceof Failure ? meant : null;
    });
  }

  /** The same, also for a person who has left. @returns whether the person existed */
  async forget(tx: EntityManager, pin: string): Promise<boolean> {
    const known = (await this.lock(tx, [pin])).filter(({ isVisitor }) => !isVisitor);
    await this.delete(tx, known);
    return known.length > 0;
  }

  /** The photo as JPEG, or null. */
  async photo(tx: EntityManager, photoName: string): Promise<Buffer | null> {
    const rows: { photo: Buffer | null }[] = await tx.query('SELECT photo FROM person WHERE photo_name = $1', [
      photoName,
    ]);
    const sealed = rows[0]?.photo;
    return sealed ? this.sealedBox.open(sealed) : null;
  }

  private personOf(pin: string, known: Person | undefined): Person | Failure {
    if (pin === '') return new Failure('pinMissing', 'Pin number cannot be empty');
    return known && this.belongs(known) ? known : notFound(pin);
  }

  private belongs(person: Person): boolean {
    return !person.isVisitor && !this.hasLeft(person);
  }

  private hasLeft({ leaveDate }: Person): boolean {
    return leaveDate !== null && leaveDate <= dayIn(this.config.siteTimeZone);
  }

  /** In one order, so that two transactions that change the same persons never deadlock. */
  private lock(tx: EntityManager, pins: readonly string[]): Promise<Person[]> {
    return tx.find(Person, {
      where: { pin: In([...pins]) },
      order: { pin: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  private async delete(tx: EntityManager, persons: readonly Person[]): Promise<void> {
    if (persons.length === 0) return;
    await recordTaking(
      tx,
      'person',
      persons.map(({ pin }) => pin),
    );
    // Devices may still tell of them, long after.
    await tx.query(
      `WITH gone AS (DELETE FROM person WHERE id = ANY($1) RETURNING pin)
       INSERT INTO person_tombstone (pin) SELECT pin FROM gone ORDER BY pin ON CONFLICT (pin) DO UPDATE SET at = now()`,
      [persons.map(({ id }) => id)],
    );
  }

  private async write(tx: EntityManager, said: PersonInput, isReturn: boolean): Promise<Person> {
    const [plan] = await this.sets.plan(tx, [said], isReturn);
    if (plan instanceof Failure) throw plan;
    if (plan && plan !== later) {
      // Who was known before may lose a card or days.
      const record = plan.isNew ? recordChange : recordTaking;
      const before = plan.isNew ? null : await tx.findOneBy(Person, { pin: said.pin });
      await record(tx, 'person', await this.sets.write(tx, [plan]));
      if (before) noteChange(tx, before, (await tx.findOneBy(Person, { pin: said.pin })) ?? before);
    }
    return this.get(tx, said.pin);
  }
}

const notFound = (pin: string) => new Failure('personNotFound', `The person ${pin} does not exist`);

const visitorOf = (pin: string, known?: Person) =>
  known?.isVisitor ? known : new Failure('visitorNotFound', `The visitor ${pin} doesn't exist`);

function only(held: PeopleByPin): Person {
  const [one] = held.values();
  if (one instanceof Failure) throw one;
  if (!one) throw new Error('nobody is meant');
  return one;
}
