import type { EntityTarget, FindOptionsWhere } from 'typeorm';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import { pageOf, PageQuery, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Slice } from '../../platform/slice.js';
import { GateService } from './gate.service.js';
import {
  ChannelIdParams,
  ParkingAreaDto,
  ParkingCarTypeDto,
  ParkingChannelDto,
  ParkingChannelsDto,
  ParkingDiscountDto,
  ParkingEntranceDto,
  ParkingSpaceDto,
  ParkingSpacesQuery,
} from './park-base.dto.js';
import { ParkingChannel } from './parking-channel.entity.js';
import { ParkingCarType, ParkingDiscount, ParkingEntrance, ParkingSpace } from './parking-site.entity.js';
import { ParkingArea } from './parking.entity.js';
import { ParkingTariffService } from './tariff/tariff.service.js';

@Resource('parkBase')
export class ParkBaseController {
  constructor(
    private readonly gates: GateService,
    private readonly tariffs: ParkingTariffService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('v1/parkBase/getParkChannelList', 'List the parking channels', {
    section: 'v1.2:2.8.1.1',
    of: ParkingChannelsDto,
  })
  async channels(@Params() query: PageQuery): Promise<ParkingChannelsDto> {
    const [channels, totalCount] = await this.rows(ParkingChannel, sliceOf(query));
    return { data: channels.map((channel) => ParkingChannelDto.of(channel)), totalCount };
  }

  @Write('v1/parkBase/openGateChannel', 'Open the barrier of a parking channel', {
    section: 'v1.2:2.8.1.2',
    fails: ['deviceOffline', 'deviceUnsupported', 'deviceRefused'],
  })
  async open(@Params() { channelId }: ChannelIdParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.gates.open(caller, channelId);
  }

  @Read('v2/parkBase/getParkingAreaList', 'List the parking areas', {
    section: 'v1.2:2.8.1.3',
    of: ParkingAreaDto,
    as: 'page',
  })
  areas(@Params() query: PageQuery): Promise<Page<ParkingAreaDto>> {
    return this.page(ParkingArea, query, (area) => ParkingAreaDto.of(area));
  }

  @Read('v2/parkBase/getParkingCarTypeList', 'List the kinds of cars', {
    section: 'v1.2:2.8.1.4',
    of: ParkingCarTypeDto,
    as: 'page',
  })
  carTypes(@Params() query: PageQuery): Promise<Page<ParkingCarTypeDto>> {
    return this.page(ParkingCarType, query, (type) => ParkingCarTypeDto.of(type));
  }

  @Read('v2/parkBase/getParkingDiscountList', 'List the discounts', {
    section: 'v1.2:2.8.1.5',
    of: ParkingDiscountDto,
    as: 'page',
  })
  async discounts(@Params() query: PageQuery): Promise<Page<ParkingDiscountDto>> {
    const tariff = await this.tariffs.find(this.unitOfWork.manager, null, null);
    const currency = tariff?.tariff.currency ?? '';
    return this.page(ParkingDiscount, query, (discount) => ParkingDiscountDto.of(discount, currency));
  }

  @Read('v2/parkBase/getParkingEntranceList', 'List the parking entrances', {
    section: 'v1.2:2.8.1.6',
    of: ParkingEntranceDto,
    as: 'page',
  })
  entrances(@Params() query: PageQuery): Promise<Page<ParkingEntranceDto>> {
    return this.page(ParkingEntrance, query, (entrance) => ParkingEntranceDto.of(entrance));
  }

  @Read('v2/parkBase/getParkingSpaceList', 'List the spaces of a parking area', {
    section: 'v1.2:2.8.1.7',
    of: ParkingSpaceDto,
    as: 'page',
  })
  spaces(@Params() query: ParkingSpacesQuery): Promise<Page<ParkingSpaceDto>> {
    return this.page(ParkingSpace, query, (space) => ParkingSpaceDto.of(space), { areaId: query.areaId });
  }

  @Read('v2/parkBase/getParkingChannelList', 'List the parking channels, with their total', {
    section: 'v1.2:2.8.1.8',
    of: ParkingChannelDto,
    as: 'page',
  })
  channelPage(@Params() query: PageQuery): Promise<Page<ParkingChannelDto>> {
    return this.page(ParkingChannel, query, (channel) => ParkingChannelDto.of(channel));
  }

  private async page<E extends { name: string; id: string }, T>(
    entity: EntityTarget<E>,
    query: PageQuery,
    view: (row: E) => T,
    where: FindOptionsWhere<E> = {},
  ): Promise<Page<T>> {
    const slice = sliceOf(query);
    const [rows, total] = await this.rows(entity, slice, where);
    return pageOf(rows.map(view), total, slice);
  }

  private rows<E extends { name: string; id: string }>(
    entity: EntityTarget<E>,
    { offset, limit }: Slice,
    where: FindOptionsWhere<E> = {},
  ): Promise<[E[], number]> {
    return this.unitOfWork.manager
      .createQueryBuilder(entity, 't')
      .where(where)
      .orderBy('t.name')
      .addOrderBy('t.id')
      .offset(offset)
      .limit(limit)
      .getManyAndCount();
  }
}
