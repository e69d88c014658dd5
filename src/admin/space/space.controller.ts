import { randomBytes } from 'node:crypto';
import { Body, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { SpaceCalendarService } from '../../modules/space/space-calendar.service.js';
import { spaceSql, type StoredSpace } from '../../modules/space/space-list.js';
import { SpaceService } from '../../modules/space/space.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { searchedRows } from '../../platform/database/searched-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Action, AdminResource, Create, Patch, Read, Remove } from '../common/admin.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { peopleSeen, textOfSeen } from './people-seen.js';
import { SpaceBody, SpaceCalendarView, SpacePatch, SpacesQuery, SpaceView, toSpaceView } from './space.dto.js';

const managerSeen = textOfSeen('s."managerPin"', 's."managerName"', '$2');

/** Rooms that can be reserved. */
@AdminResource('spaces')
export class AdminSpaceController {
  constructor(
    private readonly spaces: SpaceService,
    private readonly calendars: SpaceCalendarService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Rooms by name', { of: SpaceView, as: 'page' })
  async list(@Query() query: SpacesQuery, @Req() request: FastifyRequest): Promise<CountedPage<SpaceView>> {
    const { manager } = this.unitOfWork;
    const departments = request.signedIn?.bounds?.departments ?? null;
    const listed = {
      sql: `SELECT s.*, ${managerSeen} AS "seenManager" FROM (${spaceSql}) s
        WHERE $1::text IS NULL OR s."areaCode" = $1`,
      parameters: [query.areaCode ?? null, departments],
      by: 'id',
      texts: ['name', 'address', 'areaName', 'remark', departments === null ? 'managerName' : 'seenManager'],
      others: ['capacity', 'status', 'updatedAt'],
      usual: 'name',
    } as const;
    type Row = StoredSpace & { readonly seenManager: string };
    const page = await searchRows<Row, StoredSpace>(
      query,
      'id',
      (search) => searchedRows<Row>(manager, listed, search),
      (space) => space,
    );
    return { ...page, items: await this.views(manager, page.items, request) };
  }

  @Create('', 'Make a room', { of: SpaceView })
  async create(
    @Body() { deviceSns, ...body }: SpaceBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<SpaceView> {
    const made = await this.audited.run(caller, (tx) => this.spaces.add(tx, { ...body, sns: deviceSns }));
    return this.view(made, request);
  }

  @Read(':id', 'One room', { of: SpaceView })
  async get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<SpaceView> {
    return this.view(await this.spaces.get(this.unitOfWork.manager, id), request);
  }

  @Patch(':id', 'Given values change; lists are replaced as a whole', { of: SpaceView })
  async patch(
    @Param('id') id: string,
    @Body() { deviceSns, ...body }: SpacePatch,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<SpaceView> {
    const changed = await this.audited.run(caller, (tx) => this.spaces.patch(tx, id, { ...body, sns: deviceSns }));
    return this.view(changed, request);
  }

  @Remove(':id', 'Remove a room with its reservations')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.spaces.remove(tx, id));
  }

  @Read(':id/calendar.ics', 'Its reservations as iCalendar (RFC 5545)')
  @ApiProduces('text/calendar')
  async calendar(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const space = await this.spaces.get(this.unitOfWork.manager, id);
    void reply.type('text/calendar; charset=utf-8').header('cache-control', 'private, no-cache');
    return this.calendars.text(this.unitOfWork.manager, space);
  }

  @Action(':id/calendar', 'Make a secret address for calendar programs; the one before ends', {
    of: SpaceCalendarView,
  })
  async publish(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<SpaceCalendarView> {
    const secret = randomBytes(32).toString('base64url');
    await this.audited.run(caller, (tx) => this.calendars.publish(tx, id, secret));
    return { path: `/calendars/${secret}.ics` };
  }

  @Remove(':id/calendar', 'End its secret address for calendar programs')
  async unpublish(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.calendars.publish(tx, id, null));
  }

  private async view(space: StoredSpace, request: FastifyRequest): Promise<SpaceView> {
    const [view] = await this.views(this.unitOfWork.manager, [space], request);
    return view ?? toSpaceView(space, false);
  }

  private async views(tx: EntityManager, spaces: readonly StoredSpace[], request: FastifyRequest) {
    const sees = await peopleSeen(
      tx,
      request,
      spaces.flatMap(({ managerPin }) => managerPin ?? []),
    );
    return spaces.map((space) => toSpaceView(space, space.managerPin === null || sees(space.managerPin)));
  }
}
