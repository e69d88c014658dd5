import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import { newId } from '../../platform/database/id.js';
import { lock } from '../../platform/database/locks.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { Area, builtInAreaCode } from './area.entity.js';

export interface AreaFacts {
  readonly name?: string | undefined;
  /** Null = at the top. */
  readonly parentCode?: string | null | undefined;
  /** See Area. */
  readonly learnsFrom?: readonly string[] | null | undefined;
}

export interface NewArea extends AreaFacts {
  readonly code: string;
  readonly name: string;
  readonly id?: string | undefined;
}

/** The areas of devices and levels. */
@Injectable()
export class AreaService {
  /** @param key its id or its code */
  async get(tx: EntityManager, key: string): Promise<Area> {
    const area = await tx.findOne(Area, { where: [{ id: key }, { code: key }] });
    if (!area) throw new Failure('areaNotFound', `there is no area ${key}`);
    return area;
  }

  /** Protects the area from deletion until the caller's transaction has committed a row with it. @throws as get */
  async hold(tx: EntityManager, key: string): Promise<Area> {
    await tx.query('SELECT 1 FROM area WHERE id = $1 OR code = $1 FOR KEY SHARE', [key]);
    return this.get(tx, key);
  }

  /** By code. */
  list(tx: EntityManager, { offset, limit }: { offset: number; limit: number }): Promise<Area[]> {
    return tx.find(Area, { order: { code: 'ASC' }, skip: offset, take: limit });
  }

  count(tx: EntityManager): Promise<number> {
    return tx.count(Area);
  }

  async create(tx: EntityManager, area: NewArea): Promise<Area> {
    const { code, name, parentCode = null, learnsFrom = null, id = newId() } = area;
    const other = await tx.findOne(Area, { where: [{ code }, { id }] });
    if (other) throw taken(other.code === code ? 'code' : 'id', other.name, `there is an area ${code} already`);
    await this.checkParent(tx, code, parentCode);
    await this.checkSources(tx, learnsFrom, code);
    const made = tx.create(Area, { id, code, name, parentCode, learnsFrom: learnsFrom && [...learnsFrom] });
    await tx.insert(Area, made);
    return made;
  }

  async patch(tx: EntityManager, key: string, { name, parentCode, learnsFrom }: AreaFacts): Promise<Area> {
    // Two edits at once could form a loop that neither of them sees.
    await lock(tx, 'areas');
    const area = await this.get(tx, key);
    if (learnsFrom !== undefined) await this.learn(tx, area, learnsFrom);
    if (parentCode !== undefined) await this.checkParent(tx, area.code, parentCode);
    area.name = name ?? area.name;
    area.parentCode = parentCode === undefined ? area.parentCode : parentCode;
    return tx.save(area);
  }

  async remove(tx: EntityManager, key: string): Promise<void> {
    const { id, code } = await this.get(tx, key);
    if (code === builtInAreaCode) throw new Failure('conflict', 'the built-in area cannot be removed');
    const [use]: { what: string }[] = await tx.query(
      `SELECT 'an area' AS what FROM area WHERE parent_code = $1
       UNION ALL SELECT 'a device' FROM device WHERE area_code = $1
       UNION ALL SELECT 'an access level' FROM acc_level WHERE area_code = $1
       UNION ALL SELECT 'a person' FROM area_person WHERE area_code = $1 LIMIT 1`,
      [code],
    );
    if (use) throw new Failure('conflict', `${use.what} stands in the area ${code}`);
    await tx.delete(Area, { id });
  }

  /** What its terminals hold of people is calculated again. */
  private async learn(tx: EntityManager, area: Area, from: readonly string[] | null): Promise<void> {
    await this.checkSources(tx, from, area.code);
    area.learnsFrom = from && [...from];
    const devices: { sn: string }[] = await tx.query('SELECT sn FROM device WHERE area_code = $1', [area.code]);
    await recordChange(
      tx,
      'device',
      devices.map(({ sn }) => sn),
    );
  }

  /** @param own the area itself, which may not exist yet */
  private async checkSources(tx: EntityManager, codes: readonly string[] | null, own: string): Promise<void> {
    if (codes === null) return;
    const known = await tx.findBy(Area, { code: In([...codes]) });
    const found = new Set([own, ...known.map(({ code }) => code)]);
    const unknown = codes.find((code) => !found.has(code));
    if (unknown !== undefined) throw fieldError('learnsFrom', `names no area: ${unknown}`);
  }

  /** An area cannot be inside itself, nor inside one of its own sub-areas. */
  private async checkParent(tx: EntityManager, code: string, parentCode: string | null): Promise<void> {
    if (parentCode === null) return;
    const above: { code: string }[] = await tx.query(
      `WITH RECURSIVE above AS (
         SELECT code, parent_code FROM area WHERE code = $1
         UNION SELECT a.code, a.parent_code FROM area a JOIN above ON a.code = above.parent_code)
       SELECT code FROM above`,
      [parentCode],
    );
    if (above.length === 0) throw fieldError('parentCode', `names no area: ${parentCode}`);
    if (above.some((area) => area.code === code)) throw fieldError('parentCode', 'stands in this area itself');
  }
}
