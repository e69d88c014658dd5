import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ParkingArea } from '../../modules/parking/parking.entity.js';
import { ParkingChannel } from '../../modules/parking/parking-channel.entity.js';
import { ParkingPlaceService } from '../../modules/parking/parking-place.service.js';
import { AdminResource, Patch, Create, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import {
  ParkingAreaBody,
  ParkingAreaPatch,
  ParkingAreaView,
  ParkingChannelBody,
  ParkingChannelPatch,
  ParkingChannelView,
  toParkingAreaView,
  toParkingChannelView,
} from './parking-place.dto.js';

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

const listedParkingChannel: Listed<ParkingChannel> = { entity: ParkingChannel, by: 'id', texts: ['name'] };

@AdminResource('parking/channels')
export class ParkingChannelController {
  constructor(
    private readonly places: ParkingPlaceService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Parking channels by id', { of: ParkingChannelView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<ParkingChannelView>> {
    return searchPage(this.unitOfWork.manager, listedParkingChannel, query, toParkingChannelView);
  }

  @Create('', 'Make a parking channel', { of: ParkingChannelView })
  async create(@Body() body: ParkingChannelBody, @CurrentCaller() caller: Caller): Promise<ParkingChannelView> {
    return toParkingChannelView(await this.audited.run(caller, (tx) => this.places.addChannel(tx, body)));
  }

  @Read(':id', 'One parking channel, by id or name', { of: ParkingChannelView })
  async get(@Param('id') id: string): Promise<ParkingChannelView> {
    return toParkingChannelView(await this.places.channel(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name, place and where it leads', { of: ParkingChannelView })
  async patch(
    @Param('id') id: string,
    @Body() body: ParkingChannelPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingChannelView> {
    return toParkingChannelView(await this.audited.run(caller, (tx) => this.places.patchChannel(tx, id, body)));
  }

  @Remove(':id', 'Remove a parking channel; its records stay')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.places.removeChannel(tx, id));
  }
}
