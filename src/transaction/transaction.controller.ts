import { checkRange } from '../api/dates.js';
import { Read, Resource } from '../api/endpoint.js';
import { pageOf, sliceOf, type Page, type PageQuery } from '../api/page.js';
import { Params } from '../api/params.js';
import { Work } from '../db/work.js';
import { TransactionListService, type EventFilter } from './transaction-list.service.js';
import {
  DeviceTransactionsQuery,
  PersonTransactionsQuery,
  TransactionDto,
  transactionDto,
  TransactionIdQuery,
  TransactionsQuery,
} from './transaction.dto.js';

/** Clients leave the page out here and expect the day (field notes 2.1). */
export const firstThousand = { pageNo: 1, pageSize: 1_000 };

interface Asked extends PageQuery {
  readonly startDate?: string | null;
  readonly endDate?: string | null;
}

@Resource('transaction')
export class TransactionController {
  constructor(
    private readonly transactions: TransactionListService,
    private readonly work: Work,
  ) {}

  @Read('transaction/device/:deviceSn', 'Events of a device', {
    section: '2.18.1',
    of: TransactionDto,
    as: 'list',
    aliases: ['transaction/device'],
  })
  async ofDevice(@Params() query: DeviceTransactionsQuery): Promise<TransactionDto[]> {
    return (await this.page(query, { sn: query.deviceSn })).data;
  }

  @Read('v2/transaction/device/:deviceSn', 'Events of a device, with their total', {
    section: '2.18.2',
    of: TransactionDto,
    as: 'page',
    aliases: ['v2/transaction/device'],
  })
  ofDeviceWithTotal(@Params() query: DeviceTransactionsQuery): Promise<Page<TransactionDto>> {
    return this.page(query, { sn: query.deviceSn });
  }

  @Read('transaction/list', 'Events', { section: '2.18.3', of: TransactionDto, as: 'list' })
  async list(@Params() query: TransactionsQuery): Promise<TransactionDto[]> {
    return (await this.page(query, { pin: query.personPin })).data;
  }

  @Read('v2/transaction/list', 'Events, with their total', { section: '2.18.4', of: TransactionDto, as: 'page' })
  listWithTotal(@Params() query: TransactionsQuery): Promise<Page<TransactionDto>> {
    return this.page(query, { pin: query.personPin });
  }

  @Read('transaction/person/:pin', 'Events of a person', {
    section: '2.18.6',
    of: TransactionDto,
    as: 'list',
    aliases: ['transaction/person'],
  })
  async ofPerson(@Params() query: PersonTransactionsQuery): Promise<TransactionDto[]> {
    return (await this.page(query, { pin: query.pin })).data;
  }

  @Read('v2/transaction/person/:pin', 'Events of a person, with their total', {
    section: '2.18.7',
    of: TransactionDto,
    as: 'page',
    aliases: ['v2/transaction/person'],
  })
  ofPersonWithTotal(@Params() query: PersonTransactionsQuery): Promise<Page<TransactionDto>> {
    return this.page(query, { pin: query.pin });
  }

  @Read('transaction/getById/:id', 'An event', {
    section: '2.18.13',
    of: TransactionDto,
    aliases: ['transaction/getById'],
  })
  async getById(@Params() { id }: TransactionIdQuery): Promise<TransactionDto> {
    return transactionDto(await this.transactions.get(this.work.manager, id));
  }

  private async page(query: Asked, whose: EventFilter): Promise<Page<TransactionDto>> {
    const slice = sliceOf(query, firstThousand);
    const { startDate: start, endDate: end } = query;
    checkRange(start, end);
    const { events, total } = await this.transactions.list(this.work.manager, { ...whose, start, end }, slice);
    return pageOf(events.map(transactionDto), total, slice);
  }
}
