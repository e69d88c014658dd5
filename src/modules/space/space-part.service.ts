import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { lastBuiltInFacility } from './space-words.js';

export interface SpaceFacility {
  readonly id: string;
  readonly name: string;
  readonly facilityNo: number;
  readonly remark: string;
  readonly builtIn: boolean;
  readonly updatedAt: Date;
}

export type SpaceExtra = Omit<SpaceFacility, 'facilityNo'>;

interface ExtraFacts {
  readonly name?: string | undefined;
  readonly remark?: string | undefined;
}

export interface FacilityFacts extends ExtraFacts {
  readonly facilityNo?: number | undefined;
}

type New<T> = T & { readonly id?: string | undefined; readonly name: string };

const columns = `id, name, remark, built_in AS "builtIn", updated_at AS "updatedAt"`;
export const facilitySql = `SELECT facility_no AS "facilityNo", ${columns} FROM space_facility`;
export const extraSql = `SELECT ${columns} FROM space_service`;

/** What rooms have, and what can be ordered with one. */
@Injectable()
export class SpacePartService {
  /** @throws Failure notFound */
  facility(tx: EntityManager, id: string): Promise<SpaceFacility> {
    return one(tx, facilitySql, id, 'facility');
  }

  /** @throws Failure invalid for a number of the built-in ones; conflict for a name or number that is taken */
  async addFacility(
    tx: EntityManager,
    { id = newId(), name, facilityNo, remark = '' }: New<FacilityFacts> & { readonly facilityNo: number },
  ): Promise<SpaceFacility> {
    await this.checkId(tx, 'space_facility', id);
    await this.checkFacility(tx, id, { name, facilityNo });
    await tx.query('INSERT INTO space_facility (id, name, facility_no, remark) VALUES ($1, $2, $3, $4)', [
      ...[id, name, facilityNo, remark],
    ]);
    return this.facility(tx, id);
  }

  /** A built-in one keeps its number. @throws as addFacility, notFound */
  async patchFacility(tx: EntityManager, id: string, facts: FacilityFacts): Promise<SpaceFacility> {
    const known = await this.facility(tx, id);
    const { name = known.name, facilityNo = known.facilityNo, remark = known.remark } = facts;
    if (known.builtIn && facilityNo !== known.facilityNo)
      throw fieldError('facilityNo', 'of a built-in facility does not change', 'conflict');
    await this.checkFacility(tx, id, { name, facilityNo: known.builtIn ? null : facilityNo });
    await tx.query('UPDATE space_facility SET name = $2, facility_no = $3, remark = $4 WHERE id = $1', [
      ...[id, name, facilityNo, remark],
    ]);
    return this.facility(tx, id);
  }

  /** @throws Failure notFound; conflict for a built-in one */
  async removeFacility(tx: EntityManager, id: string): Promise<void> {
    checkOwn(await this.facility(tx, id), 'facility');
    await tx.query('DELETE FROM space_facility WHERE id = $1', [id]);
  }

  /** @throws Failure notFound */
  extra(tx: EntityManager, id: string): Promise<SpaceExtra> {
    return one(tx, extraSql, id, 'service');
  }

  /** @throws Failure conflict for a name that is taken */
  async addExtra(tx: EntityManager, { id = newId(), name, remark = '' }: New<ExtraFacts>): Promise<SpaceExtra> {
    await this.checkId(tx, 'space_service', id);
    await this.checkName(tx, 'space_service', id, name);
    await tx.query('INSERT INTO space_service (id, name, remark) VALUES ($1, $2, $3)', [id, name, remark]);
    return this.extra(tx, id);
  }

  /** @throws as addExtra, notFound */
  async patchExtra(tx: EntityManager, id: string, facts: ExtraFacts): Promise<SpaceExtra> {
    const known = await this.extra(tx, id);
    const { name = known.name, remark = known.remark } = facts;
    await this.checkName(tx, 'space_service', id, name);
    await tx.query('UPDATE space_service SET name = $2, remark = $3 WHERE id = $1', [id, name, remark]);
    return this.extra(tx, id);
  }

  /** @throws Failure notFound; conflict for a built-in one */
  async removeExtra(tx: EntityManager, id: string): Promise<void> {
    checkOwn(await this.extra(tx, id), 'service');
    await tx.query('DELETE FROM space_service WHERE id = $1', [id]);
  }

  private async checkFacility(
    tx: EntityManager,
    id: string,
    { name, facilityNo }: { readonly name: string; readonly facilityNo: number | null },
  ): Promise<void> {
    if (facilityNo !== null && facilityNo <= lastBuiltInFacility)
      throw fieldError('facilityNo', `must be greater than ${lastBuiltInFacility}: those are built in`);
    await this.checkName(tx, 'space_facility', id, name);
    const same: { name: string }[] = await tx.query(
      'SELECT name FROM space_facility WHERE facility_no = $2 AND id <> $1',
      [id, facilityNo],
    );
    if (same[0]) throw taken('facilityNo', same[0].name, `the facility "${same[0].name}" has the number ${facilityNo}`);
  }

  private async checkName(tx: EntityManager, table: Table, id: string, name: string): Promise<void> {
    const same: unknown[] = await tx.query(`SELECT 1 FROM ${table} WHERE name = $2 AND id <> $1`, [id, name]);
    if (same.length > 0) throw taken('name', name, `there is "${name}" already`);
  }

  private async checkId(tx: EntityManager, table: Table, id: string): Promise<void> {
    const same: unknown[] = await tx.query(`SELECT 1 FROM ${table} WHERE id = $1`, [id]);
    if (same.length > 0) throw taken('id', id, `the id ${id} is taken`);
  }
}

type Table = 'space_facility' | 'space_service';

async function one<T>(tx: EntityManager, sql: string, id: string, what: string): Promise<T> {
  const rows: T[] = await tx.query(`${sql} WHERE id = $1`, [id]);
  const [found] = rows;
  if (!found) throw new Failure('notFound', `there is no ${what} ${id}`);
  return found;
}

function checkOwn({ name, builtIn }: SpaceExtra, what: string): void {
  if (builtIn) throw new Failure('conflict', `the ${what} "${name}" is built in and stays`);
}
