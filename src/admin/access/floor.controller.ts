import { Body, Param, Query } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { FloorActionsService } from '../../modules/elevator/floor-actions.service.js';
import { Floor } from '../../modules/elevator/floor.entity.js';
import { FloorService } from '../../modules/elevator/floor.service.js';
import { PartsQuery } from './door.dto.js';
import {
  FloorActionsBody,
  FloorAnswersView,
  FloorBody,
  FloorPatch,
  FloorView,
  toFloorAnswers,
  toFloorView,
} from './floor.dto.js';
import { Act, AdminResource, Change, Make, Read } from '../common/admin.js';
import { listPage, type Page } from '../common/page.js';
import { secondsOf, targetOf, toldOf } from './outputs.dto.js';

@AdminResource('floors')
export class AdminFloorController {
  constructor(
    private readonly floors: FloorService,
    private readonly actions: FloorActionsService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Floors; they come from the registration of their elevator controller', { of: FloorView, as: 'page' })
  list(@Query() query: PartsQuery): Promise<Page<FloorView>> {
    const where = query.sn === undefined ? {} : { deviceSn: query.sn };
    return listPage(this.work.manager, Floor, 'id', query, toFloorView, where);
  }

  @Act('actions', 'One action on many floors at once', { of: FloorAnswersView })
  async act(@Body() body: FloorActionsBody, @By() caller: Caller): Promise<FloorAnswersView> {
    const target = targetOf('floorIds', body.floorIds, body);
    const seconds = secondsOf(body);
    const asked = await this.calls.run(caller, (tx) => this.actions.ask(tx, target, body.action, seconds), toldOf);
    return toFloorAnswers(await this.actions.answers(asked, body.wait ?? 0));
  }

  @Make('', 'Name a floor that its controller does not tell of, or that keeps an id that clients know', {
    of: FloorView,
  })
  async create(@Body() body: FloorBody, @By() caller: Caller): Promise<FloorView> {
    return toFloorView(await this.calls.run(caller, (tx) => this.floors.add(tx, body)));
  }

  @Read(':id', 'One floor', { of: FloorView })
  async get(@Param('id') id: string): Promise<FloorView> {
    return toFloorView(await this.floors.get(this.work.manager, id));
  }

  @Change(':id', 'Its name', { of: FloorView })
  async patch(@Param('id') id: string, @Body() { name }: FloorPatch, @By() caller: Caller): Promise<FloorView> {
    return toFloorView(await this.calls.run(caller, (tx) => this.floors.rename(tx, id, name)));
  }
}
