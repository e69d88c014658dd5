import { Body, Param, Query } from '@nestjs/common';
import { ShiftService } from '../../modules/attendance/shift.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchRows, type CountedPage } from '../common/search-page.js';
import { ShiftBody, ShiftPatch, ShiftView, toShiftView } from './shift.dto.js';

/** The working hours of departments: the hours of a leave are counted by them. */
@AdminResource('shifts')
export class ShiftController {
  constructor(
    private readonly shifts: ShiftService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Shifts by id', { of: ShiftView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<ShiftView>> {
    return searchRows(query, 'id', (search) => this.shifts.search(this.unitOfWork.manager, search), toShiftView);
  }

  @Create('', 'Make the shift of a department', { of: ShiftView })
  create(@Body() body: ShiftBody, @CurrentCaller() caller: Caller): Promise<ShiftView> {
    return this.audited.run(caller, async (tx) => toShiftView(await this.shifts.create(tx, body)));
  }

  @Read(':id', 'One shift', { of: ShiftView })
  async get(@Param('id') id: string): Promise<ShiftView> {
    return toShiftView(await this.shifts.get(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Change a shift; lists are replaced as a whole', { of: ShiftView })
  patch(@Param('id') id: string, @Body() body: ShiftPatch, @CurrentCaller() caller: Caller): Promise<ShiftView> {
    return this.audited.run(caller, async (tx) => toShiftView(await this.shifts.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove a shift')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.shifts.remove(tx, id));
  }
}
