import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { DepartmentLevelService } from '../../modules/accLevel/department-level.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Department } from '../../modules/department/department.entity.js';
import { DepartmentService } from '../../modules/department/department.service.js';
import { taken } from '../../platform/errors.js';
import { keysInside, type Bounds } from '../../platform/operator/bounds.js';
import {
  DepartmentBody,
  DepartmentLevelsBody,
  DepartmentLevelsView,
  DepartmentPatch,
  DepartmentView,
  toDepartmentView,
} from './department.dto.js';
import { AdminResource, Patch, Create, Read, Remove, Replace } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';

const listed: Listed<Department> = { entity: Department, by: 'code', texts: ['name', 'code'], others: ['sortNo'] };

@AdminResource('departments')
export class AdminDepartmentController {
  constructor(
    private readonly departments: DepartmentService,
    private readonly departmentLevels: DepartmentLevelService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Departments by code', { of: DepartmentView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<DepartmentView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toDepartmentView);
  }

  @Create('', 'Make a department', { of: DepartmentView })
  async create(
    @Body() { code, id, ...facts }: DepartmentBody,
    @CurrentCaller() caller: Caller,
  ): Promise<DepartmentView> {
    const department = await this.audited.run(caller, async (tx) => {
      const other = await tx.findOneBy(Department, id === undefined ? { code } : [{ code }, { id }]);
      if (other) throw taken(other.code === code ? 'code' : 'id', other.name, `there is a department ${code} already`);
      return this.departments.save(tx, code, facts, id);
    });
    return toDepartmentView(department);
  }

  @Read(':code', 'One department', { of: DepartmentView })
  async get(@Param('code') code: string): Promise<DepartmentView> {
    return toDepartmentView(await this.departments.get(this.unitOfWork.manager, code));
  }

  @Patch(':code', 'Name and place', { of: DepartmentView })
  async patch(@Param('code') code: string, @Body() facts: DepartmentPatch, @CurrentCaller() caller: Caller) {
    const department = await this.audited.run(caller, async (tx) => {
      await this.departments.get(tx, code);
      return this.departments.save(tx, code, facts);
    });
    return toDepartmentView(department);
  }

  @Read(':code/levels', 'Levels that the department gives to its people', { of: DepartmentLevelsView })
  levels(@Param('code') code: string, @Req() { signedIn }: FastifyRequest): Promise<DepartmentLevelsView> {
    return this.levelsOf(this.unitOfWork.manager, code, signedIn?.bounds ?? null);
  }

  @Replace(':code/levels', 'All of its levels: who enters the department has them, who leaves it loses them', {
    of: DepartmentLevelsView,
  })
  putLevels(
    @Param('code') code: string,
    @Body() { levelIds }: DepartmentLevelsBody,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<DepartmentLevelsView> {
    const bounds = signedIn?.bounds ?? null;
    return this.audited.run(caller, async (tx) => {
      // What an operator says is about the levels that it sees: those of other areas stay.
      const had = await this.departmentLevels.list(tx, code);
      const seen = await seenLevels(tx, bounds, had);
      const unseen = had.map(({ id }) => id).filter((id) => !seen.has(id));
      const all = [...levelIds, ...unseen];
      await namingFields({ levelNotFound: 'levelIds' }, this.departmentLevels.put(tx, code, all));
      return this.levelsOf(tx, code, bounds);
    });
  }

  @Remove(':code', 'Remove a department that is empty')
  async remove(@Param('code') code: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.departments.remove(tx, code));
  }

  private async levelsOf(tx: EntityManager, code: string, bounds: Bounds | null): Promise<DepartmentLevelsView> {
    const had = await this.departmentLevels.list(tx, code);
    const seen = await seenLevels(tx, bounds, had);
    const items = had.filter(({ id }) => seen.has(id));
    return {
      levelIds: items.map(({ id }) => id),
      items: items.map(({ id, name, business }) => ({ id, name, business })),
    };
  }
}

async function seenLevels(
  tx: EntityManager,
  bounds: Bounds | null,
  levels: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const ids = levels.map(({ id }) => id);
  return bounds === null ? new Set(ids) : keysInside(tx, bounds, 'level', ids);
}
