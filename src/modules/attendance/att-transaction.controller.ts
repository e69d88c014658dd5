import { Compat } from '../../facade/compat.js';
import { checkRange } from '../../facade/dates.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { pageOf, sliceOf, type Page } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventNameService } from '../transaction/event-name.service.js';
import { firstThousand } from '../transaction/transaction-calls.controller.js';
import { TransactionsQuery } from '../transaction/transaction.dto.js';
import { AttRecordService } from './att-record.service.js';
import { attTransactionDto, AttTransactionDto } from './att-transaction.dto.js';

/** Attendance records. */
@Resource('transaction')
export class AttTransactionController {
  constructor(
    private readonly records: AttRecordService,
    private readonly names: EventNameService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('transaction/listAttTransaction', 'Attendance records', {
    section: '2.21.1',
    of: AttTransactionDto,
    as: 'list',
  })
  async list(@Params() query: TransactionsQuery, @Compat() compatibility: Compatibility): Promise<AttTransactionDto[]> {
    return (await this.listWithTotal(query, compatibility)).data;
  }

  @Read('v2/transaction/listAttTransaction', 'Attendance records, with their total', {
    section: 'v1.2:2.3.5.2',
    of: AttTransactionDto,
    as: 'page',
  })
  async listWithTotal(
    @Params() query: TransactionsQuery,
    @Compat() { eventNames }: Compatibility,
  ): Promise<Page<AttTransactionDto>> {
    const slice = sliceOf(query, firstThousand);
    const { personPin: pin, startDate: start, endDate: end } = query;
    checkRange(start, end);
    const { events, total } = await this.records.list(this.unitOfWork.manager, { pin, start, end }, slice);
    const areaCodes = await this.records.areaCodes(this.unitOfWork.manager, events);
    return pageOf(
      events.map((event) => attTransactionDto(event, this.names[eventNames], areaCodes.get(event.sn) ?? null)),
      total,
      slice,
    );
  }
}
