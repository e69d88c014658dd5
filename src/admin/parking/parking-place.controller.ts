import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { ParkingArea, ParkingChannel } from '../../modules/parking/parking.entity.js';
import { ParkingPlaceService } from '../../modules/parking/parking-place.service.js';
import { AdminResource, Change, Make, Read, Remove } from '../common/admin.js';
import { ListQuery, listPage, type Page } from '../common/page.js';
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

@AdminResource('parking/areas')
export class ParkingAreaController {
  constructor(
    private readonly places: ParkingPlaceService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Parking areas by id', { of: ParkingAreaView, as: 'page' })
  list(@Query() query: ListQuery): Promise<Page<ParkingAreaView>> {
    return listPage(this.work.manager, ParkingArea, 'id', query, toParkingAreaView);
  }

  @Make('', 'Make a parking area', { of: ParkingAreaView })
  async create(@Body() body: ParkingAreaBody, @By() caller: Caller): Promise<ParkingAreaView> {
    return toParkingAreaView(await this.calls.run(caller, (tx) => this.places.addArea(tx, body)));
  }

  @Read(':id', 'One parking area', { of: ParkingAreaView })
  async get(@Param('id') id: string): Promise<ParkingAreaView> {
    return toParkingAreaView(await this.places.area(this.work.manager, id));
  }

  @Change(':id', 'Name and place', { of: ParkingAreaView })
  async patch(@Param('id') id: string, @Body() body: ParkingAreaPatch, @By() caller: Caller): Promise<ParkingAreaView> {
    return toParkingAreaView(await this.calls.run(caller, (tx) => this.places.patchArea(tx, id, body)));
  }

  @Remove(':id', 'Remove a parking area that nothing stands in')
  async remove(@Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.places.removeArea(tx, id));
  }
}

@AdminResource('parking/channels')
export class ParkingChannelController {
  constructor(
    private readonly places: ParkingPlaceService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Parking channels by id', { of: ParkingChannelView, as: 'page' })
  list(@Query() query: ListQuery): Promise<Page<ParkingChannelView>> {
    return listPage(this.work.manager, ParkingChannel, 'id', query, toParkingChannelView);
  }

  @Make('', 'Make a parking channel', { of: ParkingChannelView })
  async create(@Body() body: ParkingChannelBody, @By() caller: Caller): Promise<ParkingChannelView> {
    return toParkingChannelView(await this.calls.run(caller, (tx) => this.places.addChannel(tx, body)));
  }

  @Read(':id', 'One parking channel, by id or name', { of: ParkingChannelView })
  async get(@Param('id') id: string): Promise<ParkingChannelView> {
    return toParkingChannelView(await this.places.channel(this.work.manager, id));
  }

  @Change(':id', 'Name, place and where it leads', { of: ParkingChannelView })
  async patch(
    @Param('id') id: string,
    @Body() body: ParkingChannelPatch,
    @By() caller: Caller,
  ): Promise<ParkingChannelView> {
    return toParkingChannelView(await this.calls.run(caller, (tx) => this.places.patchChannel(tx, id, body)));
  }

  @Remove(':id', 'Remove a parking channel; its records stay')
  async remove(@Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.places.removeChannel(tx, id));
  }
}
