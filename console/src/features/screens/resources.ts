import type { Resource } from '../../ui/records/resource.js';

/** Pictures and videos for the screens of entrance channels. */
export const media: Resource = {
  texts: 'screens',
  key: 'title',
  topic: 'devices',
  list: 'GET /media',
  path: '/media',
  icon: 'screen',
  id: 'name',
  write: 'device',
  isMadeElsewhere: true,
  fields: [
    { name: 'kind', kind: 'choice', options: ['picture', 'video'], isFixed: true },
    { name: 'side', kind: 'choice', options: ['in', 'out', 'both'] },
    { name: 'area', kind: 'number', min: 1, max: 255 },
    { name: 'range', kind: 'number', min: 1, max: 65_535 },
    { name: 'interval', kind: 'number', min: 1, max: 65_535 },
    { name: 'devices', kind: 'many', of: 'devices', hasAll: true },
  ],
  columns: [
    { field: 'kind', width: 110 },
    { field: 'side', width: 130, isHiddenOnPhone: true },
    { field: 'interval', width: 100, isNumber: true, isHiddenOnPhone: true },
  ],
};
