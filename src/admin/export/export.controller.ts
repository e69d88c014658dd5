import { applyDecorators, Param, Query, Req, type StreamableFile, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiQuery, OmitType } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AlarmsQuery } from '../alarm/alarm.dto.js';
import { DaySheetQuery } from '../attendance/day-sheet.dto.js';
import { AdminResource, Read } from '../common/admin.js';
import { CommandsQuery } from '../device/command.dto.js';
import { EventsQuery } from '../event/event.dto.js';
import { PersonListQuery } from '../person/person.dto.js';
import { AuditQuery } from '../system/audit.dto.js';
import { VisitsQuery } from '../visitor/visitor.dto.js';
import { ExportService } from './export.service.js';
import type { TableName } from './tables.js';
import { InsideQuery } from './export.dto.js';

const paged = ['limit', 'cursor'] as const;

/** A list as a file: the query is checked by the list itself. */
const Exported = (table: TableName, what: string, query: Type<unknown>) =>
  applyDecorators(
    Read(`${table}.:format`, `${what} as a table: everything that the filters of the list select`),
    ApiParam({ name: 'format', enum: ['csv', 'xlsx'], description: 'csv: UTF-8 with a byte order mark' }),
    ApiQuery({ type: query }),
    ApiQuery({
      name: 'columns',
      required: false,
      type: String,
      description: 'Fields of the list with commas between them, in this order; left out = all',
    }),
    ApiOkResponse({
      description: 'The table',
      content: {
        'text/csv': { schema: { type: 'string' } },
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
          schema: { type: 'string', format: 'binary' },
        },
      },
    }),
  );

/** Lists as files, without an end that is known before. Two at once. */
@AdminResource('exports')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Exported(
    'events',
    'Events, newest first,',
    OmitType(EventsQuery, ['order', 'before', 'after', 'limit', 'wait', 'kinds']),
  )
  events(
    @Param('format') format: string,
    @Query() _query: Record<string, string>,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return this.exports.open({ table: 'events', format }, request, caller);
  }

  @Exported('persons', 'Persons', OmitType(PersonListQuery, [...paged, 'count']))
  persons(
    @Param('format') format: string,
    @Query() _query: Record<string, string>,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return this.exports.open({ table: 'persons', format }, request, caller);
  }

  @Exported('visits', 'Visits, newest first,', OmitType(VisitsQuery, paged))
  visits(
    @Param('format') format: string,
    @Query() _query: Record<string, string>,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return this.exports.open({ table: 'visits', format }, request, caller);
  }

  @Exported('audit', 'The audit log, newest first,', OmitType(AuditQuery, paged))
  audit(
    @Param('format') format: string,
    @Query() _query: Record<string, string>,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return this.exports.open({ table: 'audit', format }, request, caller);
  }

  @Exported('commands', 'Commands, newest first,', OmitType(CommandsQuery, paged))
  commands(
    @Param('format') format: string,
    @Query() _query: Record<string, string>,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return this.exports.open({ table: 'commands', format }, request, caller);
  }

  @Exported('alarms', 'Alarms', OmitType(AlarmsQuery, [...paged, 'count']))
  alarms(
    @Param('format') format: string,
    @Query() _query: Record<string, string>,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return this.exports.open({ table: 'alarms', format }, request, caller);
  }

  @Exported('attendance', 'Days of persons, by pin and day,', OmitType(DaySheetQuery, paged))
  attendance(
    @Param('format') format: string,
    @Query() _query: Record<string, string>,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return this.exports.open({ table: 'attendance', format }, request, caller);
  }

  @Exported('inside', 'Who is inside', InsideQuery)
  inside(
    @Param('format') format: string,
    @Query() _query: Record<string, string>,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return this.exports.open({ table: 'inside', format }, request, caller);
  }
}
