import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ParkingTariff } from '../../modules/parking/tariff/tariff.entity.js';
import { ParkingTariffService } from '../../modules/parking/tariff/tariff.service.js';
import { AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { SearchQuery, searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import {
  ParkingTariffBody,
  ParkingTariffPatch,
  ParkingTariffView,
  tariffOf,
  toParkingTariffView,
} from './parking-tariff.dto.js';

const listed: Listed<ParkingTariff> = { entity: ParkingTariff, by: 'id', texts: ['name'], others: ['updatedAt'] };

/** What parking costs. */
@AdminResource('parking/tariffs')
export class ParkingTariffController {
  constructor(
    private readonly tariffs: ParkingTariffService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Parking tariffs by id', { of: ParkingTariffView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<ParkingTariffView>> {
    return searchPage(this.unitOfWork.manager, listed, query, toParkingTariffView);
  }

  @Create('', 'Make a parking tariff', { of: ParkingTariffView })
  async create(
    @Body() { id, name, areaId = null, carTypeId = null, ...given }: ParkingTariffBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingTariffView> {
    const facts = { name, areaId, carTypeId, tariff: tariffOf(given) };
    return toParkingTariffView(await this.audited.run(caller, (tx) => this.tariffs.add(tx, facts, id)));
  }

  @Read(':id', 'One parking tariff', { of: ParkingTariffView })
  async get(@Param('id') id: string): Promise<ParkingTariffView> {
    return toParkingTariffView(await this.tariffs.get(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Change a parking tariff; what was paid stays as it is', { of: ParkingTariffView })
  async patch(
    @Param('id') id: string,
    @Body() { name, areaId, carTypeId, ...given }: ParkingTariffPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ParkingTariffView> {
    const patched = this.audited.run(caller, async (tx) => {
      const before = await this.tariffs.get(tx, id);
      return this.tariffs.patch(tx, id, {
        name: name ?? before.name,
        areaId: areaId === undefined ? before.areaId : areaId,
        carTypeId: carTypeId === undefined ? before.carTypeId : carTypeId,
        tariff: tariffOf(given, before.tariff),
      });
    });
    return toParkingTariffView(await patched);
  }

  @Remove(':id', 'Remove a parking tariff; stays that were paid for keep it')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.tariffs.remove(tx, id));
  }
}
