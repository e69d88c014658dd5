import { Body, Header, Param, Query, StreamableFile } from '@nestjs/common';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Search } from '../../platform/database/searched-rows.js';
import { Failure } from '../../platform/errors.js';
import { formatOf } from '../../modules/file/sniff.js';
import { ParkingRecordService } from '../../modules/parking/parking-record.service.js';
import { AdminResource, Create, Read, Remove } from '../common/admin.js';
import { wholeClock } from '../common/clock-text.js';
import { namingFields } from '../common/invalid.js';
import { searchRows, type CountedPage } from '../common/search-page.js';
import {
  ParkingRecordBody,
  ParkingRecordsQuery,
  ParkingRecordView,
  passageOf,
  toParkingRecordView,
} from './parking-record.dto.js';

/** Entries and exits of cars. Plate readers send them here. */
@AdminResource('parking/records')
export class ParkingRecordController {
  constructor(
    private readonly records: ParkingRecordService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Create(
    '',
    'Report a car that passed a channel; the answer says whether its plate is on the allow or the deny list',
    {
      of: ParkingRecordView,
    },
  )
  async create(@Body() body: ParkingRecordBody, @CurrentCaller() caller: Caller): Promise<ParkingRecordView> {
    const passage = passageOf(body);
    const fields = { carPlateInvalid: 'plate', notFound: 'channel' } as const;
    const stored = this.audited.run(caller, (tx) => this.records.store(tx, passage));
    return toParkingRecordView(await namingFields(fields, stored));
  }

  @Read('', 'Parking records, newest first', { of: ParkingRecordView, as: 'page' })
  list(@Query() query: ParkingRecordsQuery): Promise<CountedPage<ParkingRecordView>> {
    const { plate, direction, from, to } = query;
    const filter = {
      carNumber: plate,
      direction,
      start: from && wholeClock(from),
      end: to && wholeClock(to),
    };
    const tx = this.unitOfWork.manager;
    const find = (search: Search) =>
      namingFields({ carPlateInvalid: 'plate' }, this.records.search(tx, filter, search));
    return searchRows(query, 'id', find, toParkingRecordView);
  }

  @Read(':id', 'One parking record', { of: ParkingRecordView })
  async get(@Param('id') id: string): Promise<ParkingRecordView> {
    return toParkingRecordView(await this.records.get(this.unitOfWork.manager, id));
  }

  @Remove(':id', 'Remove a parking record and its picture')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.audited.run(caller, (tx) => this.records.remove(tx, id));
  }

  @Read(':id/picture', 'Its picture')
  @Header('Cache-Control', 'private, no-store')
  async picture(@Param('id') id: string): Promise<StreamableFile> {
    const picture = await this.records.picture(this.unitOfWork.manager, id);
    if (!picture) throw new Failure('notFound', `there is no picture of the parking record ${id}`);
    return new StreamableFile(picture, { type: formatOf(picture)?.type ?? 'application/octet-stream' });
  }
}
