import { Body, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { ErasureService } from '../../modules/visitor/erasure.service.js';
import { VisitService } from '../../modules/visitor/visit.service.js';
import { VisitorListService, type VisitorFilter } from '../../modules/visitor/visitor-list.service.js';
import { VisitorService } from '../../modules/visitor/visitor.service.js';
import { AdminResource, Patch, Read, Remove } from '../common/admin.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { VisitorPatch, VisitorRemoval, VisitorsQuery, VisitorView } from './visitor.dto.js';

@AdminResource('visitors')
export class AdminVisitorController {
  constructor(
    private readonly visitors: VisitorService,
    private readonly erasure: ErasureService,
    private readonly lists: VisitorListService,
    private readonly visits: VisitService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Everybody who has ever been registered, by pin; q also finds the whole number of a certificate', {
    of: VisitorView,
    as: 'page',
  })
  list(@Query() query: VisitorsQuery): Promise<CountedPage<VisitorView>> {
    const { certNumber, name, inside } = query;
    const filter: VisitorFilter = {
      certNumbers: certNumber ? [certNumber] : [],
      names: name ? [name] : [],
      inside: inside === undefined ? undefined : inside === 'true',
    };
    const tx = this.unitOfWork.manager;
    return searchRows(
      query,
      'id',
      (search) => this.lists.search(tx, filter, search, this.visits.clock()),
      (visitor) => visitor,
    );
  }

  @Read(':pin', 'One visitor', { of: VisitorView })
  get(@Param('pin') pin: string): Promise<VisitorView> {
    return this.view(this.unitOfWork.manager, pin);
  }

  @Patch(':pin', 'Given values change; visits keep those of their time', { of: VisitorView })
  patch(@Param('pin') pin: string, @Body() body: VisitorPatch, @CurrentCaller() caller: Caller): Promise<VisitorView> {
    return this.audited.run(caller, async (tx) => {
      await this.visitors.patch(tx, pin, body);
      return this.view(tx, pin);
    });
  }

  @Remove(
    ':pin',
    'Remove a visitor who has signed out, with all photos; the history of visits stays or is erased: ' +
      '`history=erase` needs the permission erase of an operator, and the password again',
  )
  async remove(
    @Param('pin') pin: string,
    @Query() { history }: VisitorRemoval,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.audited.run(caller, (tx) =>
      history === 'erase' ? this.erasure.erase(tx, pin) : this.visitors.remove(tx, pin),
    );
  }

  private find(tx: EntityManager, filter: VisitorFilter, limit: number): Promise<VisitorView[]> {
    return this.lists.list(tx, filter, { offset: 0, limit, clock: this.visits.clock() });
  }

  private async view(tx: EntityManager, pin: string): Promise<VisitorView> {
    const [visitor] = await this.find(tx, { pin }, 1);
    if (!visitor) throw new Failure('visitorNotFound', `there is no visitor ${pin}`);
    return visitor;
  }
}
