import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { MusterListService } from '../../modules/muster/muster-list.service.js';
import { MusterService } from '../../modules/muster/muster.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Action, AdminResource, Create, Read, Replace } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { cursorNumber, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';
import { Snapshot } from '../common/snapshot.js';
import { MusterViewsService } from './muster-views.service.js';
import { MusterBody, MusterDetailView, MusterMarkBody, MusterReportView, MusterView } from './muster.dto.js';

/** Counting people after an alarm, or in a drill. */
@AdminResource('musters')
export class MusterController {
  constructor(
    private readonly musters: MusterService,
    private readonly lists: MusterListService,
    private readonly shown: MusterViewsService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Musters, the newest first', { of: MusterView, as: 'page' })
  async list(@Query() query: ListQuery, @Req() { signedIn }: FastifyRequest): Promise<Page<MusterView>> {
    const { limit = usualLimit, cursor } = query;
    const tx = this.unitOfWork.manager;
    const found = await this.lists.list(tx, { before: cursorNumber(cursor), limit: limit + 1 });
    const { items, nextCursor } = pageOf(
      found,
      limit,
      ({ no }) => no,
      (muster) => muster,
    );
    return { items: await this.shown.views(tx, items, signedIn), nextCursor };
  }

  @Create('', 'Begin a muster: everybody who is inside is on its list', { of: MusterDetailView })
  start(
    @Body() body: MusterBody,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<MusterDetailView> {
    const { id, zoneIds, readerIds = [], drill } = body;
    if (zoneIds.length === 0) throw invalidField('zoneIds', 'names at least one zone');
    return this.audited.run(caller, async (tx) => {
      const made = await this.musters.start(tx, { id, zoneIds, readerIds, drill }, caller.actor);
      return this.shown.detail(tx, made, signedIn);
    });
  }

  @Read(':id', 'One muster with its people, and its report once it has ended', { of: MusterDetailView })
  @Snapshot()
  get(@Param('id') id: string, @Req() { signedIn }: FastifyRequest): Promise<MusterDetailView> {
    return this.shown.detail(this.unitOfWork.manager, id, signedIn);
  }

  @Replace(':id/persons/:pin', 'Say what became of a person; whoever was not inside is added. Late marks are taken')
  async mark(
    @Param('id') id: string,
    @Param('pin') pin: string,
    @Body() { state, at }: MusterMarkBody,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const mark = { state, at: at === undefined ? new Date() : instantOf(at) };
    await this.audited.run(caller, (tx) => this.musters.mark(tx, id, pin, mark, caller.actor));
  }

  @Action(':id/end', 'End it; ended again, it answers with the same report', { of: MusterReportView })
  end(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<MusterReportView> {
    return this.audited.run(caller, async (tx) => {
      await this.musters.end(tx, id, caller.actor);
      return this.shown.report(tx, id, signedIn);
    });
  }
}

/** @throws Failure invalid */
function instantOf(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw invalidField('at', 'is no instant');
  return at;
}
