import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { markAcknowledgedUnknown } from '../../core/ledger/holdings.js';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { lockDevices } from '../../core/command/command.store.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { Failure } from '../../platform/errors.js';
import { Person } from '../person/person.entity.js';
import { PersonService } from '../person/person.service.js';
import { AccLevelService } from './acc-level.service.js';
import { giveLevels, replaceLevels, takeLevels, withoutInherited } from './level-sets.js';
import type { LevelBusiness } from './level-places.js';

/** A member of a level, in the form of lists. */
export interface Member {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
}

/** A level that somebody has: in their own right, by their department, or both. */
export interface HeldLevel {
  readonly id: string;
  readonly name: string;
  readonly business: LevelBusiness;
  readonly granted: boolean;
  readonly inherited: boolean;
}

/** The members of levels. */
@Injectable()
export class MembershipService {
  constructor(
    private readonly levels: AccLevelService,
    private readonly persons: PersonService,
  ) {}

  /** A page of who has a level, in any order. */
  members(tx: EntityManager, levelId: string, search: Search): Promise<FoundRows<Member>> {
    const sql = `SELECT p.pin, p.name, p.last_name AS "lastName" FROM acc_level_person m
      JOIN person p ON p.id = m.person_id WHERE m.level_id = $1`;
    const texts = ['pin', 'name', 'lastName'] as const;
    return searchedRows<Member>(tx, { sql, parameters: [levelId], by: 'pin', texts }, search);
  }

  /** All levels of a person, of every business, in the order of their names. */
  held(tx: EntityManager, pin: string): Promise<HeldLevel[]> {
    return tx.query(
      `SELECT l.id, l.name, l.business, m.granted, m.inherited FROM acc_level_person m
         JOIN acc_level l ON l.id = m.level_id JOIN person p ON p.id = m.person_id
       WHERE p.pin = $1 ORDER BY l.business, l.name`,
      [pin],
    );
  }

  /** Gives every person every level. @throws Failure pinMissing, personNotFound, levelNotFound; then nobody is given any */
  async grant(
    tx: EntityManager,
    business: LevelBusiness,
    pins: readonly string[],
    levelIds: readonly string[],
  ): Promise<void> {
    const persons = await this.holders(tx, business, pins, levelIds);
    const changed = await giveLevels(
      tx,
      persons.map(({ id }) => ({ personId: id, levelIds })),
    );
    await recordChange(tx, 'person', pinsOf(persons, changed));
  }

  /** Also levels of their department. Levels that the person does not have are ignored. @throws Failure pinMissing, personNotFound, levelNotFound */
  async revoke(tx: EntityManager, business: LevelBusiness, pin: string, levelIds: readonly string[]): Promise<void> {
    const persons = await this.holders(tx, business, [pin], levelIds);
    const changed = await takeLevels(
      tx,
      persons.map(({ id }) => ({ personId: id, levelIds })),
    );
    await recordTaking(tx, 'person', pinsOf(persons, changed));
  }

  /**
   * Gives the person exactly these levels of the business in their own right; those of their department stay.
   * @throws Failure pinMissing, personNotFound, levelNotFound
   */
  async replace(tx: EntityManager, business: LevelBusiness, pin: string, levelIds: readonly string[]): Promise<void> {
    const persons = await this.holders(tx, business, [pin], levelIds);
    const changed = await replaceLevels(
      tx,
      business,
      persons.map(({ id }) => ({ personId: id, levelIds })),
    );
    await recordTaking(tx, 'person', pinsOf(persons, changed));
  }

  /**
   * Of these levels those that a client grants: not what the person has by the department alone. Call it before the
   * department changes.
   */
  async grantedBy(tx: EntityManager, pin: string, levelIds: readonly string[]): Promise<readonly string[]> {
    const person = await tx.findOneBy(Person, { pin });
    if (!person) return levelIds;
    const [own] = await withoutInherited(tx, [{ personId: person.id, levelIds }]);
    return own?.levelIds ?? levelIds;
  }

  /**
   * Sends what a level's devices should hold of its members again (API manual 2.1.5).
   * @throws Failure levelNotFound, levelEmpty
   */
  async resendLevel(tx: EntityManager, business: LevelBusiness, levelId: string): Promise<void> {
    const { id, name } = await this.levels.get(tx, business, levelId);
    const members: { pin: string }[] = await tx.query(
      'SELECT p.pin FROM acc_level_person m JOIN person p ON p.id = m.person_id WHERE m.level_id = $1',
      [id],
    );
    if (members.length === 0) throw new Failure('levelEmpty', `No person under the access level "${name}"`);
    await this.resend(
      tx,
      members.map(({ pin }) => pin),
      [id],
    );
    await recordChange(tx, 'accLevel', [id]);
  }

  /** Sends persons to these devices again. */
  async resendTo(tx: EntityManager, sns: readonly string[], pins: readonly string[]): Promise<void> {
    await lockDevices(tx, sns);
    await markAcknowledgedUnknown(tx, sns, pins);
    await recordChange(tx, 'person', pins);
  }

  /** Sends a person to the devices of these levels again. */
  resendPerson(tx: EntityManager, pin: string, levelIds: readonly string[]): Promise<void> {
    return this.resend(tx, [pin], levelIds);
  }

  /**
   * The persons whose levels change. Levels of visitors are for visitors, and visitors have no others.
   * @throws Failure pinMissing, personNotFound, levelNotFound
   */
  private async holders(
    tx: EntityManager,
    business: LevelBusiness,
    pins: readonly string[],
    levelIds: readonly string[],
  ): Promise<Person[]> {
    const who = business === 'vis' ? 'visitor' : 'person';
    const held = [...(await this.persons.holdAll(tx, pins, who)).values()];
    const [first] = held;
    if (first instanceof Failure) throw first;
    await this.levels.all(tx, business, levelIds);
    return held.map((one) => {
      if (one instanceof Failure) throw one;
      return one;
    });
  }

  /** What a device has acknowledged is marked as unknown: sync finds that it differs and sends it. */
  private async resend(tx: EntityManager, pins: readonly string[], levelIds: readonly string[]): Promise<void> {
    const devices: { sn: string }[] = await tx.query(
      'SELECT DISTINCT sn FROM level_place WHERE level_id = ANY($1) ORDER BY 1',
      [levelIds],
    );
    return this.resendTo(
      tx,
      devices.map(({ sn }) => sn),
      pins,
    );
  }
}

const pinsOf = (persons: readonly Person[], ids: ReadonlySet<string>) =>
  persons.filter(({ id }) => ids.has(id)).map(({ pin }) => pin);
