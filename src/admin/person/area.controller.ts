import { Body, Param, Query } from '@nestjs/common';
import { Area } from '../../modules/area/area.entity.js';
import { AreaService } from '../../modules/area/area.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AreaBody, AreaPatch, AreaView, toAreaView } from './area.dto.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';

const listed: Listed<Area> = { entity: Area, by: 'code', texts: ['name', 'code'] };

@AdminResource('areas')
export class AreaController {
  constructor(
    private readonly areas: AreaService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Areas by code', { of: AreaView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<AreaView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toAreaView);
  }

  @Create('', 'Make an area', { of: AreaView })
  async create(@Body() body: AreaBody, @CurrentCaller() caller: Caller): Promise<AreaView> {
    return toAreaView(await this.audited.run(caller, (tx) => this.areas.create(tx, body)));
  }

  @Read(':id', 'One area, by id or code', { of: AreaView })
  async get(@Param('id') id: string): Promise<AreaView> {
    return toAreaView(await this.areas.get(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name, place, and whom its terminals learn from', { of: AreaView })
  async patch(@Param('id') id: string, @Body() body: AreaPatch, @CurrentCaller() caller: Caller): Promise<AreaView> {
    return toAreaView(await this.audited.run(caller, (tx) => this.areas.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove an empty area')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.areas.remove(tx, id));
  }
}
