import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Search } from '../../platform/database/searched-rows.js';
import { PlateReadService } from '../../modules/parking/read/plate-read.service.js';
import { Action, AdminResource, Read } from '../common/admin.js';
import { namingFields } from '../common/invalid.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { PlateSeenBody, PlateSeenView, PlatesSeenQuery, seenOf, toPlateSeenView } from './plate-seen.dto.js';

/** Plates that cameras have read. Who may pass is let through. */
@AdminResource('parking/plates-seen')
export class PlateSeenController {
  constructor(
    private readonly reads: PlateReadService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Action('', 'A camera has read a plate: opens the barrier if the car may pass, once', { of: PlateSeenView })
  async see(@Body() body: PlateSeenBody, @CurrentCaller() caller: Caller): Promise<PlateSeenView> {
    const seen = seenOf(body);
    const fields = { carPlateInvalid: 'plate', notFound: 'channelId' } as const;
    const judged = this.audited.run(
      caller,
      (tx) => this.reads.judge(tx, seen),
      ({ read: { opened, reason, commandId } }) => ({ opened, why: reason, commandId }),
    );
    return toPlateSeenView(await this.reads.carryOut(await namingFields(fields, judged)));
  }

  @Read('', 'Plates that were read, newest first', { of: PlateSeenView, as: 'page' })
  list(@Query() query: PlatesSeenQuery): Promise<CountedPage<PlateSeenView>> {
    const { plate, channelId, opened } = query;
    const filter = { plate, channelId, opened: opened === undefined ? undefined : opened === 'true' };
    const tx = this.unitOfWork.manager;
    const find = (search: Search) => namingFields({ carPlateInvalid: 'plate' }, this.reads.search(tx, filter, search));
    return searchRows(query, 'id', find, toPlateSeenView);
  }

  @Read(':id', 'One of them', { of: PlateSeenView })
  async get(@Param('id') id: string): Promise<PlateSeenView> {
    return toPlateSeenView(await this.reads.get(this.unitOfWork.manager, id));
  }
}
