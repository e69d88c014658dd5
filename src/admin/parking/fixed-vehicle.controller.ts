import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FixedVehicleService } from '../../modules/parking/fixed-vehicle.service.js';
import { AdminResource, Read, Remove, Replace } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { factsOf, FixedVehicleBody, FixedVehicleView, toFixedVehicleView } from './fixed-vehicle.dto.js';
import { InAreaQuery } from './parking-site.dto.js';

/** Cars that are paid by the month. */
@AdminResource('parking/fixed-vehicles')
export class FixedVehicleController {
  constructor(
    private readonly vehicles: FixedVehicleService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Fixed vehicles by plate', { of: FixedVehicleView, as: 'page' })
  list(@Query() query: InAreaQuery): Promise<CountedPage<FixedVehicleView>> {
    const { manager } = this.unitOfWork;
    const find = (search: Parameters<FixedVehicleService['search']>[2]) =>
      this.vehicles.search(manager, query.areaId ?? null, search);
    return searchRows(query, 'plate', find, toFixedVehicleView);
  }

  @Read(':plate', 'One fixed vehicle', { of: FixedVehicleView })
  async get(@Param('plate') plate: string): Promise<FixedVehicleView> {
    const found = this.vehicles.get(this.unitOfWork.manager, plate);
    return toFixedVehicleView(await namingFields({ carPlateInvalid: 'plate' }, found));
  }

  @Replace(':plate', 'Make a car a fixed vehicle for some days, or change that', { of: FixedVehicleView })
  async put(
    @Param('plate') plate: string,
    @Body() body: FixedVehicleBody,
    @CurrentCaller() caller: Caller,
  ): Promise<FixedVehicleView> {
    const fields = { carPlateInvalid: 'plate', timeParameterInvalid: 'endDate', personNotFound: 'pin' } as const;
    const put = this.audited.run(caller, (tx) => this.vehicles.put(tx, plate, factsOf(body)));
    return toFixedVehicleView(await namingFields(fields, put));
  }

  @Remove(':plate', 'A car is no fixed vehicle any more')
  async remove(@Param('plate') plate: string, @CurrentCaller() caller: Caller): Promise<void> {
    const removed = this.audited.run(caller, (tx) => this.vehicles.remove(tx, plate, null));
    await namingFields({ carPlateInvalid: 'plate' }, removed);
  }
}
