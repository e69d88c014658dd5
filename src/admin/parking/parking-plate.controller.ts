import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ParkingPlate } from '../../modules/parking/parking.entity.js';
import { ParkingListService } from '../../modules/parking/parking-list.service.js';
import { AdminResource, Read, Remove, Replace } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import {
  ParkingPlateBody,
  ParkingPlateQuery,
  ParkingPlateView,
  toParkingPlateView,
  typeOf,
} from './parking-plate.dto.js';

const listed: Listed<ParkingPlate> = {
  entity: ParkingPlate,
  by: 'plate',
  texts: ['plate', 'carNumber'],
  others: ['updatedAt'],
  shownAs: { from: 'fromDate', to: 'toDate' },
};

/** Which cars are let into the car parks, and which are not. */
@AdminResource('parking/plates')
export class ParkingPlateController {
  constructor(
    private readonly lists: ParkingListService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Plates on the allow list and on the deny list, by plate', { of: ParkingPlateView, as: 'page' })
  list(@Query() query: ParkingPlateQuery): Promise<CountedPage<ParkingPlateView>> {
    const where = query.list === undefined ? {} : { type: typeOf(query.list) };
    return searchPage(this.unitOfWork.manager, listed, query, toParkingPlateView, where);
  }

  @Read(':plate', 'One plate', { of: ParkingPlateView })
  async get(@Param('plate') plate: string): Promise<ParkingPlateView> {
    return toParkingPlateView(
      await namingFields({ carPlateInvalid: 'plate' }, this.lists.get(this.unitOfWork.manager, plate)),
    );
  }

  @Replace(':plate', 'Put a plate on a list; it leaves the other one', { of: ParkingPlateView })
  async put(
    @Param('plate') plate: string,
    @Body() { list, from = null, to = null }: ParkingPlateBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingPlateView> {
    const facts = { type: typeOf(list), fromDate: from, toDate: to };
    const fields = { carPlateInvalid: 'plate', timeParameterInvalid: 'to' } as const;
    const put = this.audited.run(caller, (tx) => this.lists.put(tx, plate, facts));
    return toParkingPlateView(await namingFields(fields, put));
  }

  @Remove(':plate', 'Take a plate off its list')
  async remove(@Param('plate') plate: string, @CurrentCaller() caller: Caller): Promise<void> {
    await namingFields(
      { carPlateInvalid: 'plate' },
      this.audited.run(caller, (tx) => this.lists.remove(tx, plate)),
    );
  }
}
