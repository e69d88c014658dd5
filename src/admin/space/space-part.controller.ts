import { Body, Param, Query } from '@nestjs/common';
import {
  extraSql,
  facilitySql,
  SpacePartService,
  type SpaceExtra,
  type SpaceFacility,
} from '../../modules/space/space-part.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { searchedRows } from '../../platform/database/searched-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchRows, type CountedPage } from '../common/search-page.js';
import {
  SpaceFacilityBody,
  SpaceFacilityPatch,
  SpaceFacilityView,
  SpaceServiceBody,
  SpaceServicePatch,
  SpaceServiceView,
  toSpaceFacilityView,
  toSpaceServiceView,
} from './space.dto.js';

const texts = ['name', 'remark'] as const;

@AdminResource('space-facilities')
export class AdminSpaceFacilityController {
  constructor(
    private readonly parts: SpacePartService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'What rooms can have, by name', { of: SpaceFacilityView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<SpaceFacilityView>> {
    const listed = { sql: facilitySql, by: 'id', texts, others: ['facilityNo', 'updatedAt'], usual: 'name' } as const;
    const { manager } = this.unitOfWork;
    return searchRows<SpaceFacility, SpaceFacilityView>(
      query,
      'id',
      (search) => searchedRows<SpaceFacility>(manager, listed, search),
      toSpaceFacilityView,
    );
  }

  @Create('', 'Make a facility', { of: SpaceFacilityView })
  async create(@Body() body: SpaceFacilityBody, @CurrentCaller() caller: Caller): Promise<SpaceFacilityView> {
    return toSpaceFacilityView(await this.audited.run(caller, (tx) => this.parts.addFacility(tx, body)));
  }

  @Read(':id', 'One facility', { of: SpaceFacilityView })
  async get(@Param('id') id: string): Promise<SpaceFacilityView> {
    return toSpaceFacilityView(await this.parts.facility(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name, number and remark', { of: SpaceFacilityView })
  async patch(
    @Param('id') id: string,
    @Body() body: SpaceFacilityPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<SpaceFacilityView> {
    return toSpaceFacilityView(await this.audited.run(caller, (tx) => this.parts.patchFacility(tx, id, body)));
  }

  @Remove(':id', 'Remove a facility that is not built in')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.parts.removeFacility(tx, id));
  }
}

@AdminResource('space-services')
export class AdminSpaceServiceController {
  constructor(
    private readonly parts: SpacePartService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'What can be ordered with a room, by name', { of: SpaceServiceView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<SpaceServiceView>> {
    const listed = { sql: extraSql, by: 'id', texts, others: ['updatedAt'], usual: 'name' } as const;
    const { manager } = this.unitOfWork;
    return searchRows<SpaceExtra, SpaceServiceView>(
      query,
      'id',
      (search) => searchedRows<SpaceExtra>(manager, listed, search),
      toSpaceServiceView,
    );
  }

  @Create('', 'Make a service', { of: SpaceServiceView })
  async create(@Body() body: SpaceServiceBody, @CurrentCaller() caller: Caller): Promise<SpaceServiceView> {
    return toSpaceServiceView(await this.audited.run(caller, (tx) => this.parts.addExtra(tx, body)));
  }

  @Read(':id', 'One service', { of: SpaceServiceView })
  async get(@Param('id') id: string): Promise<SpaceServiceView> {
    return toSpaceServiceView(await this.parts.extra(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name and remark', { of: SpaceServiceView })
  async patch(
    @Param('id') id: string,
    @Body() body: SpaceServicePatch,
    @CurrentCaller() caller: Caller,
  ): Promise<SpaceServiceView> {
    return toSpaceServiceView(await this.audited.run(caller, (tx) => this.parts.patchExtra(tx, id, body)));
  }

  @Remove(':id', 'Remove a service that is not built in')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.parts.removeExtra(tx, id));
  }
}
