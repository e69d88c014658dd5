import type { Resource } from '../../ui/records/resource.js';

export const accounts: Resource = {
  texts: 'consumption',
  topic: 'consumption',
  icon: 'card',
  key: 'accounts',
  list: 'GET /consumption/accounts',
  path: '/consumption/accounts',
  id: 'pin',
  write: 'person',
  isPut: true,
  fields: [
    { name: 'pin', kind: 'person', isRequired: true, isFixed: true },
    { name: 'accountNo', kind: 'text' },
    { name: 'kindName', kind: 'text' },
    { name: 'enabled', kind: 'flag', begins: true },
    { name: 'member', kind: 'flag' },
    { name: 'moneyWallet', kind: 'number', hint: 'unit' },
    { name: 'allowanceWallet', kind: 'number' },
  ],
  columns: [
    { field: 'pin', width: 160, isSorted: true },
    { field: 'accountNo', width: 120, isSorted: true },
    { field: 'moneyWallet', width: 120, isSorted: true, isNumber: true },
    { field: 'allowanceWallet', width: 120, isSorted: true, isNumber: true, isHiddenOnPhone: true },
    { field: 'enabled', width: 100, isHiddenOnPhone: true },
  ],
  isSearched: true,
};
