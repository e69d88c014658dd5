import { Compat } from '../../facade/compat.js';
import { checkRange } from '../../facade/dates.js';
import { Resource, Write } from '../../facade/endpoint.js';
import { Verbatim } from '../../facade/envelope.js';
import { pageOf, sliceOf } from '../../facade/page.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import {
  DoorTransactionDetailAnswer,
  doorTransactionDetailDto,
  doorTransactionDto,
  DoorTransactionsAnswer,
  DoorTransactionsParams,
  levelOfType,
  TransactionPageAnswer,
} from './door-transaction.dto.js';
import { TransactionListService } from './transaction-list.service.js';
import { EventNameService } from './event-name.service.js';
import { firstThousand } from './transaction-calls.controller.js';
import { transactionDto, TransactionIdQuery } from './transaction.dto.js';

@Resource('transaction')
export class DoorTransactionController {
  constructor(
    private readonly transactions: TransactionListService,
    private readonly names: EventNameService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('transaction/getDoorTransactions', 'Events of doors', {
    section: '2.18.10',
    of: DoorTransactionsAnswer,
    bare: true,
    json: true,
  })
  async list(@Params() params: DoorTransactionsParams, @Compat() { eventNames }: Compatibility): Promise<Verbatim> {
    const { events, total, slice } = await this.find(params);
    return new Verbatim({
      ret: 'ok',
      msg: 'operation succeed',
      data: events.map((event) => doorTransactionDto(event, this.names[eventNames])),
      i18nArgs: null,
      page: slice.offset / slice.limit + 1,
      pageSize: slice.limit,
      total,
      success: true,
    });
  }

  @Write('v2/transaction/getDoorTransactions', 'Events of doors, with their total', {
    section: '2.18.11',
    of: TransactionPageAnswer,
    bare: true,
    json: true,
  })
  async listWithTotal(
    @Params() params: DoorTransactionsParams,
    @Compat() { eventNames }: Compatibility,
  ): Promise<Verbatim> {
    const { events, total, slice } = await this.find(params);
    const data = pageOf(
      events.map((event) => transactionDto(event, this.names[eventNames])),
      total,
      slice,
    );
    return new Verbatim({ ret: 'ok', msg: 'Operation Succeed', data, i18nArgs: null, success: true });
  }

  @Write('transaction/getDoorTransactionDetail', 'An event of a door', {
    section: '2.18.12',
    of: DoorTransactionDetailAnswer,
    bare: true,
    json: true,
  })
  async detail(@Params() { id }: TransactionIdQuery, @Compat() { eventNames }: Compatibility): Promise<Verbatim> {
    const event = await this.transactions.get(this.unitOfWork.manager, id);
    const data = doorTransactionDetailDto(event, this.names[eventNames]);
    return new Verbatim({ ret: 'ok', msg: 'operation succeed', data, i18nArgs: null, success: true });
  }

  private async find(params: DoorTransactionsParams) {
    const { devSn: sn, personPin: pin, startTime: start, endTime: end, filter, eventNo, type } = params;
    const { pageNo = params.page, pageSize } = params;
    const slice = sliceOf({ pageNo, pageSize }, firstThousand);
    checkRange(start, end);
    const rare = { of: ['acc'] as const, sn, pin, start, end, filter, eventNo, eventLevel: levelOfType(type) };
    return { ...(await this.transactions.listRare(this.unitOfWork.manager, rare, slice)), slice };
  }
}
