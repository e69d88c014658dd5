import type { Resource } from '../../ui/records/resource.js';

/** Entrance channels: each is there from the first report of its controller on. */
export const gates: Resource = {
  texts: 'gates',
  key: 'title',
  topic: 'gates',
  list: 'GET /gates',
  path: '/gates',
  icon: 'out',
  id: 'id',
  write: 'door.settings',
  isKept: true,
  fields: [
    { name: 'sn', label: 'device', kind: 'one', of: 'devices', isRequired: true, isFixed: true },
    { name: 'number', kind: 'number', min: 1, max: 64, isRequired: true, isFixed: true },
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'entryLock', kind: 'number', min: 1, max: 255 },
    { name: 'exitLock', kind: 'number', min: 1, max: 255, isNullable: true, hint: 'exitLock' },
  ],
  columns: [
    { field: 'name', width: 200 },
    { field: 'sn', width: 160, isHiddenOnPhone: true },
    { field: 'number', width: 90, isNumber: true, isHiddenOnPhone: true },
  ],
};
