import { Body, Param, Query } from '@nestjs/common';
import { AreaPersonService } from '../../modules/areaPerson/area-person.service.js';
import { ModulePersonService } from '../../modules/areaPerson/module-person.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import {
  AreaMemberView,
  AttendancePersonPatch,
  AttendancePersonQuery,
  AttendancePersonView,
  toAttendancePersonView,
} from './attendance-person.dto.js';
import { AdminResource, Patch, Read, Remove, Replace } from '../common/admin.js';
import { SearchQuery, searchRows, type CountedPage } from '../common/search-page.js';

/** Which people attendance terminals know, and their roles there. */
@AdminResource('attendance')
export class AttendancePersonController {
  constructor(
    private readonly areaPersons: AreaPersonService,
    private readonly modulePersons: ModulePersonService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('areas/:code/persons', 'Whom the attendance terminals of an area know, by pin', {
    of: AreaMemberView,
    as: 'page',
  })
  members(@Param('code') code: string, @Query() query: SearchQuery): Promise<CountedPage<AreaMemberView>> {
    const area = { module: 'att', area: code } as const;
    return searchRows(
      query,
      'pin',
      (search) => this.areaPersons.search(this.unitOfWork.manager, area, search),
      (member) => member,
    );
  }

  @Replace('areas/:code/persons/:pin', 'Give a person to the attendance terminals of an area')
  async put(@Param('code') code: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.areaPersons.put(tx, 'att', code, [pin]));
  }

  @Remove('areas/:code/persons/:pin', 'Take a person from the attendance terminals of an area')
  async take(@Param('code') code: string, @Param('pin') pin: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.areaPersons.take(tx, 'att', code, [pin]));
  }

  @Read('persons', 'What persons are on attendance terminals, by pin', { of: AttendancePersonView, as: 'page' })
  list(@Query() query: AttendancePersonQuery): Promise<CountedPage<AttendancePersonView>> {
    const isAttendance = query.isAttendance === undefined ? undefined : query.isAttendance === 'true';
    const which = { module: 'att', isAttendance } as const;
    const tx = this.unitOfWork.manager;
    return searchRows(query, 'pin', (search) => this.modulePersons.search(tx, which, search), toAttendancePersonView);
  }

  @Read('persons/:pin', 'What a person is on attendance terminals', { of: AttendancePersonView })
  async get(@Param('pin') pin: string): Promise<AttendancePersonView> {
    return toAttendancePersonView(await this.modulePersons.get(this.unitOfWork.manager, 'att', pin));
  }

  @Patch('persons/:pin', 'Say what a person is on attendance terminals', { of: AttendancePersonView })
  patch(@Param('pin') pin: string, @Body() body: AttendancePersonPatch, @CurrentCaller() caller: Caller) {
    return this.audited.run(caller, async (tx) =>
      toAttendancePersonView(await this.modulePersons.edit(tx, 'att', pin, body)),
    );
  }
}
