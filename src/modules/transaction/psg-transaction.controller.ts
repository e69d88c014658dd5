import { PsgTransactionDto, psgTransactionDto } from './psg-transaction.dto.js';
import { createTransactionController, type TransactionCall } from './transaction-calls.controller.js';
import { DeviceTransactionsQuery, PersonTransactionsQuery, TransactionsQuery } from './transaction.dto.js';

const row = { of: PsgTransactionDto, row: psgTransactionDto };
const ofDevice = { ...row, summary: 'Events of an entrance controller', query: DeviceTransactionsQuery };
const ofPerson = { ...row, summary: 'Events of a person at entrances', query: PersonTransactionsQuery };
const list = { ...row, summary: 'Events of entrances', query: TransactionsQuery };

const calls: readonly TransactionCall[] = [
  {
    ...ofDevice,
    path: 'psgTransaction/device/:deviceSn',
    section: '2.34.1',
    as: 'list',
    aliases: ['psgTransaction/device'],
  },
  { ...list, path: 'psgTransaction/list', section: '2.34.2', as: 'list' },
  {
    ...ofPerson,
    path: 'psgTransaction/person/:pin',
    section: '2.34.4',
    as: 'list',
    aliases: ['psgTransaction/person'],
  },
  {
    ...ofDevice,
    path: 'v2/psgTransaction/device/:deviceSn',
    section: '2.34.5',
    as: 'page',
    aliases: ['v2/psgTransaction/device'],
  },
  { ...list, path: 'v2/psgTransaction/list', section: '2.34.6', as: 'page' },
  {
    ...ofPerson,
    path: 'v2/psgTransaction/person/:pin',
    section: '2.34.7',
    as: 'page',
    aliases: ['v2/psgTransaction/person'],
  },
  {
    ...ofDevice,
    path: 'v3/psgTransaction/device/:deviceSn',
    section: 'v1.2:2.9.5.3',
    as: 'page',
    aliases: ['v3/psgTransaction/device'],
    device: 'known',
  },
  {
    ...ofPerson,
    path: 'v3/psgTransaction/person/:pin',
    section: 'v1.2:2.9.5.9',
    as: 'page',
    aliases: ['v3/psgTransaction/person'],
  },
];

/** Lists of the events of channel controllers (API manual 2.34). */
export const PsgTransactionController = createTransactionController('psgTransaction', ['psg'], calls);
