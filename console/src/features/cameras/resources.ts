import type { Resource } from '../../ui/records/resource.js';

const shared = { texts: 'cameras', topic: 'cameras', icon: 'camera', id: 'id', write: 'device' } as const;
const port = { kind: 'number', min: 1, max: 65_535 } as const;

export const recorders: Resource = {
  ...shared,
  key: 'recorders',
  list: 'GET /recorders',
  path: '/recorders',
  isSearched: true,
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    {
      name: 'make',
      kind: 'choice',
      options: ['hikvision', 'dahua', 'uniview', 'axis', 'zkteco', 'onvif', 'generic'],
      begins: 'onvif',
    },
    { name: 'host', kind: 'text', isRequired: true },
    { name: 'port', ...port },
    { name: 'https', kind: 'flag' },
    { name: 'rtspPort', ...port },
    { name: 'userName', kind: 'text' },
    { name: 'password', kind: 'text', isSecret: true, hint: 'password' },
    { name: 'viewerName', kind: 'text', hint: 'viewer' },
    { name: 'viewerPassword', kind: 'text', isSecret: true, hint: 'password' },
    { name: 'areaCode', label: 'area', kind: 'one', of: 'areas' },
    { name: 'timeZone', kind: 'text', isNullable: true, hint: 'timeZone' },
    { name: 'playbackClock', kind: 'choice', options: ['local', 'utc'], hint: 'playbackClock' },
  ],
  columns: [
    { field: 'name', width: 200, isSorted: true },
    { field: 'make', width: 120, isHiddenOnPhone: true },
    { field: 'host', width: 160, isSorted: true },
  ],
};

const address = { kind: 'text', isNullable: true } as const;

export const cameras: Resource = {
  ...shared,
  key: 'cameras',
  list: 'GET /cameras',
  path: '/cameras',
  isSearched: true,
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'recorderId', label: 'recorder', kind: 'one', of: 'recorders', isRequired: true, isFixed: true },
    { name: 'channel', kind: 'number', min: 1, max: 1_024 },
    { name: 'doorIds', label: 'doors', kind: 'many', of: 'doors', hint: 'doors' },
    { name: 'type', kind: 'text' },
    { name: 'mainUri', ...address, hint: 'address' },
    { name: 'subUri', ...address },
    { name: 'playbackUri', ...address, hint: 'playback' },
    { name: 'snapshotUri', ...address },
  ],
  columns: [
    { field: 'name', width: 200, isSorted: true },
    { field: 'recorderId', width: 160 },
    { field: 'channel', width: 90, isNumber: true, isSorted: true, isHiddenOnPhone: true },
    { field: 'doorIds', width: 200 },
  ],
};
