import { Query } from '@nestjs/common';
import { DaySheetService, mostSheetDays } from '../../modules/attendance/day-sheet.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Read } from '../common/admin.js';
import { cursorKey, cursorOf, usualLimit, type Page } from '../common/page.js';
import { DaySheetQuery, DaySheetView } from './day-sheet.dto.js';

/** What people worked, day by day. */
@AdminResource('attendance/days')
export class DaySheetController {
  constructor(
    private readonly sheet: DaySheetService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Days of persons whose working time is recorded, by pin and day; a page ends with a person', {
    of: DaySheetView,
    as: 'page',
  })
  async list(@Query() { limit = usualLimit, cursor, ...filter }: DaySheetQuery): Promise<Page<DaySheetView>> {
    const after = String(cursorKey(cursor) ?? '');
    const dayMs = 86_400_000;
    const days = Math.min(mostSheetDays, Math.round((Date.parse(filter.to) - Date.parse(filter.from)) / dayMs) + 1);
    const persons = Math.max(1, Math.floor(limit / Math.max(1, days)));
    const { days: items, next } = await this.sheet.list(this.unitOfWork.manager, filter, { after, persons });
    return { items, nextCursor: next === null ? null : cursorOf(next) };
  }
}
