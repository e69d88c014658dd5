import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ParkingArea } from '../../modules/parking/parking.entity.js';
import { ParkingPlaceService } from '../../modules/parking/parking-place.service.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { ParkingAreaBody, ParkingAreaPatch, ParkingAreaView, toParkingAreaView } from './parking-place.dto.js';

const listed: Listed<ParkingArea> = { entity: ParkingArea, by: 'id', texts: ['name'] };

@AdminResource('parking/areas')
export class ParkingAreaController {
  constructor(
    private readonly places: ParkingPlaceService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Parking areas by id', { of: ParkingAreaView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<ParkingAreaView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toParkingAreaView);
  }

  @Create('', 'Make a parking area', { of: ParkingAreaView })
  async create(@Body() body: ParkingAreaBody, @CurrentCaller() caller: Caller): Promise<ParkingAreaView> {
    return toParkingAreaView(await this.audited.run(caller, (tx) => this.places.addArea(tx, body)));
  }

  @Read(':id', 'One parking area', { of: ParkingAreaView })
  async get(@Param('id') id: string): Promise<ParkingAreaView> {
    return toParkingAreaView(await this.places.area(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name and place', { of: ParkingAreaView })
  async patch(
    @Param('id') id: string,
    @Body() body: ParkingAreaPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingAreaView> {
    return toParkingAreaView(await this.audited.run(caller, (tx) => this.places.patchArea(tx, id, body)));
  }

  @Remove(':id', 'Remove an empty parking area')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.places.removeArea(tx, id));
  }
}
