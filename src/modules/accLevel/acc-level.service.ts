import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Area, builtInAreaCode } from '../area/area.entity.js';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { holdRow } from '../../platform/database/hold-row.js';
import { newId } from '../../platform/database/id.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { alwaysTimeZoneId, TimeZone } from '../timeZone/time-zone.entity.js';
import { AccLevel } from './acc-level.entity.js';
import { placeKinds, placesOf, type LevelBusiness, type LevelPlaces } from './level-places.js';
import type { Slice } from '../../platform/slice.js';
import { noteChange } from '../../platform/auth/audit-change.js';

/** Places to set, by kind; a given list replaces all of that kind. */
export interface LevelFacts extends Partial<{ readonly [F in keyof LevelPlaces]: LevelPlaces[F] | undefined }> {
  readonly name?: string | undefined;
  readonly timeZoneId?: number | undefined;
  readonly areaCode?: string | undefined;
}

export interface NewLevel extends LevelFacts {
  readonly name: string;
  readonly id?: string | undefined;
}

/**
 * Levels: where people may go, and when. A level of one business does not exist for the others. Their members:
 * membership.service.
 */
@Injectable()
export class AccLevelService {
  /** In the order of creation. */
  list(tx: EntityManager, business: LevelBusiness, { offset, limit }: Slice): Promise<AccLevel[]> {
    return tx.find(AccLevel, {
      where: { business },
      order: { createdAt: 'ASC', id: 'ASC' },
      skip: offset,
      take: limit,
    });
  }

  count(tx: EntityManager, business: LevelBusiness): Promise<number> {
    return tx.countBy(AccLevel, { business });
  }

  /** @throws Failure levelNotFound */
  async get(tx: EntityManager, business: LevelBusiness, id: string): Promise<AccLevel> {
    const level = await tx.findOneBy(AccLevel, { id, business });
    if (!level) throw levelNotFound(id);
    return level;
  }

  /** @throws Failure levelNotFound */
  async getByName(tx: EntityManager, business: LevelBusiness, name: string): Promise<AccLevel> {
    const level = await tx.findOneBy(AccLevel, { name, business });
    if (!level) throw new Failure('levelNotFound', `The level group "${name}" does not exist`);
    return level;
  }

  /** Looks whether every one of these levels is there. @throws Failure levelNotFound, naming the first that is not */
  async all(tx: EntityManager, business: LevelBusiness, ids: readonly string[]): Promise<void> {
    const found = await this.existing(tx, business, ids);
    const missing = ids.find((id) => !found.has(id));
    if (missing !== undefined) throw levelNotFound(missing);
  }

