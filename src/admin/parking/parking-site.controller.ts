import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import {
  ParkingCarType,
  ParkingDiscount,
  ParkingEntrance,
  ParkingSpace,
} from '../../modules/parking/parking-site.entity.js';
import { ParkingSiteService } from '../../modules/parking/parking-site.service.js';
import { AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import {
  InAreaQuery,
  ParkingCarTypeBody,
  ParkingCarTypePatch,
  ParkingCarTypeView,
  ParkingDiscountBody,
  ParkingDiscountPatch,
  ParkingDiscountView,
  ParkingPlaceBody,
  ParkingPlacePatch,
  ParkingPlaceView,
  toCarTypeView,
  toDiscountView,
  toPlaceView,
} from './parking-site.dto.js';

const listedParkingSpace: Listed<ParkingSpace> = { entity: ParkingSpace, by: 'id', texts: ['name'] };

@AdminResource('parking/spaces')
export class ParkingSpaceController {
  constructor(
    private readonly sites: ParkingSiteService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Parking spaces by id', { of: ParkingPlaceView, as: 'page' })
  list(@Query() query: InAreaQuery): Promise<CountedPage<ParkingPlaceView>> {
    return searchPage(
      this.unitOfWork.manager,
      listedParkingSpace,
      query,
      toPlaceView,
      query.areaId === undefined ? {} : { areaId: query.areaId },
    );
  }

  @Create('', 'Make a parking space', { of: ParkingPlaceView })
  async create(@Body() body: ParkingPlaceBody, @CurrentCaller() caller: Caller): Promise<ParkingPlaceView> {
    return toPlaceView(await this.audited.run(caller, (tx) => this.sites.add(tx, 'space', body)));
  }

  @Read(':id', 'One parking space', { of: ParkingPlaceView })
  async get(@Param('id') id: string): Promise<ParkingPlaceView> {
    return toPlaceView(await this.sites.get(this.unitOfWork.manager, 'space', id));
  }

  @Patch(':id', 'Name and parking area', { of: ParkingPlaceView })
  async patch(
    @Param('id') id: string,
    @Body() body: ParkingPlacePatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingPlaceView> {
    return toPlaceView(await this.audited.run(caller, (tx) => this.sites.patch(tx, 'space', id, body)));
  }

  @Remove(':id', 'Remove a parking space that nothing refers to')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.sites.remove(tx, 'space', id));
  }
}

const listedParkingEntrance: Listed<ParkingEntrance> = { entity: ParkingEntrance, by: 'id', texts: ['name'] };

@AdminResource('parking/entrances')
export class ParkingEntranceController {
  constructor(
    private readonly sites: ParkingSiteService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Parking entrances by id', { of: ParkingPlaceView, as: 'page' })
  list(@Query() query: InAreaQuery): Promise<CountedPage<ParkingPlaceView>> {
    return searchPage(
      this.unitOfWork.manager,
      listedParkingEntrance,
      query,
      toPlaceView,
      query.areaId === undefined ? {} : { areaId: query.areaId },
    );
  }

  @Create('', 'Make a parking entrance', { of: ParkingPlaceView })
  async create(@Body() body: ParkingPlaceBody, @CurrentCaller() caller: Caller): Promise<ParkingPlaceView> {
    return toPlaceView(await this.audited.run(caller, (tx) => this.sites.add(tx, 'entrance', body)));
  }

  @Read(':id', 'One parking entrance', { of: ParkingPlaceView })
  async get(@Param('id') id: string): Promise<ParkingPlaceView> {
    return toPlaceView(await this.sites.get(this.unitOfWork.manager, 'entrance', id));
  }

  @Patch(':id', 'Name and parking area', { of: ParkingPlaceView })
  async patch(
    @Param('id') id: string,
    @Body() body: ParkingPlacePatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingPlaceView> {
    return toPlaceView(await this.audited.run(caller, (tx) => this.sites.patch(tx, 'entrance', id, body)));
  }

  @Remove(':id', 'Remove a parking entrance that nothing refers to')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.sites.remove(tx, 'entrance', id));
  }
}

const listedParkingCarType: Listed<ParkingCarType> = { entity: ParkingCarType, by: 'id', texts: ['name'] };

@AdminResource('parking/car-types')
export class ParkingCarTypeController {
  constructor(
    private readonly sites: ParkingSiteService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Kinds of cars by id', { of: ParkingCarTypeView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<ParkingCarTypeView>> {
    return searchPage(this.unitOfWork.manager, listedParkingCarType, query, toCarTypeView);
  }

  @Create('', 'Make a kind of car', { of: ParkingCarTypeView })
  async create(@Body() body: ParkingCarTypeBody, @CurrentCaller() caller: Caller): Promise<ParkingCarTypeView> {
    return toCarTypeView(await this.audited.run(caller, (tx) => this.sites.add(tx, 'carType', body)));
  }

  @Read(':id', 'One kind of car', { of: ParkingCarTypeView })
  async get(@Param('id') id: string): Promise<ParkingCarTypeView> {
    return toCarTypeView(await this.sites.get(this.unitOfWork.manager, 'carType', id));
  }

  @Patch(':id', 'Name', { of: ParkingCarTypeView })
  async patch(
    @Param('id') id: string,
    @Body() body: ParkingCarTypePatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingCarTypeView> {
    return toCarTypeView(await this.audited.run(caller, (tx) => this.sites.patch(tx, 'carType', id, body)));
  }

  @Remove(':id', 'Remove a kind of car that nothing refers to')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.sites.remove(tx, 'carType', id));
  }
}

const listedParkingDiscount: Listed<ParkingDiscount> = { entity: ParkingDiscount, by: 'id', texts: ['name'] };

@AdminResource('parking/discounts')
export class ParkingDiscountController {
  constructor(
    private readonly sites: ParkingSiteService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Discounts by id', { of: ParkingDiscountView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<ParkingDiscountView>> {
    return searchPage(this.unitOfWork.manager, listedParkingDiscount, query, toDiscountView);
  }

  @Create('', 'Make a discount', { of: ParkingDiscountView })
  async create(@Body() body: ParkingDiscountBody, @CurrentCaller() caller: Caller): Promise<ParkingDiscountView> {
    return toDiscountView(
      await this.audited.run(caller, (tx) =>
        this.sites.add(tx, 'discount', { id: body.id, name: body.name, kind: body.kind, value: body.value ?? 0 }),
      ),
    );
  }

  @Read(':id', 'One discount', { of: ParkingDiscountView })
  async get(@Param('id') id: string): Promise<ParkingDiscountView> {
    return toDiscountView(await this.sites.get(this.unitOfWork.manager, 'discount', id));
  }

  @Patch(':id', 'Name and how much', { of: ParkingDiscountView })
  async patch(
    @Param('id') id: string,
    @Body() body: ParkingDiscountPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingDiscountView> {
    // What is free has no value any more.
    const value = body.value ?? (body.kind === 'free' ? 0 : undefined);
    return toDiscountView(
      await this.audited.run(caller, (tx) =>
        this.sites.patch(tx, 'discount', id, { name: body.name, kind: body.kind, value }),
      ),
    );
  }

  @Remove(':id', 'Remove a discount that nothing refers to')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.sites.remove(tx, 'discount', id));
  }
}
