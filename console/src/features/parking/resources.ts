import type { Field, Values } from '../../ui/records/field.js';
import type { Resource } from '../../ui/records/resource.js';

const shared = {
  texts: 'parkingSite',
  topic: 'parking',
  icon: 'car',
  id: 'id',
  write: 'device',
  isSearched: true,
} as const;

const name: Field = { name: 'name', kind: 'text', isRequired: true };
const area: Field = { name: 'areaId', label: 'area', kind: 'one', of: 'parkingAreas', isRequired: true };
const named = { field: 'name', width: 220, isSorted: true } as const;
const inArea = { field: 'areaId', width: 180 } as const;

export const areas: Resource = {
  ...shared,
  key: 'areas',
  list: 'GET /parking/areas',
  path: '/parking/areas',
  fields: [
    name,
    { name: 'parentId', label: 'above', kind: 'one', of: 'parkingAreas', hasNone: true, isNullable: true },
    { name: 'admitsTemporary', label: 'temporary', kind: 'flag', begins: false },
  ],
  columns: [named, { field: 'parentId', width: 200 }, { field: 'admitsTemporary', width: 120, isHiddenOnPhone: true }],
};

export const spaces: Resource = {
  ...shared,
  key: 'spaces',
  list: 'GET /parking/spaces',
  path: '/parking/spaces',
  fields: [name, area],
  columns: [named, inArea],
};

export const entrances: Resource = {
  ...shared,
  key: 'entrances',
  list: 'GET /parking/entrances',
  path: '/parking/entrances',
  fields: [name, area],
  columns: [named, inArea],
};

export const carTypes: Resource = {
  ...shared,
  key: 'carTypes',
  list: 'GET /parking/car-types',
  path: '/parking/car-types',
  fields: [name],
  columns: [named],
};

export const discounts: Resource = {
  ...shared,
  key: 'discounts',
  list: 'GET /parking/discounts',
  path: '/parking/discounts',
  fields: [
    name,
    { name: 'kind', kind: 'choice', options: ['free', 'amount', 'minutes', 'percent'], begins: 'minutes' },
    { name: 'value', kind: 'number', min: 1, hint: 'value', isRequired: true, when: ({ kind }) => kind !== 'free' },
  ],
  columns: [named, { field: 'kind', width: 140 }, { field: 'value', width: 100, isNumber: true }],
};

const barrierIs = (kind: string) => (values: Values) => values.barrier === kind;
const opens = ({ barrier }: Values) => barrier !== 'none';

export const channels: Resource = {
  ...shared,
  key: 'channels',
  list: 'GET /parking/channels',
  path: '/parking/channels',
  fields: [
    name,
    area,
    { name: 'state', label: 'leads', kind: 'choice', options: [1, 2, 3, 4, 5, 6], begins: 1 },
    { name: 'entranceId', label: 'entrance', kind: 'one', of: 'parkingEntrances', hasNone: true, isNullable: true },
    { name: 'barrier', kind: 'choice', options: ['none', 'door', 'auxOutput', 'http'], begins: 'none' },
    { name: 'barrierId', label: 'door', kind: 'one', of: 'doors', isRequired: true, when: barrierIs('door') },
    {
      name: 'barrierId',
      label: 'output',
      kind: 'one',
      of: 'auxOutputs',
      isRequired: true,
      when: barrierIs('auxOutput'),
    },
    { name: 'barrierUrl', label: 'url', kind: 'text', isRequired: true, when: barrierIs('http') },
    { name: 'barrierSecret', label: 'secret', hint: 'secret', kind: 'text', isSecret: true, when: barrierIs('http') },
    { name: 'barrierSeconds', label: 'seconds', kind: 'number', min: 1, max: 254, begins: 5, when: opens },
    { name: 'readerId', label: 'reader', kind: 'one', of: 'readers', hasNone: true, isNullable: true },
  ],
  columns: [named, inArea, { field: 'state', width: 160 }, { field: 'barrier', width: 140, isHiddenOnPhone: true }],
};

export const plates: Resource = {
  ...shared,
  key: 'plates',
  list: 'GET /parking/plates',
  path: '/parking/plates',
  id: 'plate',
  write: 'person',
  isPut: true,
  isSearched: false,
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

export const vehicles: Resource = {
  ...shared,
  key: 'vehicles',
  list: 'GET /parking/fixed-vehicles',
  path: '/parking/fixed-vehicles',
  id: 'plate',
  write: 'person',
  isPut: true,
  fields: [
    { name: 'plate', kind: 'text', isRequired: true, isFixed: true },
    { name: 'pin', label: 'person', kind: 'person', isRequired: true },
    area,
    { name: 'carTypeId', label: 'carType', kind: 'one', of: 'parkingCarTypes', isRequired: true },
    { name: 'spaceId', label: 'space', kind: 'one', of: 'parkingSpaces', hasNone: true, isNullable: true },
    { name: 'entranceIds', label: 'entrances', hint: 'entrances', kind: 'many', of: 'parkingEntrances' },
    { name: 'startDate', label: 'firstDay', kind: 'text', inputType: 'date', isRequired: true },
    { name: 'endDate', label: 'lastDay', kind: 'text', inputType: 'date', isRequired: true },
    { name: 'amount', kind: 'number', min: 0, begins: 0 },
  ],
  columns: [
    { field: 'plate', width: 140, isSorted: true },
    { field: 'pin', width: 100, isSorted: true },
    { field: 'areaId', width: 160, isHiddenOnPhone: true },
    { field: 'startDate', width: 120, isSorted: true, isHiddenOnPhone: true },
    { field: 'endDate', width: 120, isSorted: true },
  ],
};
