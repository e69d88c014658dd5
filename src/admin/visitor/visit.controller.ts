import { Body, Param, Query } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { VisitRegistrationService } from '../../modules/visitor/visit-registration.service.js';
import { VisitListService } from '../../modules/visitor/visit-list.service.js';
import { VisitorCodeService } from '../../modules/visitor/visitor-codes.service.js';
import { VisitService } from '../../modules/visitor/visit.service.js';
import { photosOf } from '../../modules/visitor/visitor.dto.js';
import { Action, AdminResource, Patch, Create, Read } from '../common/admin.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { Snapshot } from '../common/snapshot.js';
import { namingVisitor } from './naming.js';
import { appointmentIn, filterOf, plainTime, timeIn } from './visitor-input.js';
import {
  toVisitView,
  VisitBody,
  VisitCodeView,
  VisitPatchBody,
  VisitsQuery,
  VisitView,
  warned,
} from './visitor.dto.js';

@AdminResource('visits')
export class AdminVisitController {
  constructor(
    private readonly registrations: VisitRegistrationService,
    private readonly visits: VisitService,
    private readonly history: VisitListService,
    private readonly codes: VisitorCodeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Visits, newest first; q also finds the whole number of a certificate or of a QR code', {
    of: VisitView,
    as: 'page',
  })
  @Snapshot()
  list(@Query() query: VisitsQuery): Promise<CountedPage<VisitView>> {
    const clock = this.visits.clock();
    const tx = this.unitOfWork.manager;
    return searchRows(
      query,
      'id',
      (search) => this.history.search(tx, filterOf(query), search, clock),
      (visit) => toVisitView(visit, clock),
    );
  }

  @Create('', 'Register a visitor who has come', { of: VisitView })
  async create(@Body() body: VisitBody, @CurrentCaller() caller: Caller): Promise<VisitView> {
    const { facePhoto: face, certPhoto: cert, signaturePhoto: signature, enterGoodsPhoto: enterGoods, ...said } = body;
    const photos = await namingVisitor(photosOf({ face, cert, signature, enterGoods }));
    const facts = { ...appointmentIn(said, this.visits.clock()), visitorCount: said.visitorCount ?? 1, photos };
    return this.audited.run(caller, async (tx) => {
      const { id } = await namingVisitor(this.registrations.register(tx, facts));
      return warned(await this.view(tx, id));
    });
  }

  @Read(':id', 'One visit', { of: VisitView })
  @Snapshot()
  get(@Param('id') id: string): Promise<VisitView> {
    return this.view(this.unitOfWork.manager, id);
  }

  @Patch(':id', 'From when and until when it lasts, and where it leads; while it is on', { of: VisitView })
  patch(@Param('id') id: string, @Body() body: VisitPatchBody, @CurrentCaller() caller: Caller): Promise<VisitView> {
    const { levelIds, startTime, endTime } = body;
    const clock = this.visits.clock();
    return this.audited.run(caller, async (tx) => {
      const said = {
        levelIds,
        startTime: startTime === undefined ? undefined : timeIn(startTime, clock),
        endTime: endTime === undefined ? undefined : plainTime(endTime),
      };
      await namingVisitor(this.registrations.patch(tx, id, said));
      return this.view(tx, id);
    });
  }

  @Read(':id/qr', 'A QR code of the visitor, good for a short while; it ends the one before', { of: VisitCodeView })
  async qr(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<VisitCodeView> {
    const { text, until } = await this.audited.run(caller, (tx) => this.codes.ofVisit(tx, id));
    return { text, until: until.toISOString() };
  }

  @Action(':id/exit', 'Sign the visitor out', { of: VisitView })
  exit(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<VisitView> {
    return this.audited.run(caller, async (tx) => {
      await this.visits.end(tx, await this.visits.held(tx, id), 'exit');
      return this.view(tx, id);
    });
  }

  private async view(tx: EntityManager, id: string): Promise<VisitView> {
    const [visit] = await this.history.list(tx, { id }, { offset: 0, limit: 1 });
    if (!visit) throw new Failure('notFound', `there is no visit ${id}`);
    return toVisitView(visit, this.visits.clock());
  }
}
