import { Body, Param, Query } from '@nestjs/common';
import { AreaPersonService } from '../../modules/areaPerson/area-person.service.js';
import { ModulePersonService } from '../../modules/areaPerson/module-person.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { By } from '../../platform/auth/audit-context.js';
import { Calls } from '../../platform/auth/audited-transaction.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { AreaMemberView } from '../attendance/attendance-person.dto.js';
import { InsPersonPatch, InsPersonView, toInsPersonView } from './ins-person.dto.js';
import { AdminResource, Change, Read, Remove, Set } from '../common/admin.js';
import { cursorKey, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';

/** Whom FaceKiosk devices know, and what each of them is there. */
@AdminResource('ins')
export class AdminInsPersonController {
  constructor(
    private readonly areaPersons: AreaPersonService,
    private readonly modulePersons: ModulePersonService,
    private readonly calls: Calls,
    private readonly work: Work,
  ) {}

  @Read('areas/:code/persons', 'Whom the FaceKiosk devices of an area know, by pin', { of: AreaMemberView, as: 'page' })
  async members(@Param('code') code: string, @Query() query: ListQuery): Promise<Page<AreaMemberView>> {
    const { limit = usualLimit, cursor } = query;
    const after = String(cursorKey(cursor) ?? '');
    const rows = await this.areaPersons.list(this.work.manager, 'ins', code, { after, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      ({ pin }) => pin,
      (member) => member,
    );
  }

  @Set('areas/:code/persons/:pin', 'Give a person to the FaceKiosk devices of an area')
  async put(@Param('code') code: string, @Param('pin') pin: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.areaPersons.put(tx, 'ins', code, [pin]));
  }

  @Remove('areas/:code/persons/:pin', 'Take a person from the FaceKiosk devices of an area')
  async take(@Param('code') code: string, @Param('pin') pin: string, @By() caller: Caller): Promise<void> {
    await this.calls.run(caller, (tx) => this.areaPersons.take(tx, 'ins', code, [pin]));
  }

  @Read('persons/:pin', 'What a person is on FaceKiosk devices', { of: InsPersonView })
  async get(@Param('pin') pin: string): Promise<InsPersonView> {
    return toInsPersonView(await this.modulePersons.get(this.work.manager, 'ins', pin));
  }

  @Change('persons/:pin', 'Say what a person is on FaceKiosk devices', { of: InsPersonView })
  patch(@Param('pin') pin: string, @Body() body: InsPersonPatch, @By() caller: Caller): Promise<InsPersonView> {
    return this.calls.run(caller, async (tx) => toInsPersonView(await this.modulePersons.edit(tx, 'ins', pin, body)));
  }
}
