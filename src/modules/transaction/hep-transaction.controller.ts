import { HepTransactionDto, hepTransactionDto } from './hep-transaction.dto.js';
import { createTransactionController } from './transaction-calls.controller.js';
import { TransactionsQuery } from './transaction.dto.js';

/** Events of all devices that checked for a mask or measured a temperature (API manual 2.26). */
export const HepTransactionController = createTransactionController(
  'hep',
  ['hep'],
  [
    {
      of: HepTransactionDto,
      row: hepTransactionDto,
      summary: 'Events with mask and temperature',
      query: TransactionsQuery,
      path: 'hep/transaction/list',
      section: '2.26.1',
      as: 'list',
    },
  ],
);
