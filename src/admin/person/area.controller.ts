import { Body, Param, Query } from '@nestjs/common';
import { Area } from '../../modules/area/area.entity.js';
import { AreaService } from '../../modules/area/area.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { AreaBody, AreaPatch, AreaView, toAreaView } from './area.dto.js';
import { AdminResource, Change, Make, Read, Remove } from '../common/admin.js';
import { ListQuery, listPage, type Page } from '../common/page.js';

@AdminResource('areas')
export class AreaController {
  constructor(
    private readonly areas: AreaService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Areas by code', { of: AreaView, as: 'page' })
  list(@Query() query: ListQuery): Promise<Page<AreaView>> {
    return listPage(this.work.manager, Area, 'code', query, toAreaView);
  }

  @Make('', 'Make an area', { of: AreaView })
  async create(@Body() body: AreaBody, @By() caller: Caller): Promise<AreaView> {
    return toAreaView(await this.calls.run(caller, (tx) => this.areas.create(tx, body)));
  }

  @Read(':id', 'One area, by id or code', { of: AreaView })
  async get(@Param('id') id: string): Promise<AreaView> {
    return toAreaView(await this.areas.get(this.work.manager, id));
  }

  @Change(':id', 'Name, place, and whom its terminals learn from', { of: AreaView })
  async patch(@Param('id') id: string, @Body() body: AreaPatch, @By() caller: Caller): Promise<AreaView> {
    return toAreaView(await this.calls.run(caller, (tx) => this.areas.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove an area that nothing stands in')
  async remove(@Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.areas.remove(tx, id));
  }
}
