import type { Field } from '../../ui/records/field.js';
import type { Resource } from '../../ui/records/resource.js';

const name: Field = { name: 'name', kind: 'text', isRequired: true };
const hours: Field = { name: 'timeZoneId', label: 'hours', kind: 'one', of: 'hours' };
const doors: Field = { name: 'doorIds', label: 'doors', kind: 'many', of: 'doors' };
const floors: Field = { name: 'floorIds', label: 'floors', kind: 'many', of: 'floors' };
const gates: Field = { name: 'gateIds', label: 'gates', kind: 'many', of: 'gates' };

const shared = { texts: 'levels', topic: 'levels', icon: 'key', id: 'id', write: 'level', isSearched: true } as const;
const columns = [
  { field: 'name', width: 220, isSorted: true },
  { field: 'timeZoneId', width: 160 },
] as const;

export const elevatorLevels: Resource = {
  ...shared,
  key: 'elevator',
  list: 'GET /elevator-levels',
  path: '/elevator-levels',
  fields: [name, hours, floors],
  columns: [...columns, { field: 'floorIds', width: 240, isHiddenOnPhone: true }],
};

export const gateLevels: Resource = {
  ...shared,
  key: 'gate',
  list: 'GET /gate-levels',
  path: '/gate-levels',
  fields: [name, hours, gates],
  columns: [...columns, { field: 'gateIds', width: 240, isHiddenOnPhone: true }],
};

/** Visitors get them for a visit: they open doors, floors and gates alike. */
export const visitorLevels: Resource = {
  ...shared,
  key: 'visitor',
  list: 'GET /visitor-levels',
  path: '/visitor-levels',
  fields: [name, hours, doors, floors, gates],
  columns: [...columns, { field: 'doorIds', width: 240, isHiddenOnPhone: true }],
};
