import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { Work } from '../db/work.js';
import { Department } from '../department/department.entity.js';
import { DepartmentService } from '../department/department.service.js';
import { Failure } from '../errors.js';
import { DepartmentBody, DepartmentPatch, DepartmentView, toDepartmentView } from './department.dto.js';
import { AdminResource, Change, Make, Read, Remove } from './kit/admin.js';
import { ListQuery, listPage, type Page } from './kit/page.js';

@AdminResource('departments')
export class AdminDepartmentController {
  constructor(
    private readonly departments: DepartmentService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Departments by code', { of: DepartmentView, as: 'page' })
  list(@Query() query: ListQuery): Promise<Page<DepartmentView>> {
    return listPage(this.work.manager, Department, 'code', query, toDepartmentView);
  }

  @Make('', 'Make a department', { of: DepartmentView })
  async create(@Body() { code, id, ...facts }: DepartmentBody, @By() caller: Caller): Promise<DepartmentView> {
    const department = await this.calls.run(caller, async (tx) => {
      const taken = await tx.findOneBy(Department, id === undefined ? { code } : [{ code }, { id }]);
      if (taken) throw new Failure('conflict', `there is a department ${code} already`);
      return this.departments.save(tx, code, facts, id);
    });
    return toDepartmentView(department);
  }

  @Read(':code', 'One department', { of: DepartmentView })
  async get(@Param('code') code: string): Promise<DepartmentView> {
    return toDepartmentView(await this.departments.get(this.work.manager, code));
  }

  @Change(':code', 'Name and place', { of: DepartmentView })
  async patch(@Param('code') code: string, @Body() facts: DepartmentPatch, @By() caller: Caller) {
    const department = await this.calls.run(caller, async (tx) => {
      await this.departments.get(tx, code);
      return this.departments.save(tx, code, facts);
    });
    return toDepartmentView(department);
  }

  @Remove(':code', 'Remove a department that is empty')
  async remove(@Param('code') code: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.departments.remove(tx, code));
  }
}
