import { Body, Param, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ConsumptionRecordService } from '../../modules/consumption/consumption-record.service.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { streamed } from '../../platform/http/body-parser.js';
import { wholeClock } from '../common/clock-text.js';
import { csvOf } from '../import/csv-body.js';
import { Action, AdminResource, Create, Read } from '../common/admin.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import { namingFields } from '../common/invalid.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import {
  ConsumptionRecordBody,
  ConsumptionRecordsBody,
  ConsumptionRecordsQuery,
  ConsumptionRecordView,
  recordFacts,
  toConsumptionRecordView,
} from './consumption-record.dto.js';
import { ConsumptionIntakeService } from './consumption-intake.service.js';
import { readTable } from './table-of.js';
import { TakenItemsView, toTakenItems } from './taken-items.js';

/** What tills booked. Nothing is changed or removed: a till corrects by another record. */
@AdminResource('consumption/records')
export class ConsumptionRecordController {
  constructor(
    private readonly records: ConsumptionRecordService,
    private readonly intake: ConsumptionIntakeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('', 'Consumption records, newest first', { of: ConsumptionRecordView, as: 'page' })
  list(
    @Query() query: ConsumptionRecordsQuery,
    @Req() { signedIn }: FastifyRequest,
  ): Promise<CountedPage<ConsumptionRecordView>> {
    const { kind, pin, deptCode, from, to } = query;
    const within = signedIn?.bounds?.departments ?? null;
    const filter = { kind, pin, deptCode, start: from && wholeClock(from), end: to && wholeClock(to), within };
    return searchRows(
      query,
      'id',
      (search) => this.records.search(this.unitOfWork.manager, filter, search),
      toConsumptionRecordView,
    );
  }

  @Create('', 'Book a record; an online one moves its account. The same again is stored once', {
    of: ConsumptionRecordView,
  })
  async create(@Body() body: ConsumptionRecordBody, @CurrentCaller() caller: Caller): Promise<ConsumptionRecordView> {
    const booked = this.audited.run(caller, async (tx) => {
      await this.intake.putRecord(tx, recordFacts(body));
      return this.records.byKey(tx, body.key);
    });
    return toConsumptionRecordView(await namingFields({ personNotFound: 'pin' }, booked));
  }

  @Action('batch', 'Book many records; one that is refused does not stop the others', { of: TakenItemsView })
  async batch(@Body() { items }: ConsumptionRecordsBody, @CurrentCaller() caller: Caller): Promise<TakenItemsView> {
    const placed = items.map((item, at) => ({ at, facts: recordFacts(item) }));
    return toTakenItems(await this.intake.putRecords(caller, placed));
  }

  @Action('import', 'Book records from CSV whose headings are the names of the fields', { of: TakenItemsView })
  @RouteConfig(streamed)
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', example: 'key,pin,time,money\nT1-77,1815,2026-05-31 12:30:00,450\n' } })
  async import(@Req() request: FastifyRequest, @CurrentCaller() caller: Caller): Promise<TakenItemsView> {
    const { items, refused, ignoredColumns } = await readTable(await csvOf(request), ConsumptionRecordBody, 'key');
    const placed = items.map(({ at, body }) => ({ at, facts: recordFacts(body) }));
    return toTakenItems(await this.intake.putRecords(caller, placed), refused, ignoredColumns);
  }

  @Read(':id', 'One consumption record', { of: ConsumptionRecordView })
  async get(@Param('id') id: string): Promise<ConsumptionRecordView> {
    return toConsumptionRecordView(await this.records.get(this.unitOfWork.manager, id));
  }
}
