import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { Holiday } from '../../modules/timeZone/holiday.entity.js';
import { HolidayService } from '../../modules/timeZone/holiday.service.js';
import { HolidayBody, HolidayPatch, HolidayView, toHolidayView } from './holiday.dto.js';
import { AdminResource, Change, Make, Read, Remove } from '../common/admin.js';
import { ListQuery, listPage, type Page } from '../common/page.js';

@AdminResource('holidays')
export class HolidayController {
  constructor(
    private readonly holidays: HolidayService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Holidays by date', { of: HolidayView, as: 'page' })
  list(@Query() query: ListQuery): Promise<Page<HolidayView>> {
    return listPage(this.work.manager, Holiday, 'date', query, toHolidayView);
  }

  @Make('', 'Make a holiday', { of: HolidayView })
  async create(@Body() body: HolidayBody, @By() caller: Caller): Promise<HolidayView> {
    const { name, date, type = 1, everyYear = false } = body;
    const facts = { name, date, type, everyYear };
    return toHolidayView(await this.calls.run(caller, (tx) => this.holidays.create(tx, facts)));
  }

  @Read(':id', 'One holiday', { of: HolidayView })
  async get(@Param('id') id: string): Promise<HolidayView> {
    return toHolidayView(await this.holidays.get(this.work.manager, id));
  }

  @Change(':id', 'Change a holiday', { of: HolidayView })
  async patch(@Param('id') id: string, @Body() body: HolidayPatch, @By() caller: Caller): Promise<HolidayView> {
    return toHolidayView(await this.calls.run(caller, (tx) => this.holidays.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove a holiday')
  async remove(@Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.holidays.remove(tx, id));
  }
}
