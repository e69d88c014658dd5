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
import { cursorKey, ListQuery, pageOf, usualLimit, type Page } from '../common/page.js';

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
  async members(@Param('code') code: string, @Query() query: ListQuery): Promise<Page<AreaMemberView>> {
    const { limit = usualLimit, cursor } = query;
    const after = String(cursorKey(cursor) ?? '');
    const rows = await this.areaPersons.list(this.unitOfWork.manager, 'att', code, { after, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      ({ pin }) => pin,
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
  async list(@Query() query: AttendancePersonQuery): Promise<Page<AttendancePersonView>> {
    const { limit = usualLimit, cursor, isAttendance } = query;
    const after = String(cursorKey(cursor) ?? '');
    const which = isAttendance === undefined ? undefined : isAttendance === 'true';
    const rows = await this.modulePersons.list(this.unitOfWork.manager, 'att', which, { after, limit: limit + 1 });
    return pageOf(rows, limit, ({ pin }) => pin, toAttendancePersonView);
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
