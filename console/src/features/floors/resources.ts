import type { Field } from '../../ui/records/field.js';
import type { Resource } from '../../ui/records/resource.js';

const name: Field = { name: 'name', kind: 'text', isRequired: true };
const device: Field = { name: 'sn', label: 'device', kind: 'one', of: 'devices', isRequired: true, isFixed: true };
const number: Field = { name: 'number', kind: 'number', min: 1, isRequired: true, isFixed: true };

const shared = {
  texts: 'floors',
  topic: 'floors',
  id: 'id',
  write: 'door.settings',
  isKept: true,
} as const;

const deviceAndNumber = [
  { field: 'sn', width: 180 },
  { field: 'number', width: 90, isNumber: true },
] as const;

/** Floors come from the registration of their elevator controller. */
export const floors: Resource = {
  ...shared,
  key: 'floors',
  list: 'GET /floors',
  path: '/floors',
  icon: 'up',
  fields: [device, number, name],
  columns: [{ field: 'name', width: 240, isSorted: true }, ...deviceAndNumber],
  isSearched: true,
};

/** So do the auxiliary outputs of a controller. */
export const outputs: Resource = {
  ...shared,
  key: 'outputs',
  list: 'GET /aux-outputs',
  path: '/aux-outputs',
  icon: 'out',
  fields: [device, number, name],
  columns: [{ field: 'name', width: 240 }, ...deviceAndNumber],
  isMadeElsewhere: true,
};
