import { Inject } from '@nestjs/common';
import { Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../../platform/tokens.js';
import { ParkingBillDto, ParkingPaymentDto, PayNotifyParams, toParkingBill } from './park-cost.dto.js';
import { CarNumberParams } from './parking.dto.js';
import { WaitingCarService } from './read/waiting-car.service.js';
import { StayBillService } from './stay/stay-bill.service.js';

@Resource('parkCost')
export class ParkCostController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly bills: StayBillService,
    private readonly waiting: WaitingCarService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('v1/parkCost/vehicleBilling', 'What a parked car has to pay', {
    section: 'v1.2:2.8.4.1',
    fails: ['carPlateInvalid'],
    json: true,
    of: ParkingBillDto,
  })
  async bill(@Params() { carNumber }: CarNumberParams): Promise<ParkingBillDto> {
    const at = new Date();
    // A question that pay stations ask again and again: the audit log has what is paid.
    const billed = await this.unitOfWork.run((tx) => this.bills.bill(tx, carNumber, at));
    return toParkingBill(billed, at, this.config.siteTimeZone);
  }

  @Write('v1/parkCost/payNotify', 'A bill is paid, and the car may leave; a second notice pays nothing more', {
    section: 'v1.2:2.8.4.2',
    fails: ['carPlateInvalid', 'notFound'],
    json: true,
    of: ParkingPaymentDto,
  })
  async pay(
    @Params() { carNumber, recordId, paymentType }: PayNotifyParams,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingPaymentDto> {
    await this.audited.run(
      caller,
      (tx) => this.bills.pay(tx, { carNumber, recordId, paymentType, at: new Date() }),
      (isNew) => ({ isNew }),
    );
    // Also behind a repeated notice: the first one may have failed here.
    await this.waiting.letOut(carNumber);
    return { carNumber, recordId, paymentType };
  }
}
