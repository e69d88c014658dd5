import { Body, Param, Query } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AccLevel, AccLevelDoor } from '../accLevel/acc-level.entity.js';
import { AccLevelService } from '../accLevel/acc-level.service.js';
import { MembershipService } from '../accLevel/membership.service.js';
import type { Caller } from '../auth/audit.js';
import { By } from '../auth/by.js';
import { Calls } from '../auth/calls.js';
import { Work } from '../db/work.js';
import {
  AccessLevelBody,
  AccessLevelPatch,
  AccessLevelView,
  MemberView,
  toAccessLevelView,
} from './access-level.dto.js';
import { AdminResource, Change, Make, Read, Remove, Set } from './kit/admin.js';
import { cursorKey, ListQuery, listPage, pageOf, usualLimit, type Page } from './kit/page.js';

@AdminResource('access-levels')
export class AccessLevelController {
  constructor(
    private readonly levels: AccLevelService,
    private readonly membership: MembershipService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('', 'Access levels by id', { of: AccessLevelView, as: 'page' })
  async list(@Query() query: ListQuery): Promise<Page<AccessLevelView>> {
    const tx = this.work.manager;
    const { items, nextCursor } = await listPage(tx, AccLevel, 'id', query, (level) => level);
    return { items: await this.views(tx, items), nextCursor };
  }

  @Make('', 'Make an access level', { of: AccessLevelView })
  create(@Body() body: AccessLevelBody, @By() caller: Caller): Promise<AccessLevelView> {
    return this.calls.run(caller, async (tx) => this.view(tx, await this.levels.create(tx, body)));
  }

  @Read(':id', 'One access level', { of: AccessLevelView })
  async get(@Param('id') id: string): Promise<AccessLevelView> {
    return this.view(this.work.manager, await this.levels.get(this.work.manager, id));
  }

  @Change(':id', 'Name, time zone, doors, area; doors are replaced as a whole', { of: AccessLevelView })
  patch(@Param('id') id: string, @Body() body: AccessLevelPatch, @By() caller: Caller): Promise<AccessLevelView> {
    return this.calls.run(caller, async (tx) => this.view(tx, await this.levels.patch(tx, id, body)));
  }

  @Remove(':id', 'Remove an access level, from everybody who has it')
  async remove(@Param('id') id: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.levels.remove(tx, id));
  }

  @Read(':id/persons', 'Who has it, by pin', { of: MemberView, as: 'page' })
  async persons(@Param('id') id: string, @Query() query: ListQuery): Promise<Page<MemberView>> {
    const { limit = usualLimit, cursor } = query;
    const tx = this.work.manager;
    await this.levels.get(tx, id);
    const after = String(cursorKey(cursor) ?? '');
    const rows = await this.membership.members(tx, id, { after, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      ({ pin }) => pin,
      (member) => member,
    );
  }

  @Set(':id/persons/:pin', 'Grant it to a person')
  async grant(@Param('id') id: string, @Param('pin') pin: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.membership.grant(tx, pin, [id]));
  }

  @Remove(':id/persons/:pin', 'Take it from a person')
  async revoke(@Param('id') id: string, @Param('pin') pin: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.membership.revoke(tx, pin, [id]));
  }

  private async view(tx: EntityManager, level: AccLevel): Promise<AccessLevelView> {
    return toAccessLevelView(level, await this.levels.doorIds(tx, level.id));
  }

  private async views(tx: EntityManager, levels: readonly AccLevel[]): Promise<AccessLevelView[]> {
    const ids = levels.map(({ id }) => id);
    const doors = await tx.find(AccLevelDoor, { where: { levelId: In(ids) }, order: { doorId: 'ASC' } });
    return levels.map((level) =>
      toAccessLevelView(
        level,
        doors.filter(({ levelId }) => levelId === level.id).map(({ doorId }) => doorId),
      ),
    );
  }
}
