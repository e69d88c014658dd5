import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { doubtPersons } from '../../core/ledger/holdings.js';
import { recordChange } from '../../core/outbox/outbox.js';
import { lockDevice } from '../../core/command/command.store.js';
import { Failure } from '../../platform/errors.js';
import type { Person } from '../person/person.entity.js';
import { PersonService } from '../person/person.service.js';
import { AccLevelService } from './acc-level.service.js';
import type { LevelBusiness } from './level-places.js';

/** A member of a level, as lists show them. */
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

/** Who belongs to which level. */
@Injectable()
export class MembershipService {
  constructor(
    private readonly levels: AccLevelService,
    private readonly persons: PersonService,
  ) {}

  /** @param after the pin that the last page ended with */
  members(
    tx: EntityManager,
    levelId: string,
    { after = '', limit }: { after?: string; limit: number },
  ): Promise<Member[]> {
    return tx.query(
      `SELECT p.pin, p.name, p.last_name AS "lastName" FROM acc_level_person m JOIN person p ON p.id = m.person_id
       WHERE m.level_id = $1 AND p.pin > $2 ORDER BY p.pin LIMIT $3`,
      [levelId, after, limit],
    );
  }

  /** All levels of a person, of whatever business, in the order of their names. */
  held(tx: EntityManager, pin: string): Promise<HeldLevel[]> {
    return tx.query(
      `SELECT l.id, l.name, l.business, m.granted, m.inherited FROM acc_level_person m
         JOIN acc_level l ON l.id = m.level_id JOIN person p ON p.id = m.person_id
       WHERE p.pin = $1 ORDER BY l.business, l.name`,
      [pin],
    );
  }

  /** @throws Failure pinMissing, personNotFound, levelNotFound */
  async grant(tx: EntityManager, business: LevelBusiness, pin: string, levelIds: readonly string[]): Promise<void> {
    const { id } = await this.holder(tx, business, pin);
    await this.levels.all(tx, business, levelIds);
    await this.put(tx, id, levelIds);
    await recordChange(tx, 'person', [pin]);
  }

  /** Also those of their department. What is not held is taken away already. @throws Failure pinMissing, personNotFound, levelNotFound */
  async revoke(tx: EntityManager, business: LevelBusiness, pin: string, levelIds: readonly string[]): Promise<void> {
    const { id } = await this.holder(tx, business, pin);
    await this.levels.all(tx, business, levelIds);
    await tx.query('DELETE FROM acc_level_person WHERE person_id = $1 AND level_id = ANY($2)', [id, levelIds]);
    await recordChange(tx, 'person', [pin]);
  }

  /**
   * In their own right these levels of the business and no others of it; those of their department stay.
   * @throws Failure pinMissing, personNotFound, levelNotFound
   */
  async replace(tx: EntityManager, business: LevelBusiness, pin: string, levelIds: readonly string[]): Promise<void> {
    const { id } = await this.holder(tx, business, pin);
    await this.levels.all(tx, business, levelIds);
    const others = 'm.person_id = $1 AND NOT m.level_id = ANY($2) AND l.id = m.level_id AND l.business = $3';
    const of = [id, levelIds, business];
    await tx.query(`DELETE FROM acc_level_person m USING acc_level l WHERE ${others} AND NOT m.inherited`, of);
    await tx.query(`UPDATE acc_level_person m SET granted = false FROM acc_level l WHERE ${others} AND m.granted`, of);
    await this.put(tx, id, levelIds);
    await recordChange(tx, 'person', [pin]);
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

  /** Sends a person to the devices of these levels again. */
  resendPerson(tx: EntityManager, pin: string, levelIds: readonly string[]): Promise<void> {
    return this.resend(tx, [pin], levelIds);
  }

  /** Levels of visitors are for visitors, and visitors have no others. */
  private holder(tx: EntityManager, business: LevelBusiness, pin: string): Promise<Person> {
    return business === 'vis' ? this.persons.holdVisitor(tx, pin) : this.persons.hold(tx, pin);
  }

  private async put(tx: EntityManager, personId: string, levelIds: readonly string[]): Promise<void> {
    await tx.query(
      `INSERT INTO acc_level_person (level_id, person_id) SELECT DISTINCT unnest($2::text[]), $1
       ON CONFLICT (level_id, person_id) DO UPDATE SET granted = true`,
      [personId, levelIds],
    );
  }

  /** What a device has acknowledged is not relied on any more: sync finds it different and sends it. */
  private async resend(tx: EntityManager, pins: readonly string[], levelIds: readonly string[]): Promise<void> {
    const devices: { sn: string }[] = await tx.query(
      'SELECT DISTINCT sn FROM level_place WHERE level_id = ANY($1) ORDER BY 1',
      [levelIds],
    );
    for (const { sn } of devices) await lockDevice(tx, sn);
    await doubtPersons(
      tx,
      devices.map(({ sn }) => sn),
      pins,
    );
    await recordChange(tx, 'person', pins);
  }
}
