import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AuxActionsService } from '../../modules/door/aux-actions.service.js';
import { AuxInput } from '../../modules/door/aux-input.entity.js';
import { AuxOutput } from '../../modules/door/aux-output.entity.js';
import { AuxPointService } from '../../modules/door/aux-point.service.js';
import { OutputStatesService } from '../../modules/door/output-states.service.js';
import { SearchedPartsQuery, simpleValues } from './door.dto.js';
import { Action, AdminResource, Patch, Read } from '../common/admin.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import {
  ActionWait,
  AuxActionsBody,
  AuxAnswersView,
  AuxInputPatch,
  AuxOutputPatch,
  AuxOutputView,
  AuxView,
  secondsOf,
  targetOf,
  toAuxAnswers,
  toAuxOutputView,
  toAuxView,
  toldOf,
} from './outputs.dto.js';

const outputs: Listed<AuxOutput> = {
  entity: AuxOutput,
  by: 'id',
  texts: ['name'],
  others: ['number'],
  shownAs: { sn: 'deviceSn' },
};
const inputs: Listed<AuxInput> = {
  entity: AuxInput,
  by: 'id',
  texts: ['name'],
  others: ['number'],
  shownAs: { sn: 'deviceSn' },
};

const ofDevice = ({ sn }: SearchedPartsQuery) => (sn === undefined ? {} : { deviceSn: sn });
const factsOf = ({ name, settings }: AuxInputPatch | AuxOutputPatch) => ({
  name,
  settings: simpleValues('settings', settings),
});

@AdminResource('aux-outputs')
export class AuxOutputController {
  constructor(
    private readonly points: AuxPointService,
    private readonly actions: AuxActionsService,
    private readonly states: OutputStatesService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Auxiliary outputs; they come from the registration of their device', { of: AuxOutputView, as: 'page' })
  async list(@Query() query: SearchedPartsQuery): Promise<CountedPage<AuxOutputView>> {
    const page = await searchPage(this.unitOfWork.manager, outputs, query, (output) => output, ofDevice(query));
    return { ...page, items: await this.views(page.items) };
  }

  @Action('actions', 'Switch many auxiliary outputs at once', { of: AuxAnswersView })
  async act(
    @Body() body: AuxActionsBody,
    @Query() query: ActionWait,
    @CurrentCaller() caller: Caller,
  ): Promise<AuxAnswersView> {
    const target = targetOf('auxOutputIds', body.auxOutputIds, body);
    const seconds = secondsOf(body);
    const asked = await this.audited.run(caller, (tx) => this.actions.ask(tx, target, body.action, seconds), toldOf);
    return toAuxAnswers(await this.actions.answers(asked, body.wait ?? query.wait ?? 0));
  }

  @Read(':id', 'One auxiliary output', { of: AuxOutputView })
  async get(@Param('id') id: string): Promise<AuxOutputView> {
    return this.view(await this.points.getOutput(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name and settings', { of: AuxOutputView })
  async patch(
    @Param('id') id: string,
    @Body() body: AuxOutputPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<AuxOutputView> {
    return this.view(await this.audited.run(caller, (tx) => this.points.patchOutput(tx, id, factsOf(body))));
  }

  private async view(output: AuxOutput): Promise<AuxOutputView> {
    const [view] = await this.views([output]);
    return view ?? toAuxOutputView(output);
  }

  private async views(outputs: readonly AuxOutput[]): Promise<AuxOutputView[]> {
    const states = await this.states.of(this.unitOfWork.manager, 'auxOutput', outputs);
    return outputs.map((output) => toAuxOutputView(output, states.get(output.id)));
  }
}

@AdminResource('aux-inputs')
export class AuxInputController {
  constructor(
    private readonly points: AuxPointService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Auxiliary inputs; they come from the registration of their device', { of: AuxView, as: 'page' })
  list(@Query() query: SearchedPartsQuery): Promise<CountedPage<AuxView>> {
    return searchPage(this.unitOfWork.manager, inputs, query, toAuxView, ofDevice(query));
  }

  @Read(':id', 'One auxiliary input', { of: AuxView })
  async get(@Param('id') id: string): Promise<AuxView> {
    return toAuxView(await this.points.getInput(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Name and settings', { of: AuxView })
  async patch(@Param('id') id: string, @Body() body: AuxInputPatch, @CurrentCaller() caller: Caller): Promise<AuxView> {
    return toAuxView(await this.audited.run(caller, (tx) => this.points.patchInput(tx, id, factsOf(body))));
  }
}
