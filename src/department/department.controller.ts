import { Read, Remove, Resource, Write } from '../api/endpoint.js';
import { Params } from '../api/params.js';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { Work } from '../db/work.js';
import { DepartmentDto, DepartmentParams, DepartmentQuery } from './department.dto.js';
import { DepartmentService } from './department.service.js';

@Resource('department')
export class DepartmentController {
  constructor(
    private readonly departments: DepartmentService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Write('department/add', 'Add or edit a department', { section: '2.5.1', json: true })
  async add(@Params() { code, name, parentCode }: DepartmentParams, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.departments.save(tx, code, { name, parentCode }));
  }

  @Remove('department/delete/:code', 'Delete a department by its code', {
    section: '2.5.2',
    also: ['POST department/delete/:code', 'POST department/delete', 'DELETE department/delete'],
  })
  async remove(@Params() { code }: DepartmentQuery, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.departments.remove(tx, code));
  }

  @Read('department/get/:code', 'Get a department by its code', {
    section: '2.5.3',
    of: DepartmentDto,
    aliases: ['department/get'],
  })
  async get(@Params() { code }: DepartmentQuery): Promise<DepartmentDto> {
    return DepartmentDto.of(await this.departments.get(this.work.manager, code));
  }
}
