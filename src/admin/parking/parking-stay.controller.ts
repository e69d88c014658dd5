import { Body, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import type { Search } from '../../platform/database/searched-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { WaitingCarService } from '../../modules/parking/read/waiting-car.service.js';
import { StayBillService } from '../../modules/parking/stay/stay-bill.service.js';
import { StayCostService } from '../../modules/parking/stay/stay-cost.service.js';
import { checkDiscount, StayDiscountService } from '../../modules/parking/stay/stay-discount.service.js';
import { StayListService } from '../../modules/parking/stay/stay-list.service.js';
import type { ParkingStay } from '../../modules/parking/stay/stay.entity.js';
import { ParkingStayService } from '../../modules/parking/stay/stay.service.js';
import { Action, AdminResource, Create, Read, Remove } from '../common/admin.js';
import { instantOf } from '../common/instant.js';
import { invalidField, namingFields } from '../common/invalid.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { toCostView } from './parking-bill.dto.js';
import {
  ParkingDiscountGivenBody,
  ParkingLeaveBody,
  ParkingPaymentBody,
  ParkingStayBody,
  ParkingStayCostView,
  ParkingStaysQuery,
  ParkingStayView,
  toStayView,
} from './parking-stay.dto.js';

/** Cars that are parked, and that were. */
@AdminResource('parking/stays')
export class ParkingStayController {
  constructor(
    private readonly stays: ParkingStayService,
    private readonly lists: StayListService,
    private readonly costs: StayCostService,
    private readonly bills: StayBillService,
    private readonly discounts: StayDiscountService,
    private readonly waiting: WaitingCarService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Stays of cars, the newest entry first', { of: ParkingStayView, as: 'page' })
  list(@Query() query: ParkingStaysQuery): Promise<CountedPage<ParkingStayView>> {
    const { plate: carNumber, areaId, open } = query;
    const filter = { carNumber, areaId, isOpen: open && open === 'true' };
    const find = (search: Search) =>
      namingFields({ carPlateInvalid: 'plate' }, this.lists.stays(this.unitOfWork.manager, filter, search));
    return searchRows(query, 'id', find, toStayView);
  }

  @Create('', 'A car comes in, by hand; one that is there already and was not seen leaving has left', {
    of: ParkingStayCostView,
  })
  async enter(@Body() body: ParkingStayBody, @CurrentCaller() caller: Caller): Promise<ParkingStayCostView> {
    const at = pastOf(body.at);
    const { plate, areaId, carTypeId } = body;
    const entered = this.audited.run(caller, async (tx) =>
      this.withCost(tx, await this.stays.enter(tx, { plate, areaId, carTypeId, channelId: null, at })),
    );
    return namingFields({ carPlateInvalid: 'plate', notFound: 'areaId' }, entered);
  }

  @Read(':id', 'One stay, with what it costs', { of: ParkingStayCostView })
  async get(@Param('id') id: string): Promise<ParkingStayCostView> {
    const tx = this.unitOfWork.manager;
    return this.withCost(tx, await this.lists.get(tx, id));
  }

  @Action(':id/leave', 'The car has left, paid or not', { of: ParkingStayCostView })
  leave(
    @Param('id') id: string,
    @Body() body: ParkingLeaveBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingStayCostView> {
    const at = pastOf(body.at);
    return this.audited.run(caller, async (tx) => {
      const { carNumber, enteredAt, leftAt } = await this.lists.get(tx, id);
      if (at < enteredAt) throw invalidField('at', 'must not be earlier than the entry');
      const stay = leftAt === null ? await this.stays.leave(tx, { plate: carNumber, channelId: null, at }) : null;
      if (stay?.id !== id) throw new Failure('conflict', `the car ${carNumber} has left already`);
      return this.withCost(tx, stay);
    });
  }

  @Action(':id/discounts', 'Give a discount', { of: ParkingStayCostView })
  give(
    @Param('id') id: string,
    @Body() body: ParkingDiscountGivenBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingStayCostView> {
    const discount = discountOf(body);
    return this.audited.run(caller, async (tx) => this.withCost(tx, await this.discounts.give(tx, id, discount)));
  }

  @Remove(':id/discounts/:given', 'Take a discount back')
  async takeBack(@Param('id') id: string, @Param('given') given: string, @CurrentCaller() caller: Caller) {
    await this.audited.run(caller, (tx) => this.discounts.takeBack(tx, id, given));
  }

  @Action(':id/payments', 'What is due was paid, by hand', { of: ParkingStayCostView })
  async pay(
    @Param('id') id: string,
    @Body() { paymentType }: ParkingPaymentBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingStayCostView> {
    const paid = await this.audited.run(caller, async (tx) =>
      this.withCost(tx, await this.bills.payAll(tx, await this.lists.get(tx, id), paymentType, new Date())),
    );
    if (paid.leftAt === null) await this.waiting.letOut(paid.carNumber);
    return paid;
  }

  private async withCost(tx: EntityManager, stay: ParkingStay): Promise<ParkingStayCostView> {
    const cost = await this.costs.of(tx, stay, stay.leftAt ?? new Date());
    return { ...toStayView(stay), cost: toCostView(cost) };
  }
}

function pastOf(text: string | undefined): Date {
  const now = new Date();
  const at = instantOf('at', text) ?? now;
  if (at > now) throw invalidField('at', 'must not be in the future');
  return at;
}

function discountOf({ discountId, kind, value = 0 }: ParkingDiscountGivenBody) {
  if (discountId !== undefined && kind !== undefined) throw invalidField('kind', 'must be left out with discountId');
  if (discountId !== undefined) return discountId;
  if (kind === undefined) throw invalidField('kind', 'is needed without discountId', 'missing');
  checkDiscount({ kind, value }, 'value');
  return { kind, value };
}
