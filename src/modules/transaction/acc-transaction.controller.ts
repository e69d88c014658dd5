import { Compat } from '../../facade/compat.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventNameService } from './event-name.service.js';
import { EventPhotoService } from './event-photo.service.js';
import { createTransactionController, type TransactionCall } from './transaction-calls.controller.js';
import { TransactionListService } from './transaction-list.service.js';
import {
  AnyPersonTransactionsQuery,
  DeviceTransactionsQuery,
  PersonTransactionsQuery,
  TransactionDto,
  transactionDto,
  TransactionIdQuery,
  TransactionRowDto,
  transactionRowDto,
  TransactionsQuery,
} from './transaction.dto.js';

const row = { of: TransactionDto, row: transactionDto };
const laterRow = { of: TransactionRowDto, row: transactionRowDto };

const ofDevice = { ...row, summary: 'Events of a device', query: DeviceTransactionsQuery };
const ofPerson = { ...row, summary: 'Events of a person', query: PersonTransactionsQuery };
const list = { ...row, summary: 'Events', query: TransactionsQuery };

const calls: readonly TransactionCall[] = [
  {
    ...ofDevice,
    path: 'transaction/device/:deviceSn',
    section: '2.18.1',
    as: 'list',
    aliases: ['transaction/device'],
  },
  {
    ...ofDevice,
    path: 'v2/transaction/device/:deviceSn',
    section: '2.18.2',
    as: 'page',
    aliases: ['v2/transaction/device'],
  },
  {
    ...ofDevice,
    ...laterRow,
    path: 'v3/transaction/device',
    section: 'v1.2:2.2.5.3',
    as: 'page',
    aliases: ['v3/transaction/device/:deviceSn'],
    device: 'known',
  },
  { ...list, path: 'transaction/list', section: '2.18.3', as: 'list' },
  { ...list, path: 'v2/transaction/list', section: '2.18.4', as: 'page' },
  { ...ofPerson, path: 'transaction/person/:pin', section: '2.18.6', as: 'list', aliases: ['transaction/person'] },
  {
    ...ofPerson,
    path: 'v2/transaction/person/:pin',
    section: '2.18.7',
    as: 'page',
    aliases: ['v2/transaction/person'],
  },
  {
    ...laterRow,
    summary: 'Events of a person, or of all',
    query: AnyPersonTransactionsQuery,
    path: 'v3/transaction/person',
    section: 'v1.2:2.2.5.9',
    as: 'page',
    aliases: ['v3/transaction/person/:pin'],
  },
];

/** Lists of the events of controllers (API manual 2.18). */
export const AccTransactionController = createTransactionController('transaction', ['acc'], calls);

/** One event by its id, of whatever family, with the picture that was taken. */
@Resource('transaction')
export class TransactionByIdController {
  constructor(
    private readonly transactions: TransactionListService,
    private readonly photos: EventPhotoService,
    private readonly names: EventNameService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('transaction/getById/:id', 'An event', {
    section: '2.18.13',
    of: TransactionDto,
    aliases: ['transaction/getById'],
  })
  async getById(
    @Params() { id }: TransactionIdQuery,
    @Compat() { eventNames }: Compatibility,
  ): Promise<TransactionDto> {
    const event = await this.transactions.get(this.unitOfWork.manager, id);
    return { ...transactionDto(event, this.names[eventNames]), capturePhotoBase64: await this.pictureOf(id) };
  }

  @Read('v2/transaction/getById', 'An event, with its door and side', {
    section: 'v1.2:2.2.5.17',
    of: TransactionRowDto,
    aliases: ['v2/transaction/getById/:id'],
  })
  async getRowById(
    @Params() { id }: TransactionIdQuery,
    @Compat() { eventNames }: Compatibility,
  ): Promise<TransactionRowDto> {
    const event = await this.transactions.get(this.unitOfWork.manager, id);
    return { ...transactionRowDto(event, this.names[eventNames]), capturePhotoBase64: await this.pictureOf(id) };
  }

  private async pictureOf(id: string): Promise<string> {
    const content = await this.photos.content(this.unitOfWork.manager, id, null);
    return content?.toString('base64') ?? '';
  }
}
