import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Holiday } from '../../modules/timeZone/holiday.entity.js';
import { HolidayService } from '../../modules/timeZone/holiday.service.js';
import { HolidayBody, HolidayPatch, HolidayView, toHolidayView } from './holiday.dto.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';

const listed: Listed<Holiday> = { entity: Holiday, by: 'date', texts: ['name'] };

@AdminResource('holidays')
export class HolidayController {
  constructor(
    private readonly holidays: HolidayService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Holidays by date', { of: HolidayView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<HolidayView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toHolidayView);
  }

  @Create('', 'Make a holiday', { of: HolidayView })
  async create(@Body() body: HolidayBody, @CurrentCaller() caller: Caller): Promise<HolidayView> {
    const { name, date, type = 1, everyYear = false } = body;
    const facts = { name, date, type, everyYear };
    return toHolidayView(await this.audited.run(caller, (tx) => this.holidays.create(tx, facts)));
  }

  @Read(':id', 'One holiday', { of: HolidayView })
  async get(@Param('id') id: string): Promise<HolidayView> {
    return toHolidayView(await this.holidays.get(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Change a holiday', { of: HolidayView })
  async patch(
    @Param('id') id: string,
    @Body() body: HolidayPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<HolidayView> {
    return toHolidayView(await this.audited.run(caller, (tx) => this.holidays.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove a holiday')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.holidays.remove(tx, id));
  }
}
