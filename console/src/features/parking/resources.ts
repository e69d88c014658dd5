import type { Resource } from '../../ui/records/resource.js';

const shared = { texts: 'parking', topic: 'parking', icon: 'car' } as const;

export const areas: Resource = {
  ...shared,
  key: 'areas',
  list: 'GET /parking/areas',
  path: '/parking/areas',
  id: 'id',
  write: 'device',
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'parentId', label: 'above', kind: 'one', of: 'parkingAreas', hasNone: true, isNullable: true },
  ],
  columns: [
    { field: 'name', width: 240, isSorted: true },
    { field: 'parentId', width: 200 },
  ],
  isSearched: true,
};

export const channels: Resource = {
  ...shared,
  key: 'channels',
  list: 'GET /parking/channels',
  path: '/parking/channels',
  id: 'id',
  write: 'device',
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'areaId', label: 'area', kind: 'one', of: 'parkingAreas', isRequired: true },
    { name: 'state', label: 'leads', kind: 'choice', options: [1, 2, 3, 4, 5, 6], begins: 1 },
  ],
  columns: [
    { field: 'name', width: 220, isSorted: true },
    { field: 'areaId', width: 180 },
    { field: 'state', width: 160 },
  ],
  isSearched: true,
};

export const plates: Resource = {
  ...shared,
  key: 'plates',
  list: 'GET /parking/plates',
  path: '/parking/plates',
  id: 'plate',
  write: 'person',
  isPut: true,
  fields: [
    { name: 'plate', kind: 'text', isRequired: true, isFixed: true },
    { name: 'list', kind: 'choice', options: ['allow', 'deny'], begins: 'allow' },
    { name: 'from', kind: 'text', inputType: 'date', isNullable: true },
    { name: 'to', kind: 'text', inputType: 'date', isNullable: true },
  ],
  columns: [
    { field: 'plate', width: 160 },
    { field: 'list', width: 160 },
    { field: 'from', width: 120, isHiddenOnPhone: true },
    { field: 'to', width: 120, isHiddenOnPhone: true },
  ],
};
