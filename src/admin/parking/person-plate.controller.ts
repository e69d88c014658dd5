import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PersonPlateService } from '../../modules/parking/person-plate.service.js';
import { AdminResource, Create, Read, Remove } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import { searchRows, SearchQuery, type CountedPage } from '../common/search-page.js';
import { PersonPlateBody, PersonPlateView, toPersonPlateView } from './person-plate.dto.js';

/** Plates of persons: `carPlate` of a person, one by one. */
@AdminResource('parking/person-plates')
export class PersonPlateController {
  constructor(
    private readonly plates: PersonPlateService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Plates of persons, by plate', { of: PersonPlateView, as: 'page' })
  list(@Query() query: SearchQuery): Promise<CountedPage<PersonPlateView>> {
    const { manager } = this.unitOfWork;
    const find = (search: Parameters<PersonPlateService['search']>[1]) => this.plates.search(manager, search);
    return searchRows(query, 'id', find, toPersonPlateView);
  }

  @Create('', 'Give a plate to a person', { of: PersonPlateView })
  async create(@Body() body: PersonPlateBody, @CurrentCaller() caller: Caller): Promise<PersonPlateView> {
    const { pin, plate, replaces = null } = body;
    const added = this.audited.run(caller, async (tx) => {
      await this.plates.add(tx, pin, plate, replaces);
      return this.plates.get(tx, pin, plate);
    });
    return toPersonPlateView(await namingFields({ personNotFound: 'pin', carPlateInvalid: 'plate' }, added));
  }

  @Remove(':plate/persons/:pin', 'Take a plate from a person')
  async remove(
    @Param('plate') plate: string,
    @Param('pin') pin: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const removed = this.audited.run(caller, (tx) => this.plates.remove(tx, pin, plate));
    await namingFields({ carPlateInvalid: 'plate' }, removed);
  }
}
