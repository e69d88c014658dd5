import type { Resource } from '../../ui/records/resource.js';

const shared = { texts: 'intrusion', topic: 'intrusion', icon: 'shield', id: 'id', write: 'device' } as const;

export const panels: Resource = {
  ...shared,
  key: 'panels',
  list: 'GET /intrusion/panels',
  path: '/intrusion/panels',
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'account', kind: 'text', isRequired: true },
    { name: 'receiver', kind: 'text' },
    { name: 'line', kind: 'text' },
    { name: 'key', kind: 'text', isSecret: true, hint: 'key' },
    { name: 'sources', kind: 'texts' },
    { name: 'areaCode', kind: 'one', of: 'areas', hasNone: true, isNullable: true },
    { name: 'pollSeconds', kind: 'number', min: 0, hint: 'poll' },
  ],
  columns: [
    { field: 'name', width: 220, isSorted: true },
    { field: 'account', width: 120, isSorted: true },
    { field: 'areaCode', width: 160, isHiddenOnPhone: true },
    { field: 'pollSeconds', width: 120, isNumber: true, isHiddenOnPhone: true },
  ],
  isSearched: true,
};

export const partitions: Resource = {
  ...shared,
  key: 'partitions',
  list: 'GET /intrusion/partitions',
  path: '/intrusion/partitions',
  fields: [
    { name: 'panelId', kind: 'one', of: 'intrusionPanels', isRequired: true, isFixed: true },
    { name: 'number', kind: 'number', min: 0, isRequired: true, isFixed: true },
    { name: 'name', kind: 'text', isRequired: true },
  ],
  columns: [
    { field: 'name', width: 220, isSorted: true },
    { field: 'panelId', width: 200 },
    { field: 'number', width: 100, isSorted: true, isNumber: true },
  ],
  isSearched: true,
};

export const points: Resource = {
  ...shared,
  key: 'points',
  list: 'GET /intrusion/points',
  path: '/intrusion/points',
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'panelId', kind: 'one', of: 'intrusionPanels', hasNone: true, isFixed: true },
    { name: 'number', label: 'zone', kind: 'number', min: 0, isFixed: true },
    { name: 'auxInId', kind: 'one', of: 'auxInputs', hasNone: true, isFixed: true, hint: 'aux' },
    {
      name: 'kind',
      kind: 'choice',
      options: ['burglary', 'panic', 'fire', 'medical', 'technical', 'tamper'],
      begins: 'burglary',
    },
    { name: 'normally', kind: 'choice', options: ['open', 'closed'], begins: 'open' },
  ],
  columns: [
    { field: 'name', width: 220, isSorted: true },
    { field: 'panelId', width: 180 },
    { field: 'number', width: 80, isNumber: true },
    { field: 'auxInId', width: 160, isHiddenOnPhone: true },
  ],
  isSearched: true,
};
