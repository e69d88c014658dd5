import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { RemoteOrderService } from '../../modules/door/remote-orders.service.js';
import { GateService } from '../../modules/parking/gate.service.js';
import { ParkingChannel } from '../../modules/parking/parking-channel.entity.js';
import { ParkingPlaceService } from '../../modules/parking/parking-place.service.js';
import { SiteController } from '../../modules/parking/site-controller.js';
import { Action, AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { InAreaQuery } from './parking-site.dto.js';
import {
  OpenChannelBody,
  OpenedChannelView,
  ParkingChannelBody,
  ParkingChannelPatch,
  ParkingChannelView,
  toParkingChannelView,
} from './parking-channel.dto.js';

const listedParkingChannel: Listed<ParkingChannel> = { entity: ParkingChannel, by: 'id', texts: ['name'] };

@AdminResource('parking/channels')
export class ParkingChannelController {
  constructor(
    private readonly places: ParkingPlaceService,
    private readonly gates: GateService,
    private readonly orders: RemoteOrderService,
    private readonly sites: SiteController,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Parking channels by id', { of: ParkingChannelView, as: 'page' })
  list(@Query() query: InAreaQuery): Promise<CountedPage<ParkingChannelView>> {
    const where = query.areaId === undefined ? {} : { areaId: query.areaId };
    return searchPage(this.unitOfWork.manager, listedParkingChannel, query, toParkingChannelView, where);
  }

  @Create('', 'Make a parking channel', { of: ParkingChannelView })
  async create(@Body() body: ParkingChannelBody, @CurrentCaller() caller: Caller): Promise<ParkingChannelView> {
    await this.sites.checkUrl('barrierUrl', body.barrierUrl);
    return toParkingChannelView(await this.audited.run(caller, (tx) => this.places.addChannel(tx, body)));
  }

  @Read(':id', 'One parking channel, by id or name', { of: ParkingChannelView })
  async get(@Param('id') id: string): Promise<ParkingChannelView> {
    return toParkingChannelView(await this.places.channel(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name, place, where it leads and its barrier', { of: ParkingChannelView })
  async patch(
    @Param('id') id: string,
    @Body() body: ParkingChannelPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingChannelView> {
    await this.sites.checkUrl('barrierUrl', body.barrierUrl);
    return toParkingChannelView(await this.audited.run(caller, (tx) => this.places.patchChannel(tx, id, body)));
  }

  @Remove(':id', 'Remove a parking channel; its records stay')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.places.removeChannel(tx, id));
  }

  @Action(':id/open', 'Open its barrier once, now or never', { of: OpenedChannelView })
  async open(
    @Param('id') id: string,
    @Body() body: OpenChannelBody,
    @CurrentCaller() caller: Caller,
  ): Promise<OpenedChannelView> {
    await this.places.channel(this.unitOfWork.manager, id);
    const commandId = await this.gates.open(caller, id);
    if (commandId !== null && body.wait) await this.orders.outcome(commandId, body.wait);
    return { commandId };
  }
}
