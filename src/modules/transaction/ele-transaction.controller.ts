import { createTransactionController } from './transaction-calls.controller.js';
import { TransactionDto, transactionDto, TransactionsQuery } from './transaction.dto.js';

const list = { of: TransactionDto, row: transactionDto, summary: 'Events of elevators', query: TransactionsQuery };

/** Lists of the events of elevator controllers (API manual 2.19). */
export const EleTransactionController = createTransactionController(
  'eleTransaction',
  ['ele'],
  [
    { ...list, path: 'eleTransaction/list', section: '2.19.1', as: 'list' },
    { ...list, path: 'v2/eleTransaction/list', section: '2.19.2', as: 'page' },
  ],
);
