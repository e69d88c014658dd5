import { Body, Param, Query } from '@nestjs/common';
import { LeaveType } from '../../modules/attendance/leave-type.entity.js';
import { LeaveTypeService } from '../../modules/attendance/leave-type.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { LeaveTypeBody, LeaveTypePatch, LeaveTypeView } from './leave-type.dto.js';

const listed: Listed<LeaveType> = { entity: LeaveType, by: 'leaveTypeNo', texts: ['leaveTypeNo', 'leaveTypeName'] };

@AdminResource('leave-types')
export class LeaveTypeController {
  constructor(
    private readonly types: LeaveTypeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Leave types by number', { of: LeaveTypeView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<LeaveTypeView>> {
    return searchPage(this.unitOfWork.manager, listed, query, (type) => type);
  }

  @Create('', 'Make a leave type', { of: LeaveTypeView })
  create(@Body() body: LeaveTypeBody, @CurrentCaller() caller: Caller): Promise<LeaveTypeView> {
    return this.audited.run(caller, (tx) => this.types.create(tx, body));
  }

  @Read(':no', 'One leave type', { of: LeaveTypeView })
  get(@Param('no') no: string): Promise<LeaveTypeView> {
    return this.types.get(this.unitOfWork.manager, no);
  }

  @Patch(':no', 'Rename a leave type', { of: LeaveTypeView })
  patch(@Param('no') no: string, @Body() { leaveTypeName }: LeaveTypePatch, @CurrentCaller() caller: Caller) {
    return this.audited.run(caller, (tx) => this.types.rename(tx, no, leaveTypeName));
  }

  @Remove(':no', 'Remove a leave type that nobody has asked for')
  async remove(@Param('no') no: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.types.remove(tx, no));
  }
}
