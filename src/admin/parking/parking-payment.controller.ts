import { Query } from '@nestjs/common';
import type { Search } from '../../platform/database/searched-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { StayListService } from '../../modules/parking/stay/stay-list.service.js';
import { AdminResource, Read } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { ParkingPaymentsQuery, ParkingPaymentView, toPaymentView } from './parking-stay.dto.js';

/** What was paid. */
@AdminResource('parking/payments')
export class ParkingPaymentController {
  constructor(
    private readonly lists: StayListService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Payments for parking, newest first', { of: ParkingPaymentView, as: 'page' })
  list(@Query() query: ParkingPaymentsQuery): Promise<CountedPage<ParkingPaymentView>> {
    const filter = { carNumber: query.plate, stayId: query.stayId };
    const find = (search: Search) =>
      namingFields({ carPlateInvalid: 'plate' }, this.lists.payments(this.unitOfWork.manager, filter, search));
    return searchRows(query, 'id', find, toPaymentView);
  }
}
