import { Body } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { StayCostService } from '../../modules/parking/stay/stay-cost.service.js';
import { checkDiscount } from '../../modules/parking/stay/stay-discount.service.js';
import { billOf } from '../../modules/parking/tariff/discount.js';
import { ParkingTariffService } from '../../modules/parking/tariff/tariff.service.js';
import { Action, AdminResource } from '../common/admin.js';
import { instantOf } from '../common/instant.js';
import { invalidField } from '../common/invalid.js';
import { ParkingQuoteBody, ParkingQuoteView, toQuoteView } from './parking-bill.dto.js';

const dayMs = 86_400_000;

/** What a stay would cost. */
@AdminResource('parking/quote')
export class ParkingQuoteController {
  constructor(
    private readonly tariffs: ParkingTariffService,
    private readonly costs: StayCostService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action('', 'What a stay would cost by a tariff', { of: ParkingQuoteView })
  async quote(@Body() { tariffId, from, to, discounts = [] }: ParkingQuoteBody): Promise<ParkingQuoteView> {
    const tx = this.unitOfWork.manager;
    const [start, end] = [instantOf('from', from), instantOf('to', to)];
    if (!start || !end || end < start) throw invalidField('to', 'must not be earlier than from');
    if (end.getTime() - start.getTime() > 366 * dayMs) throw invalidField('to', 'must not be a year after from');
    const given = discounts.map(({ kind, value = 0 }, index) => {
      checkDiscount({ kind, value }, `discounts.${index}.value`);
      return { kind, value };
    });
    const { tariff } = await this.tariffs.get(tx, tariffId);
    const lines = billOf(tariff, [{ from: start, to: end }], given, await this.costs.site(tx));
    return toQuoteView(tariff.currency, lines);
  }
}
