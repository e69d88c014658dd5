import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { newId } from '../../platform/database/id.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { DepartmentService } from '../department/department.service.js';
import { Failure } from '../../platform/errors.js';
import { CardService } from './card.service.js';
import { checkPassword, checkPin, columnsOf, type PersonFacts } from './person-facts.js';
import { Person } from './person.entity.js';
import { beginOf, dayIn } from './site-day.js';
import { lockKey } from '../../platform/database/locks.js';

/** People and their facts. Their levels are in the module accLevel. */
@Injectable()
export class PersonService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sealedBox: SealedBox,
    private readonly departments: DepartmentService,
    private readonly cards: CardService,
  ) {}

  /** Also null for a person who has left, because the facade does not know them any more, and for a visitor. */
  async find(tx: EntityManager, pin: string): Promise<Person | null> {
    const person = await tx.findOneBy(Person, { pin });
    return person && this.belongs(person) ? person : null;
  }

  /** @throws Failure pinMissing, personNotFound */
  async get(tx: EntityManager, pin: string): Promise<Person> {
    if (pin === '') throw new Failure('pinMissing', 'Pin number cannot be empty');
    return this.found(pin, await this.find(tx, pin));
  }

  /** For a change of the person: until it is committed, no other transaction changes or deletes them. @throws as get */
  async hold(tx: EntityManager, pin: string): Promise<Person> {
    if (pin === '') throw new Failure('pinMissing', 'Pin number cannot be empty');
    const known = await this.lock(tx, pin);
    return this.found(pin, known && this.belongs(known) ? known : null);
  }

  /**
   * Adds a person, or edits the one of that pin (API manual 2.13.1, 2.13.7).
   * @throws Failure pinMissing, pinInvalid (also for a person who left), departmentNotFound, cardTaken, passwordTaken,
   * timeRangeInvalid, invalid
   */
  async save(tx: EntityManager, pin: string, facts: PersonFacts): Promise<Person> {
    checkPin(pin);
    const known = await this.lock(tx, pin);
    if (known?.isVisitor) throw new Failure('pinInvalid', `PIN exception: ${pin} belongs to a visitor`);
    if (known && this.hasLeft(known)) {
      throw new Failure('pinInvalid', `PIN exception: ${pin} left on ${known.leaveDate ?? ''}; use person/reinstated`);
    }
    return this.write(tx, pin, known, facts);
  }

  /**
   * Reinstates a person, with the facts of the request (API manual 2.13.10). @throws Failure as save, personNotFound
   */
  async reinstate(tx: EntityManager, pin: string, facts: PersonFacts): Promise<Person> {
    const kept = await this.lock(tx, pin);
    const known = this.found(pin, kept && !kept.isVisitor ? kept : null);
    await tx.update(Person, { id: known.id }, { leaveDate: null, leaveType: null });
    return this.write(tx, pin, tx.merge(Person, known, { leaveDate: null, leaveType: null }), facts);
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
    await recordChange(tx, 'person', [pin]);
    if (leaveDate > dayIn(zone)) await recordChange(tx, 'person', [pin], beginOf(leaveDate, zone));
    return leaveDate;
  }

  /** @throws Failure personNotFound */
  async remove(tx: EntityManager, pin: string): Promise<void> {
    const { id } = await this.hold(tx, pin);
    await recordChange(tx, 'person', [pin]);
    await tx.delete(Person, { id });
  }

  /** The same, also for a person who has left. @returns whether the person existed */
  async forget(tx: EntityManager, pin: string): Promise<boolean> {
    const known = await this.lock(tx, pin);
    if (!known || known.isVisitor) return false;
    await recordChange(tx, 'person', [pin]);
    await tx.delete(Person, { id: known.id });
    return true;
  }

  /** The photo as JPEG, or null. */
  async photo(tx: EntityManager, photoName: string): Promise<Buffer | null> {
    const rows: { photo: Buffer | null }[] = await tx.query('SELECT photo FROM person WHERE photo_name = $1', [
      photoName,
    ]);
    const sealed = rows[0]?.photo;
    return sealed ? this.sealedBox.open(sealed) : null;
  }

  private found(pin: string, person: Person | null): Person {
    if (!person) throw new Failure('personNotFound', `The person ${pin} does not exist`);
    return person;
  }

  /**
   * A visitor, whose facts the module visitor keeps; meanwhile no other transaction changes or deletes them. @throws
   * Failure visitorNotFound
   */
  async holdVisitor(tx: EntityManager, pin: string): Promise<Person> {
    const known = await this.lock(tx, pin);
    if (!known?.isVisitor) throw new Failure('visitorNotFound', `The visitor ${pin} doesn't exist`);
    return known;
  }

  private belongs(person: Person): boolean {
    return !person.isVisitor && !this.hasLeft(person);
  }

  private hasLeft({ leaveDate }: Person): boolean {
    return leaveDate !== null && leaveDate <= dayIn(this.config.siteTimeZone);
  }

  private lock(tx: EntityManager, pin: string): Promise<Person | null> {
    return tx.findOne(Person, { where: { pin }, lock: { mode: 'pessimistic_write' } });
  }

  private async write(tx: EntityManager, pin: string, known: Person | null, facts: PersonFacts): Promise<Person> {
    const id = known?.id ?? newId();
    const columns: Partial<Person> = {
      ...columnsOf(facts),
      ...(await this.departmentOf(tx, known, facts.deptCode)),
      ...(await this.passwordOf(tx, id, facts.personPwd)),
      ...this.photoOf(facts.photo),
      updatedAt: new Date(),
    };
    checkValidity(
      columns.accStartTime === undefined ? known?.accStartTime : columns.accStartTime,
      columns.accEndTime === undefined ? known?.accEndTime : columns.accEndTime,
    );
    if (known) await tx.update(Person, { id }, columns);
    else await tx.insert(Person, { ...columns, id, pin });
    await this.cards.assign(tx, id, facts);
    await recordChange(tx, 'person', [pin]);
    return this.get(tx, pin);
  }

  private async departmentOf(tx: EntityManager, known: Person | null, code: string | undefined) {
    if (known && code === undefined) return {};
    return { departmentId: (await this.departments.pick(tx, code)).id };
  }

  /** At a keypad two persons with one password could not be distinguished (-26). */
  private async passwordOf(tx: EntityManager, id: string, password: string | undefined): Promise<Partial<Person>> {
    if (password === undefined) return {};
    if (password === '') return { personPwd: null, personPwdHash: null };
    checkPassword(password);
    const personPwdHash = this.sealedBox.hash(password);
    await lockKey(tx, 'personPassword', personPwdHash);
    const others = await tx.findBy(Person, { personPwdHash, id: Not(id) });
    if (others.some((other) => !this.hasLeft(other))) {
      throw new Failure('passwordTaken', 'The password has been used');
    }
    // Like a card, the password does not come back when a person who had left is reinstated.
    await tx.update(Person, { personPwdHash, id: Not(id) }, { personPwd: null, personPwdHash: null });
    return { personPwd: this.sealedBox.seal(password), personPwdHash };
  }

  private photoOf(photo: Buffer | null | undefined): Partial<Person> {
    if (photo === undefined) return {};
    if (photo === null) return { photo: null, photoName: null, photoAt: null };
    return { photo: this.sealedBox.seal(photo), photoName: randomBytes(16).toString('hex'), photoAt: new Date() };
  }
}

function checkValidity(start: string | null | undefined, end: string | null | undefined): void {
  if (start && end && start > end) {
    throw new Failure('timeRangeInvalid', `accStartTime ${start} is later than accEndTime ${end}`);
  }
}
