import { Inject } from '@nestjs/common';
import { Compat } from '../../facade/compat.js';
import { checkRange } from '../../facade/dates.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import type { Config } from '../../platform/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CONFIG } from '../../platform/tokens.js';
import {
  PosidTransactionDto,
  PosidTransactionsQuery,
  PosTransactionDto,
  PosTransactionsQuery,
  toPosidTransaction,
  toPosTransaction,
} from './consumption.dto.js';
import { ConsumptionRecordService } from './consumption-record.service.js';
import type { RecordFilter, StoredRecord } from './consumption-record.js';

/** What was paid at tills. */
@Resource('transaction')
export class PosTransactionController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly records: ConsumptionRecordService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('transaction/listPosTransaction', 'Offline consumption: what cards paid', {
    section: 'v1.2:2.4.1.1',
    of: PosTransactionDto,
    as: 'page',
    orList: true,
  })
  async offline(
    @Params() query: PosTransactionsQuery,
    @Compat() { posRecords }: Compatibility,
  ): Promise<Page<PosTransactionDto> | PosTransactionDto[]> {
    const slice = sliceOf(query);
    const { personPin: pin, startDate: start, endDate: end, deptCode } = query;
    checkRange(start, end);
    if (deptCode) await this.records.checkDepartment(this.unitOfWork.manager, deptCode);
    const page = await this.page({ kind: 'offline', pin, deptCode, start, end }, slice, toPosTransaction);
    return posRecords === 'array' ? page.data : page;
  }

  @Read('transaction/listPosidTransaction', 'Online consumption: what accounts paid', {
    section: 'v1.2:2.5.2.1',
    of: PosidTransactionDto,
    as: 'page',
  })
  online(@Params() query: PosidTransactionsQuery): Promise<Page<PosidTransactionDto>> {
    const slice = sliceOf(query);
    const { personPin: pin, startDate: start, endDate: end } = query;
    checkRange(start, end);
    const view = (record: StoredRecord) => toPosidTransaction(record, this.config.siteTimeZone);
    return this.page({ kind: 'online', pin, start, end }, slice, view);
  }

  private async page<T>(
    filter: RecordFilter,
    slice: ReturnType<typeof sliceOf>,
    view: (record: StoredRecord) => T,
  ): Promise<Page<T>> {
    const tx = this.unitOfWork.manager;
    const rows = await this.records.list(tx, filter, slice);
    return pageOf(rows.map(view), await this.records.count(tx, filter), slice);
  }
}