  /** Which of these ids are levels. */
  async existing(tx: EntityManager, business: LevelBusiness, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows: { id: string }[] = await tx.query('SELECT id FROM acc_level WHERE business = $1 AND id = ANY($2)', [
      business,
      [...new Set(ids)],
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Where levels lead, by level, places by id. */
  async places(tx: EntityManager, levelIds: readonly string[]): Promise<ReadonlyMap<string, LevelPlaces>> {
    const rows: ({ levelId: string } & LevelPlaces)[] = await tx.query(
      `SELECT id AS "levelId", ${placeKinds
        .map(
          ({ field, table, column }) =>
            `ARRAY(SELECT ${column} FROM ${table} WHERE level_id = id ORDER BY ${column}) AS "${field}"`,
        )
        .join(', ')} FROM acc_level WHERE id = ANY($1)`,
      [levelIds],
    );
    return new Map(rows.map(({ levelId, ...places }) => [levelId, places]));
  }

  async create(tx: EntityManager, business: LevelBusiness, { id, ...facts }: NewLevel): Promise<AccLevel> {
    await this.check(tx, business, facts);
    if (id && (await tx.existsBy(AccLevel, { id }))) throw taken('id', id, `the id ${id} is taken`);
    await this.checkName(tx, business, facts.name);
    const { name, timeZoneId = alwaysTimeZoneId, areaCode = builtInAreaCode } = facts;
    const level = { id: id ?? newId(), business, name, timeZoneId, areaCode };
    await tx.insert(AccLevel, level);
    await this.putPlaces(tx, level.id, facts);
    await this.changed(tx, level);
    return this.get(tx, business, level.id);
  }

  async patch(tx: EntityManager, business: LevelBusiness, id: string, facts: LevelFacts): Promise<AccLevel> {
    await holdRow(tx, 'acc_level', id);
    const level = await this.get(tx, business, id);
    await this.changed(tx, level, recordTaking);
    await this.check(tx, business, facts);
    if (facts.name !== undefined && facts.name !== level.name) await this.checkName(tx, business, facts.name);
    const { name, timeZoneId, areaCode } = level;
    level.name = facts.name ?? level.name;
    level.timeZoneId = facts.timeZoneId ?? level.timeZoneId;
    level.areaCode = facts.areaCode ?? level.areaCode;
    await tx.save(level);
    noteChange(tx, { name, timeZoneId, areaCode }, level);
    await this.putPlaces(tx, id, facts);
    return level;
  }

  /** Adds places; those that the level has already stay. */
  async addDoor(tx: EntityManager, level: AccLevel, doorId: string): Promise<void> {
    await tx.query('INSERT INTO acc_level_door (level_id, door_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      level.id,
      doorId,
    ]);
    await this.changed(tx, level);
  }

  /** Takes the level from all its members and deletes it. */
  async remove(tx: EntityManager, business: LevelBusiness, id: string): Promise<void> {
    // A person who gets the level at this moment is one of its members, or does not get it.
    await tx.query('SELECT 1 FROM acc_level WHERE id = $1 FOR UPDATE', [id]);
    const level = await this.get(tx, business, id);
    const members: { pin: string }[] = await tx.query(
      'SELECT p.pin FROM acc_level_person m JOIN person p ON p.id = m.person_id WHERE m.level_id = $1',
      [id],
    );
    await this.changed(tx, level, recordTaking);
    await recordTaking(
      tx,
      'person',
      members.map(({ pin }) => pin),
    );
    await tx.delete(AccLevel, { id });
  }

  /** Devices with its places need its time zone; former ones may not need it any more. */
  private async changed(
    tx: EntityManager,
    { id, timeZoneId }: Pick<AccLevel, 'id' | 'timeZoneId'>,
    record = recordChange,
  ): Promise<void> {
    await record(tx, 'accLevel', [id]);
    if (timeZoneId !== alwaysTimeZoneId) await record(tx, 'timeZone', [String(timeZoneId)]);
  }

  private async check(tx: EntityManager, business: LevelBusiness, facts: LevelFacts): Promise<void> {
    const { timeZoneId, areaCode } = facts;
    if (timeZoneId !== undefined && !(await tx.existsBy(TimeZone, { id: timeZoneId }))) {
      throw fieldError('timeZoneId', `names no time zone: ${timeZoneId}`);
    }
    if (areaCode !== undefined && !(await tx.existsBy(Area, { code: areaCode }))) {
      throw fieldError('areaCode', `names no area: ${areaCode}`);
    }
    await this.checkPlaces(tx, business, facts);
  }

  private async checkPlaces(tx: EntityManager, business: LevelBusiness, facts: LevelFacts): Promise<void> {
    for (const { field, of } of placeKinds) {
      const ids = facts[field] ?? [];
      if (ids.length === 0) continue;
      if (!placesOf[business].includes(field)) throw fieldError(field, 'is nothing that levels of this kind lead to');
      const [missing]: { id: string }[] = await tx.query(
        `SELECT id FROM unnest($1::text[]) WITH ORDINALITY AS named (id, place)
         WHERE NOT EXISTS (SELECT 1 FROM ${of} p WHERE p.id = named.id) ORDER BY place LIMIT 1`,
        [ids],
      );
      if (missing) throw fieldError(field, `names no ${of}: ${missing.id}`);
    }
  }

  private async checkName(tx: EntityManager, business: LevelBusiness, name: string): Promise<void> {
    if (await tx.existsBy(AccLevel, { name, business })) {
      throw taken('name', name, `there is a level "${name}" already`);
    }
  }

  private async putPlaces(tx: EntityManager, levelId: string, facts: LevelFacts): Promise<void> {
    for (const { field, table, column } of placeKinds) {
      const ids = facts[field];
      if (!ids) continue;
      await tx.query(`DELETE FROM ${table} WHERE level_id = $1 AND NOT ${column} = ANY($2)`, [levelId, ids]);
      await tx.query(
        `INSERT INTO ${table} (level_id, ${column}) SELECT $1::text, unnest($2::text[]) ON CONFLICT DO NOTHING`,
        [levelId, ids],
      );
    }
  }
}

export const levelNotFound = (id: string): Failure =>
  new Failure('levelNotFound', `The level group ${id} does not exist`);
