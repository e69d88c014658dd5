import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { stateChange } from '../change/change.service.js';
import { lockDevice } from '../command/command.store.js';
import { PersonService } from '../person/person.service.js';
import { AccLevelService } from './acc-level.service.js';

/** A member of a level, as lists show them. */
export interface Member {
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
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

  /** @throws Failure pinMissing, personNotFound, levelNotFound */
  async grant(tx: EntityManager, pin: string, levelIds: readonly string[]): Promise<void> {
    const { id } = await this.persons.hold(tx, pin);
    await this.levels.all(tx, levelIds);
    await this.put(tx, id, levelIds);
    await stateChange(tx, 'person', [pin]);
  }

  /** What is not held is taken away already. @throws Failure pinMissing, personNotFound, levelNotFound */
  async revoke(tx: EntityManager, pin: string, levelIds: readonly string[]): Promise<void> {
    const { id } = await this.persons.hold(tx, pin);
    await this.levels.all(tx, levelIds);
    await tx.query('DELETE FROM acc_level_person WHERE person_id = $1 AND level_id = ANY($2)', [id, levelIds]);
    await stateChange(tx, 'person', [pin]);
  }

  /** These levels and no others. @throws Failure pinMissing, personNotFound, levelNotFound */
  async replace(tx: EntityManager, pin: string, levelIds: readonly string[]): Promise<void> {
    const { id } = await this.persons.hold(tx, pin);
    await this.levels.all(tx, levelIds);
    await tx.query('DELETE FROM acc_level_person WHERE person_id = $1 AND NOT level_id = ANY($2)', [id, levelIds]);
    await this.put(tx, id, levelIds);
    await stateChange(tx, 'person', [pin]);
  }

  /** Sends what a level's devices should hold of its members again (API manual 2.1.5). @throws Failure levelNotFound */
  async resendLevel(tx: EntityManager, levelId: string): Promise<void> {
    const { id } = await this.levels.get(tx, levelId);
    const members: { pin: string }[] = await tx.query(
      'SELECT p.pin FROM acc_level_person m JOIN person p ON p.id = m.person_id WHERE m.level_id = $1',
      [id],
    );
    await this.resend(
      tx,
      members.map(({ pin }) => pin),
      [id],
    );
    await stateChange(tx, 'accLevel', [id]);
  }

  /** Sends a person to the devices of these levels again. */
  resendPerson(tx: EntityManager, pin: string, levelIds: readonly string[]): Promise<void> {
    return this.resend(tx, [pin], levelIds);
  }

  private async put(tx: EntityManager, personId: string, levelIds: readonly string[]): Promise<void> {
    await tx.query(
      `INSERT INTO acc_level_person (level_id, person_id) SELECT unnest($2::text[]), $1 ON CONFLICT DO NOTHING`,
      [personId, levelIds],
    );
  }

  /** What a device has acknowledged is not relied on any more: sync finds it different and sends it. */
  private async resend(tx: EntityManager, pins: readonly string[], levelIds: readonly string[]): Promise<void> {
    const devices: { sn: string }[] = await tx.query(
      `SELECT DISTINCT d.device_sn AS sn FROM acc_level_door l JOIN door d ON d.id = l.door_id
       WHERE l.level_id = ANY($1) ORDER BY 1`,
      [levelIds],
    );
    for (const { sn } of devices) await lockDevice(tx, sn);
    await tx.query(
      `UPDATE ledger SET unknown = true, failed = false, failures = 0, retry_at = NULL
       WHERE pin = ANY($1) AND sn = ANY($2)`,
      [pins, devices.map(({ sn }) => sn)],
    );
    await stateChange(tx, 'person', pins);
  }
}
