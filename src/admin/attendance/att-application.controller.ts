import { Body, Param, Query } from '@nestjs/common';
import type { ApplicationState } from '../../modules/attendance/att-application.entity.js';
import { AttApplicationService } from '../../modules/attendance/att-application.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import {
  ApplicationBody,
  ApplicationQuery,
  ApplicationView,
  DecisionBody,
  requestOf,
  toApplicationView,
} from './att-application.dto.js';
import { Action, AdminResource, Create, Read, Remove } from '../common/admin.js';
import { cursorKey, pageOf, usualLimit, type Page } from '../common/page.js';

/** Applications of persons about their attendance, and the decisions about them. */
@AdminResource('attendance/applications')
export class AttApplicationController {
  constructor(
    private readonly applications: AttApplicationService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Applications, newest first', { of: ApplicationView, as: 'page' })
  async list(@Query() query: ApplicationQuery): Promise<Page<ApplicationView>> {
    const { limit = usualLimit, cursor, ...filter } = query;
    const key = cursorKey(cursor);
    const before = key === undefined ? undefined : String(key);
    const rows = await this.applications.list(this.unitOfWork.manager, filter, { before, limit: limit + 1 });
    return pageOf(rows, limit, ({ id }) => id, toApplicationView);
  }

  @Create('', 'Enter a punch, overtime or leave for a person; it is approved by whoever enters it', {
    of: ApplicationView,
  })
  create(@Body() body: ApplicationBody, @CurrentCaller() caller: Caller): Promise<ApplicationView> {
    return this.audited.run(caller, async (tx) => {
      const { id } = await this.applications.apply(tx, body.pin, requestOf(body));
      return toApplicationView(await this.applications.decide(tx, id, { state: 'approved', by: caller.actor }));
    });
  }

  @Read(':id', 'One application', { of: ApplicationView })
  async get(@Param('id') id: string): Promise<ApplicationView> {
    return toApplicationView(await this.applications.get(this.unitOfWork.manager, id));
  }

  @Action(':id/approve', 'Approve an application; a punch is a record from then on', { of: ApplicationView })
  approve(
    @Param('id') id: string,
    @Body() body: DecisionBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ApplicationView> {
    return this.decide(id, 'approved', body, caller);
  }

  @Action(':id/reject', 'Reject an application; a punch is no record any more', { of: ApplicationView })
  reject(
    @Param('id') id: string,
    @Body() body: DecisionBody,
    @CurrentCaller() caller: Caller,
  ): Promise<ApplicationView> {
    return this.decide(id, 'rejected', body, caller);
  }

  @Remove(':id', 'Remove an application; a punch is no record any more')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.applications.remove(tx, id));
  }

  private decide(id: string, state: ApplicationState, { comment }: DecisionBody, caller: Caller) {
    return this.audited.run(caller, async (tx) =>
      toApplicationView(await this.applications.decide(tx, id, { state, by: caller.actor, comment })),
    );
  }
}
