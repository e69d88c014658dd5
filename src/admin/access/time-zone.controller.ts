import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { TimeZone } from '../../modules/timeZone/time-zone.entity.js';
import { TimeZoneService } from '../../modules/timeZone/time-zone.service.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { TimeZoneBody, TimeZonePatch, TimeZoneView, toTimeZoneView } from './time-zone.dto.js';

function zoneId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Failure('notFound', `there is no time zone ${text}`);
  return Number(text);
}

const listed: Listed<TimeZone> = { entity: TimeZone, by: 'id', texts: ['name'] };

@AdminResource('time-zones')
export class TimeZoneController {
  constructor(
    private readonly zones: TimeZoneService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Time zones', { of: TimeZoneView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<TimeZoneView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toTimeZoneView);
  }

  @Create('', 'Make a time zone', { of: TimeZoneView })
  async create(@Body() { name, periods }: TimeZoneBody, @CurrentCaller() caller: Caller): Promise<TimeZoneView> {
    return toTimeZoneView(await this.audited.run(caller, (tx) => this.zones.create(tx, { name, periods })));
  }

  @Read(':id', 'One time zone', { of: TimeZoneView })
  async get(@Param('id') id: string): Promise<TimeZoneView> {
    return toTimeZoneView(await this.zones.get(this.unitOfWork.manager, zoneId(id)));
  }

  @Patch(':id', 'Name or periods; periods are replaced as a whole', { of: TimeZoneView })
  async patch(
    @Param('id') id: string,
    @Body() body: TimeZonePatch,
    @CurrentCaller() caller: Caller,
  ): Promise<TimeZoneView> {
    return toTimeZoneView(await this.audited.run(caller, (tx) => this.zones.patch(tx, zoneId(id), body)));
  }

  @Remove(':id', 'Remove a time zone that no level uses')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.zones.remove(tx, zoneId(id)));
  }
}
