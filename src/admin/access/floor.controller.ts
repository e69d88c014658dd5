import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { OutputStatesService } from '../../modules/door/output-states.service.js';
import { FloorActionsService } from '../../modules/elevator/floor-actions.service.js';
import { Floor } from '../../modules/elevator/floor.entity.js';
import { FloorService } from '../../modules/elevator/floor.service.js';
import { SearchedPartsQuery } from './door.dto.js';
import {
  FloorActionsBody,
  FloorAnswersView,
  FloorBody,
  FloorPatch,
  FloorView,
  toFloorAnswers,
  toFloorView,
} from './floor.dto.js';
import { Action, AdminResource, Patch, Create, Read } from '../common/admin.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { ActionWait, secondsOf, targetOf, toldOf } from './outputs.dto.js';

const listed: Listed<Floor> = { entity: Floor, by: 'id', texts: ['name'], others: ['number'] };

@AdminResource('floors')
export class AdminFloorController {
  constructor(
    private readonly floors: FloorService,
    private readonly actions: FloorActionsService,
    private readonly states: OutputStatesService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Floors; they come from the registration of their elevator controller', { of: FloorView, as: 'page' })
  async list(@Query() query: SearchedPartsQuery): Promise<CountedPage<FloorView>> {
    const tx = this.unitOfWork.manager;
    const where = query.sn === undefined ? {} : { deviceSn: query.sn };
    const page = await searchPage(tx, listed, query, (floor) => floor, where);
    const states = await this.states.of(tx, 'floor', page.items);
    return { ...page, items: page.items.map((floor) => toFloorView(floor, states.get(floor.id))) };
  }

  @Action('actions', 'One action on many floors at once', { of: FloorAnswersView })
  async act(
    @Body() body: FloorActionsBody,
    @Query() query: ActionWait,
    @CurrentCaller() caller: Caller,
  ): Promise<FloorAnswersView> {
    const target = targetOf('floorIds', body.floorIds, body);
    const seconds = secondsOf(body);
    const asked = await this.audited.run(caller, (tx) => this.actions.ask(tx, target, body.action, seconds), toldOf);
    return toFloorAnswers(await this.actions.answers(asked, body.wait ?? query.wait ?? 0));
  }

  @Create('', 'Add a floor that its controller does not report, or that keeps an id that clients know', {
    of: FloorView,
  })
  async create(@Body() body: FloorBody, @CurrentCaller() caller: Caller): Promise<FloorView> {
    return toFloorView(await this.audited.run(caller, (tx) => this.floors.add(tx, body)));
  }

  @Read(':id', 'One floor', { of: FloorView })
  async get(@Param('id') id: string): Promise<FloorView> {
    return this.view(await this.floors.get(this.unitOfWork.manager, id));
  }

  @Patch(':id', 'Its name', { of: FloorView })
  async patch(
    @Param('id') id: string,
    @Body() { name }: FloorPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<FloorView> {
    return this.view(await this.audited.run(caller, (tx) => this.floors.rename(tx, id, name)));
  }

  private async view(floor: Floor): Promise<FloorView> {
    return toFloorView(floor, (await this.states.of(this.unitOfWork.manager, 'floor', [floor])).get(floor.id));
  }
}
