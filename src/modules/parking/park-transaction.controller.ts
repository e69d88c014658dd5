import { checkRange } from '../../facade/dates.js';
import { Compat } from '../../facade/compat.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { textAnswer, type Verbatim } from '../../facade/envelope.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import {
  ParkPictureQuery,
  ParkRecordInDto,
  ParkRecordOutDto,
  ParkRecordsQuery,
  toRecordIn,
  toRecordOut,
} from './parking.dto.js';
import { ParkingRecordService, type Direction, type ListedRecord } from './parking-record.service.js';

const listFails = ['timeRangeInvalid', 'carPlateInvalid'] as const;

const directions: ReadonlyMap<string, Direction> = new Map([
  ['1', 'in'],
  ['2', 'out'],
]);

@Resource('parkTransaction')
export class ParkTransactionController {
  constructor(
    private readonly records: ParkingRecordService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('parkTransaction/getParkRecordPicture', 'The picture of a record, in base64', {
    section: '2.20.1',
    text: true,
  })
  async picture(@Params() { recordId, recordType }: ParkPictureQuery): Promise<Verbatim> {
    const direction = directions.get(recordType);
    if (!direction) throw new Failure('invalid', 'recordType must be 1 (entry) or 2 (exit)');
    const record = await this.records.get(this.unitOfWork.manager, recordId);
    if (record.direction !== direction) {
      throw new Failure('notFound', `there is no parking record ${recordId} of recordType ${recordType}`);
    }
    const picture = await this.records.picture(this.unitOfWork.manager, recordId);
    return textAnswer(picture?.toString('base64') ?? null);
  }

  @Read('parkTransaction/listParkRecordin', 'Cars that came in', {
    section: '2.20.2',
    fails: listFails,
    of: ParkRecordInDto,
    as: 'list',
  })
  async listIn(@Params() query: ParkRecordsQuery): Promise<ParkRecordInDto[]> {
    return (await this.rows(query, 'in')).map((record) => toRecordIn(record, 'list'));
  }

  @Read('v2/parkTransaction/listParkRecordin', 'Cars that came in, with their total', {
    section: '2.20.2',
    fails: listFails,
    of: ParkRecordInDto,
    as: 'page',
    orList: true,
  })
  pageIn(
    @Params() query: ParkRecordsQuery,
    @Compat() { parkRecords }: Compatibility,
  ): Promise<Page<ParkRecordInDto> | ParkRecordInDto[]> {
    if (parkRecords === 'array') return this.listIn(query);
    return this.page(query, 'in', (record) => toRecordIn(record, 'page'));
  }

  @Read('parkTransaction/listParkRecordout', 'Cars that went out', {
    section: '2.20.3',
    fails: listFails,
    of: ParkRecordOutDto,
    as: 'list',
  })
  async listOut(@Params() query: ParkRecordsQuery): Promise<ParkRecordOutDto[]> {
    return (await this.rows(query, 'out')).map((record) => toRecordOut(record, 'list'));
  }

  @Read('v2/parkTransaction/listParkRecordout', 'Cars that went out, with their total', {
    section: '2.20.3',
    fails: listFails,
    of: ParkRecordOutDto,
    as: 'page',
    orList: true,
  })
  pageOut(
    @Params() query: ParkRecordsQuery,
    @Compat() { parkRecords }: Compatibility,
  ): Promise<Page<ParkRecordOutDto> | ParkRecordOutDto[]> {
    if (parkRecords === 'array') return this.listOut(query);
    return this.page(query, 'out', (record) => toRecordOut(record, 'page'));
  }

  private rows(query: ParkRecordsQuery, direction: Direction): Promise<ListedRecord[]> {
    return this.records.list(this.unitOfWork.manager, filterOf(query, direction), sliceOf(query));
  }

  private async page<T>(
    query: ParkRecordsQuery,
    direction: Direction,
    view: (record: ListedRecord) => T,
  ): Promise<Page<T>> {
    const slice = sliceOf(query);
    const filter = filterOf(query, direction);
    const rows = await this.records.list(this.unitOfWork.manager, filter, slice);
    return pageOf(rows.map(view), await this.records.count(this.unitOfWork.manager, filter), slice);
  }
}

function filterOf({ carNumber, startDate: start, endDate: end }: ParkRecordsQuery, direction: Direction) {
  checkRange(start, end);
  return { direction, carNumber: carNumber ?? null, start, end };
}
