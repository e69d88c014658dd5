import { Inject, Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { newId } from '../../platform/database/id.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure, taken } from '../../platform/errors.js';
import { Department, defaultDepartmentCode } from './department.entity.js';
import { lock } from '../../platform/database/locks.js';

export interface DepartmentFacts {
  readonly name?: string | undefined;
  /** Empty or null = the root; left out = unchanged. */
  readonly parentCode?: string | null | undefined;
  readonly sortNo?: number | undefined;
}

/** Departments as a tree by code; every person belongs to one. */
@Injectable()
export class DepartmentService {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  list(tx: EntityManager): Promise<Department[]> {
    return tx.find(Department, { order: { code: 'ASC' } });
  }

  /** By position, then by code. */
  async page(
    tx: EntityManager,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ departments: Department[]; total: number }> {
    const order = { sortNo: 'ASC', code: 'ASC' } as const;
    const [departments, total] = await tx.findAndCount(Department, { order, skip: offset, take: limit });
    return { departments, total };
  }

  /** @throws Failure departmentNotFound */
  async get(tx: EntityManager, code: string): Promise<Department> {
    const department = await tx.findOneBy(Department, { code });
    if (!department) throw new Failure('departmentNotFound', `The department number ${code} does not exist`);
    return department;
  }

  /** The department of a person, by the reference in the person's row. */
  byId(tx: EntityManager, id: string | null): Promise<Department> {
    return tx.findOneByOrFail(Department, { id: id ?? '' });
  }

  /** Of these codes those that are departments, with their ids. */
  async idsOf(tx: EntityManager, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows: { code: string; id: string }[] = await tx.query(
      'SELECT code, id FROM department WHERE code = ANY($1)',
      [[...new Set(codes)]],
    );
    return new Map(rows.map(({ code, id }) => [code, id]));
  }

  /**
   * Adds a department, or edits the one of that code (API manual 2.5.1).
   * @throws Failure departmentIncomplete, departmentNameTaken, departmentNotFound (its parent), departmentParentInvalid
   */
  async save(tx: EntityManager, code: string, facts: DepartmentFacts, id = newId()): Promise<Department> {
    // Two edits at once could form a loop that neither of them sees.
    await lock(tx, 'departments');
    const known = await tx.findOneBy(Department, { code });
    const name = facts.name ?? known?.name ?? '';
    await this.checkName(tx, code, name);
    if (facts.parentCode) await this.checkParent(tx, code, facts.parentCode);
    const department = known ?? tx.create(Department, { id, code, parentCode: null, sortNo: 0 });
    tx.merge(Department, department, { name, ...(facts.sortNo === undefined ? {} : { sortNo: facts.sortNo }) });
    if (facts.parentCode !== undefined) department.parentCode = facts.parentCode === '' ? null : facts.parentCode;
    return tx.save(department);
  }

  /** @throws Failure departmentNotFound, departmentInUse */
  async remove(tx: EntityManager, code: string): Promise<void> {
    const { id } = await this.get(tx, code);
    if (code === defaultDepartmentCode) throw new Failure('departmentInUse', 'the default department stays');
    const today = wallClockOf(new Date(), this.config.siteTimeZone).slice(0, 10);
    const used: unknown[] = await tx.query(
      `SELECT 1 FROM department WHERE parent_code = $1
       UNION ALL SELECT 1 FROM person WHERE department_id = $2 AND (leave_date IS NULL OR leave_date > $3) LIMIT 1`,
      [code, id, today],
    );
    if (used.length > 0) throw new Failure('departmentInUse', `department ${code} has persons or departments`);
    // Persons who have left are kept, because they may return.
    const { id: home } = await this.get(tx, defaultDepartmentCode);
    await tx.query('UPDATE person SET department_id = $2 WHERE department_id = $1', [id, home]);
    await tx.delete(Department, { id });
  }

  private async checkName(tx: EntityManager, code: string, name: string): Promise<void> {
    if (code === '' || name === '') throw new Failure('departmentIncomplete', 'name and code cannot be empty');
    if (await tx.existsBy(Department, { name, code: Not(code) })) {
      throw taken('name', name, `The department name "${name}" has already existed`, 'departmentNameTaken');
    }
  }

  private async checkParent(tx: EntityManager, code: string, parentCode: string): Promise<void> {
    const seen = new Set<string>();
    for (let above: string | null = parentCode; above !== null && !seen.has(above);) {
      if (above === code) {
        throw new Failure('departmentParentInvalid', `department ${parentCode} stands below ${code} or is it`);
      }
      seen.add(above);
      above = (await this.get(tx, above)).parentCode;
    }
  }
}
