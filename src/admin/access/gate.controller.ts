import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { GateActionsService } from '../../modules/gate/gate-actions.service.js';
import { GateService } from '../../modules/gate/gate.service.js';
import { SearchedPartsQuery } from './door.dto.js';
import {
  GateActionsBody,
  GateAnswersView,
  GateBody,
  GatePatch,
  GateView,
  toGateAnswers,
  toGateView,
} from './gate.dto.js';
import { Action, AdminResource, Patch, Create, Read } from '../common/admin.js';
import { invalidField } from '../common/invalid.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { ActionWait, toldOf } from './outputs.dto.js';

@AdminResource('gates')
export class GateController {
  constructor(
    private readonly gates: GateService,
    private readonly actions: GateActionsService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Entrance channels; each is there from the first report of its controller on', { of: GateView, as: 'page' })
  list(@Query() query: SearchedPartsQuery): Promise<CountedPage<GateView>> {
    const tx = this.unitOfWork.manager;
    return searchRows(query, 'id', (search) => this.gates.search(tx, query.sn, search), toGateView);
  }

  @Action('actions', 'Let one person through each of these gates', { of: GateAnswersView })
  async act(
    @Body() body: GateActionsBody,
    @Query() query: ActionWait,
    @CurrentCaller() caller: Caller,
  ): Promise<GateAnswersView> {
    const { gateIds, action, wait = query.wait ?? 0 } = body;
    if (gateIds.length === 0) throw invalidField('gateIds', 'is empty');
    const asked = await this.audited.run(caller, (tx) => this.actions.ask(tx, gateIds, action), toldOf);
    return toGateAnswers(await this.actions.answers(asked, wait));
  }

  @Read(':id', 'One entrance channel', { of: GateView })
  async get(@Param('id') id: string): Promise<GateView> {
    return toGateView(await this.gates.get(this.unitOfWork.manager, id));
  }

  @Create('', 'Add a gate that its controller does not report, or that keeps an id that clients know', {
    of: GateView,
  })
  create(@Body() body: GateBody, @CurrentCaller() caller: Caller): Promise<GateView> {
    return this.audited.run(caller, async (tx) => toGateView(await this.gates.add(tx, body)));
  }

  @Patch(':id', 'Its name, and which locks it has', { of: GateView })
  patch(@Param('id') id: string, @Body() body: GatePatch, @CurrentCaller() caller: Caller): Promise<GateView> {
    return this.audited.run(caller, async (tx) => toGateView(await this.gates.patch(tx, id, body)));
  }
}
