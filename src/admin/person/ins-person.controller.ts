import { Body, Param, Query } from '@nestjs/common';
import { AreaPersonService } from '../../modules/areaPerson/area-person.service.js';
import { ModulePersonService } from '../../modules/areaPerson/module-person.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AreaMemberView } from '../attendance/attendance-person.dto.js';
import { InsPersonPatch, InsPersonView, toInsPersonView } from './ins-person.dto.js';
import { AdminResource, Patch, Read, Remove, Replace } from '../common/admin.js';
import { SearchQuery, searchRows, type CountedPage } from '../common/search-page.js';

/** Which people FaceKiosk devices know, and their roles there. */
@AdminResource('ins')
export class AdminInsPersonController {
  constructor(
    private readonly areaPersons: AreaPersonService,
    private readonly modulePersons: ModulePersonService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('areas/:code/persons', 'Whom the FaceKiosk devices of an area know, by pin', { of: AreaMemberView, as: 'page' })
  members(@Param('code') code: string, @Query() query: SearchQuery): Promise<CountedPage<AreaMemberView>> {
    const area = { module: 'ins', area: code } as const;
    return searchRows(
      query,
      'pin',
      (search) => this.areaPersons.search(this.unitOfWork.manager, area, search),
      (member) => member,
    );
  }

  @Replace('areas/:code/persons/:pin', 'Give a person to the FaceKiosk devices of an area')
  async put(@Param('code') code: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.areaPersons.put(tx, 'ins', code, [pin]));
  }

  @Remove('areas/:code/persons/:pin', 'Take a person from the FaceKiosk devices of an area')
  async take(@Param('code') code: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.areaPersons.take(tx, 'ins', code, [pin]));
  }

  @Read('persons/:pin', 'What a person is on FaceKiosk devices', { of: InsPersonView })
  async get(@Param('pin') pin: string): Promise<InsPersonView> {
    return toInsPersonView(await this.modulePersons.get(this.unitOfWork.manager, 'ins', pin));
  }

  @Patch('persons/:pin', 'Say what a person is on FaceKiosk devices', { of: InsPersonView })
  patch(
    @Param('pin') pin: string,
    @Body() body: InsPersonPatch,
    @CurrentCaller() caller: Caller,
  ): Promise<InsPersonView> {
    return this.audited.run(caller, async (tx) => toInsPersonView(await this.modulePersons.edit(tx, 'ins', pin, body)));
  }
}
