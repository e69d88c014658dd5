import { Body, Param } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DirectFloorService } from '../../modules/elevator/direct-floor.service.js';
import { AdminResource, Read, Replace } from '../common/admin.js';
import { Shown, Texts } from '../common/fields.js';

const about = 'Floors of the level to which the elevator goes at once; one of each elevator';

class DirectFloorsBody {
  @Texts(about) floorIds!: string[];
}

class DirectFloorsView {
  @Shown(about) floorIds!: string[];
}

@AdminResource('elevator-levels/:id/direct-floors')
export class DirectFloorController {
  constructor(
    private readonly floors: DirectFloorService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Where the elevator goes at once', { of: DirectFloorsView })
  async get(@Param('id') id: string): Promise<DirectFloorsView> {
    return { floorIds: await this.floors.get(this.unitOfWork.manager, id) };
  }

  @Replace('', 'Say where the elevator goes at once, where it can (AccSupportFunList, position 53)', {
    of: DirectFloorsView,
  })
  set(
    @Param('id') id: string,
    @Body() { floorIds }: DirectFloorsBody,
    @CurrentCaller() caller: Caller,
  ): Promise<DirectFloorsView> {
    return this.audited.run(caller, async (tx) => {
      await this.floors.set(tx, id, floorIds);
      return { floorIds: await this.floors.get(tx, id) };
    });
  }
}
