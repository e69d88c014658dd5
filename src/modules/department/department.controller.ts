import { Read, Remove, Resource, Write } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DepartmentDto, DepartmentListDto, DepartmentParams, DepartmentQuery } from './department.dto.js';
import { DepartmentService } from './department.service.js';

@Resource('department')
export class DepartmentController {
  constructor(
    private readonly departments: DepartmentService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('department/add', 'Add or edit a department', {
    section: '2.5.1',
    fails: ['departmentNotFound', 'departmentIncomplete', 'departmentNameTaken', 'departmentParentInvalid'],
    json: true,
  })
  async add(@Params() { code, ...facts }: DepartmentParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.departments.save(tx, code, facts));
  }

  @Remove('department/delete/:code', 'Delete a department by its code', {
    section: '2.5.2',
    fails: ['departmentNotFound', 'departmentInUse'],
    also: ['POST department/delete/:code', 'DELETE department/delete'],
  })
  async remove(@Params() { code }: DepartmentQuery, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.departments.remove(tx, code));
  }

  @Write('department/delete', 'Delete a department by its code', {
    section: 'v1.2:2.1.2.3',
    fails: ['departmentNotFound', 'departmentInUse'],
    also: [
      'POST v2/department/delete',
      'DELETE v2/department/delete',
      'POST v2/department/delete/:code',
      'DELETE v2/department/delete/:code',
    ],
  })
  removePosted(@Params() query: DepartmentQuery, @CurrentCaller() caller: Caller): Promise<void> {
    return this.remove(query, caller);
  }

  @Read('department/get/:code', 'Get a department by its code', {
    section: '2.5.3',
    fails: ['departmentNotFound'],
    of: DepartmentDto,
    aliases: ['department/get', 'v2/department/get', 'v2/department/get/:code'],
  })
  async get(@Params() { code }: DepartmentQuery): Promise<DepartmentDto> {
    return DepartmentDto.of(await this.departments.get(this.unitOfWork.manager, code));
  }

  @Write('department/getDepartmentList', 'List the departments, with their total', {
    section: 'v1.2:2.1.2.6',
    of: DepartmentListDto,
    as: 'page',
    also: [
      'GET department/getDepartmentList',
      'POST v2/department/getDepartmentList',
      'GET v2/department/getDepartmentList',
    ],
  })
  async list(@Params() page: PageQuery): Promise<Page<DepartmentListDto>> {
    const slice = sliceOf(page);
    const { departments, total } = await this.departments.page(this.unitOfWork.manager, slice);
    return pageOf(
      departments.map((department) => DepartmentListDto.of(department)),
      total,
      slice,
    );
  }
}
