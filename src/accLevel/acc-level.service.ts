import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Area, builtInAreaCode } from '../area/area.entity.js';
import { stateChange } from '../change/change.service.js';
import { newId } from '../db/id.js';
import { Door } from '../door/door.entity.js';
import { Failure } from '../errors.js';
import { alwaysTimeZoneId, TimeZone } from '../timeZone/time-zone.entity.js';
import { AccLevel, AccLevelDoor } from './acc-level.entity.js';

export interface LevelFacts {
  readonly name?: string | undefined;
  readonly timeZoneId?: number | undefined;
  /** All of its doors. */
  readonly doorIds?: readonly string[] | undefined;
  readonly areaCode?: string | undefined;
}

export interface NewLevel extends LevelFacts {
  readonly name: string;
  readonly id?: string | undefined;
}

interface Slice {
  readonly offset: number;
  readonly limit: number;
}

const fault = (field: string, message: string) =>
  new Failure('invalid', `${field} ${message}`, { errors: [{ field, message: `${field} ${message}` }] });

/** Access levels: which doors, and when. Who belongs to them: membership.service. */
@Injectable()
export class AccLevelService {
  /** In the order of their making. */
  list(tx: EntityManager, { offset, limit }: Slice): Promise<AccLevel[]> {
    return tx.find(AccLevel, { order: { createdAt: 'ASC', id: 'ASC' }, skip: offset, take: limit });
  }

  count(tx: EntityManager): Promise<number> {
    return tx.count(AccLevel);
  }

  /** @throws Failure levelNotFound */
  async get(tx: EntityManager, id: string): Promise<AccLevel> {
    const level = await tx.findOneBy(AccLevel, { id });
    if (!level) throw new Failure('levelNotFound', `The level group ${id} does not exist`);
    return level;
  }

  /** @throws Failure levelNotFound */
  async getByName(tx: EntityManager, name: string): Promise<AccLevel> {
    const level = await tx.findOneBy(AccLevel, { name });
    if (!level) throw new Failure('levelNotFound', `The level group "${name}" does not exist`);
    return level;
  }

  /** Every one of these levels. @throws Failure levelNotFound, naming the first that is not there */
  async all(tx: EntityManager, ids: readonly string[]): Promise<AccLevel[]> {
    const levels = await tx.findBy(AccLevel, { id: In([...ids]) });
    const found = new Set(levels.map(({ id }) => id));
    const missing = ids.find((id) => !found.has(id));
    if (missing !== undefined) throw new Failure('levelNotFound', `The level group ${missing} does not exist`);
    return levels;
  }

  async doorIds(tx: EntityManager, levelId: string): Promise<string[]> {
    const rows = await tx.find(AccLevelDoor, { where: { levelId }, order: { doorId: 'ASC' } });
    return rows.map(({ doorId }) => doorId);
  }

  async create(tx: EntityManager, { id, ...facts }: NewLevel): Promise<AccLevel> {
    await this.check(tx, facts);
    if (id && (await tx.existsBy(AccLevel, { id }))) throw new Failure('conflict', `the id ${id} is taken`);
    await this.checkName(tx, facts.name);
    const { name, timeZoneId = alwaysTimeZoneId, areaCode = builtInAreaCode } = facts;
    const level = { id: id ?? newId(), name, timeZoneId, areaCode };
    await tx.insert(AccLevel, level);
    await this.putDoors(tx, level.id, facts.doorIds ?? []);
    await this.changed(tx, level);
    return this.get(tx, level.id);
  }

  async patch(tx: EntityManager, id: string, facts: LevelFacts): Promise<AccLevel> {
    const level = await this.get(tx, id);
    await this.changed(tx, level);
    await this.check(tx, facts);
    if (facts.name !== undefined && facts.name !== level.name) await this.checkName(tx, facts.name);
    level.name = facts.name ?? level.name;
    level.timeZoneId = facts.timeZoneId ?? level.timeZoneId;
    level.areaCode = facts.areaCode ?? level.areaCode;
    await tx.save(level);
    if (facts.doorIds) await this.putDoors(tx, id, facts.doorIds);
    return level;
  }

  /** Takes it from everybody who has it. */
  async remove(tx: EntityManager, id: string): Promise<void> {
    const level = await this.get(tx, id);
    const members: { pin: string }[] = await tx.query(
      'SELECT p.pin FROM acc_level_person m JOIN person p ON p.id = m.person_id WHERE m.level_id = $1',
      [id],
    );
    await this.changed(tx, level);
    await stateChange(
      tx,
      'person',
      members.map(({ pin }) => pin),
    );
    await tx.delete(AccLevel, { id });
  }

  /** Its time zone has to be where its doors are, and may have no use any more where they were. */
  private async changed(tx: EntityManager, { id, timeZoneId }: Pick<AccLevel, 'id' | 'timeZoneId'>): Promise<void> {
    await stateChange(tx, 'accLevel', [id]);
    if (timeZoneId !== alwaysTimeZoneId) await stateChange(tx, 'timeZone', [String(timeZoneId)]);
  }

  private async check(tx: EntityManager, { timeZoneId, doorIds, areaCode }: LevelFacts): Promise<void> {
    if (timeZoneId !== undefined && !(await tx.existsBy(TimeZone, { id: timeZoneId }))) {
      throw fault('timeZoneId', `names no time zone: ${timeZoneId}`);
    }
    if (areaCode !== undefined && !(await tx.existsBy(Area, { code: areaCode }))) {
      throw fault('areaCode', `names no area: ${areaCode}`);
    }
    const ids = [...new Set(doorIds ?? [])];
    const found = new Set((await tx.findBy(Door, { id: In(ids) })).map((door) => door.id));
    const missing = ids.find((id) => !found.has(id));
    if (missing !== undefined) throw fault('doorIds', `names no door: ${missing}`);
  }

  private async checkName(tx: EntityManager, name: string): Promise<void> {
    if (await tx.existsBy(AccLevel, { name })) throw new Failure('conflict', `there is a level "${name}" already`);
  }

  private async putDoors(tx: EntityManager, levelId: string, doorIds: readonly string[]): Promise<void> {
    await tx.delete(AccLevelDoor, { levelId });
    const rows = [...new Set(doorIds)].map((doorId) => ({ levelId, doorId }));
    if (rows.length > 0) await tx.insert(AccLevelDoor, rows);
  }
}
