import { Body, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DoorActionsService } from '../../modules/door/door-actions.service.js';
import { DoorPreparationService } from '../../modules/door/door-preparation.service.js';
import { DoorSettingsService } from '../../modules/door/door-settings.service.js';
import { Door } from '../../modules/door/door.entity.js';
import { DoorBody, DoorPatch, DoorsQuery, DoorView, simpleValues } from './door.dto.js';
import { Action, AdminResource, Patch, Create, Read } from '../common/admin.js';
import { searchPage, type CountedPage, type Listed } from '../common/search-page.js';
import { Snapshot } from '../common/snapshot.js';
import { DoorBoardService } from './door-board.service.js';
import {
  ActionWait,
  DoorActionsBody,
  DoorAnswersView,
  minutesOf,
  secondsOf,
  targetOf,
  toDoorAnswers,
  toldOf,
} from './outputs.dto.js';

const listed: Listed<Door> = { entity: Door, by: 'id', texts: ['name'], others: ['number'] };

@AdminResource('doors')
export class AdminDoorController {
  constructor(
    private readonly doors: DoorSettingsService,
    private readonly actions: DoorActionsService,
    private readonly preparation: DoorPreparationService,
    private readonly board: DoorBoardService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Doors; they come from the registration of their device', { of: DoorView, as: 'page' })
  @Snapshot()
  async list(@Query() query: DoorsQuery, @Req() { signedIn }: FastifyRequest): Promise<CountedPage<DoorView>> {
    const { manager } = this.unitOfWork;
    const where = query.sn === undefined ? {} : { deviceSn: query.sn };
    const ids = await this.board.chosen(manager, query);
    const page = await searchPage(manager, listed, query, (door) => door, where, ids);
    return { ...page, items: await this.board.views(manager, page.items, signedIn) };
  }

  @Action('actions', 'One action on many doors at once: evacuation, lockdown', { of: DoorAnswersView })
  async act(
    @Body() body: DoorActionsBody,
    @Query() query: ActionWait,
    @CurrentCaller() caller: Caller,
  ): Promise<DoorAnswersView> {
    const target = targetOf('doorIds', body.doorIds, body);
    const action = { action: body.action, seconds: secondsOf(body), minutes: minutesOf(body) };
    const asked = await this.audited.run(caller, (tx) => this.actions.ask(tx, target, action), toldOf);
    return toDoorAnswers(await this.actions.answers(asked, body.wait ?? query.wait ?? 0));
  }

  @Create('', 'Name a door before its device registers, so that it keeps an id that clients know', { of: DoorView })
  async create(
    @Body() body: DoorBody,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<DoorView> {
    return this.view(await this.audited.run(caller, (tx) => this.preparation.addDoor(tx, body)), signedIn);
  }

  @Read(':id', 'One door', { of: DoorView })
  @Snapshot()
  async get(@Param('id') id: string, @Req() { signedIn }: FastifyRequest): Promise<DoorView> {
    return this.view(await this.doors.getDoor(this.unitOfWork.manager, id), signedIn);
  }

  @Patch(':id', 'Name and settings', { of: DoorView })
  async patch(
    @Param('id') id: string,
    @Body() body: DoorPatch,
    @CurrentCaller() caller: Caller,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<DoorView> {
    const facts = { name: body.name, settings: simpleValues('settings', body.settings) };
    return this.view(await this.audited.run(caller, (tx) => this.doors.patchDoor(tx, id, facts)), signedIn);
  }

  private view(door: Door, who: FastifyRequest['signedIn']): Promise<DoorView> {
    return this.board.view(this.unitOfWork.manager, door, who);
  }
}
