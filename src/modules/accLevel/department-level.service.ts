import { Injectable } from '@nestjs/common';
import { In, Not, type EntityManager } from 'typeorm';
import { recordChange, recordTaking } from '../../core/outbox/outbox.js';
import { DepartmentService } from '../department/department.service.js';
import { Failure } from '../../platform/errors.js';
import { AccLevel } from './acc-level.entity.js';
import { DepartmentLevel } from './department-level.entity.js';
import type { LevelBusiness } from './level-places.js';

/**
 * Levels that a department gives to its people. When a person enters or leaves a department, the database gives and
 * takes the levels (person_inherits), no matter what code writes the person. This service acts when the levels of the
 * department change.
 */
@Injectable()
export class DepartmentLevelService {
  constructor(private readonly departments: DepartmentService) {}

  /** In the order of creation. @throws Failure departmentNotFound */
  async list(tx: EntityManager, code: string, business?: LevelBusiness): Promise<AccLevel[]> {
    const { id } = await this.departments.get(tx, code);
    const bound = await tx.findBy(DepartmentLevel, { departmentId: id });
    const where = { id: In(bound.map(({ levelId }) => levelId)), ...(business ? { business } : {}) };
    return tx.find(AccLevel, { where, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /**
   * Sets all of its levels. Its people get the new ones and lose the removed ones, unless they have them in their own
   * right. A level that was taken from a single person does not come back by this.
   * @throws Failure departmentNotFound, levelNotFound
   */
  async put(tx: EntityManager, code: string, levelIds: readonly string[]): Promise<void> {
    const { id } = await this.departments.get(tx, code);
    // A person who enters the department meanwhile waits, or is waited for.
    await tx.query('SELECT 1 FROM department WHERE id = $1 FOR UPDATE', [id]);
    await this.check(tx, levelIds);
    const now = (await tx.findBy(DepartmentLevel, { departmentId: id })).map(({ levelId }) => levelId);
    const added = [...new Set(levelIds)].filter((levelId) => !now.includes(levelId));
    const removed = now.filter((levelId) => !levelIds.includes(levelId));
    if (added.length === 0 && removed.length === 0) return;
    await this.take(tx, id, removed);
    await this.give(tx, id, added);
    const people: { pin: string }[] = await tx.query('SELECT pin FROM person WHERE department_id = $1', [id]);
    await (removed.length > 0 ? recordTaking : recordChange)(
      tx,
      'person',
      people.map(({ pin }) => pin),
    );
  }

  /** Levels of visitors come from visits. */
  private async check(tx: EntityManager, levelIds: readonly string[]): Promise<void> {
    const found = await tx.findBy(AccLevel, { id: In([...levelIds]), business: Not('vis') });
    const missing = levelIds.find((levelId) => !found.some(({ id }) => id === levelId));
    if (missing !== undefined) throw new Failure('levelNotFound', `The level group ${missing} does not exist`);
  }

  private async take(tx: EntityManager, departmentId: string, levelIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM department_level WHERE department_id = $1 AND level_id = ANY($2)', [
      departmentId,
      levelIds,
    ]);
    await tx.query(
      `DELETE FROM acc_level_person m USING person p
       WHERE p.id = m.person_id AND p.department_id = $1 AND m.level_id = ANY($2) AND m.inherited AND NOT m.granted`,
      [departmentId, levelIds],
    );
    await tx.query(
      `UPDATE acc_level_person m SET inherited = false FROM person p
       WHERE p.id = m.person_id AND p.department_id = $1 AND m.level_id = ANY($2) AND m.inherited`,
      [departmentId, levelIds],
    );
  }

  private async give(tx: EntityManager, departmentId: string, levelIds: readonly string[]): Promise<void> {
    await tx.query('INSERT INTO department_level (department_id, level_id) SELECT $1, unnest($2::text[])', [
      departmentId,
      levelIds,
    ]);
    await tx.query(
      `INSERT INTO acc_level_person (level_id, person_id, granted, inherited)
       SELECT level_id, p.id, false, true FROM person p, unnest($2::text[]) level_id
       WHERE p.department_id = $1 AND NOT p.temporary ORDER BY p.id, level_id
       ON CONFLICT (level_id, person_id) DO UPDATE SET inherited = true`,
      [departmentId, levelIds],
    );
  }
}
