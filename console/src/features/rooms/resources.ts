import type { Resource } from '../../ui/records/resource.js';

const shared = { texts: 'rooms', topic: 'rooms', id: 'id', isSearched: true } as const;

export const reservations: Resource = {
  ...shared,
  key: 'reservations',
  icon: 'calendar',
  list: 'GET /space-reservations',
  path: '/space-reservations',
  write: 'visit',
  fields: [
    { name: 'subject', kind: 'text', isRequired: true },
    { name: 'spaceId', kind: 'one', of: 'spaces', isRequired: true },
    { name: 'startTime', kind: 'dateTime', isRequired: true },
    { name: 'endTime', kind: 'dateTime', isRequired: true },
    { name: 'applicantPin', kind: 'person', isRequired: true },
    { name: 'pins', kind: 'persons' },
    { name: 'signInMinutes', kind: 'choice', options: [0, 5, 15, 30], begins: 0, hint: 'signInMinutes' },
    { name: 'remindMinutes', kind: 'choice', options: [5, 15, 30, 60, 1440], isNullable: true },
    { name: 'serviceIds', kind: 'many', of: 'spaceServices' },
    { name: 'content', kind: 'text', isLong: true },
  ],
  columns: [
    { field: 'startTime', width: 160, isSorted: true },
    { field: 'subject', width: 220, isSorted: true },
    { field: 'spaceId', width: 160 },
    { field: 'endTime', width: 160, isSorted: true, isHiddenOnPhone: true },
  ],
};

export const spaces: Resource = {
  ...shared,
  key: 'spaces',
  icon: 'building',
  list: 'GET /spaces',
  path: '/spaces',
  write: 'level',
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'capacity', kind: 'number', isRequired: true, min: 0 },
    { name: 'doorIds', kind: 'many', of: 'doors', hint: 'doorIds' },
    { name: 'deviceSns', kind: 'many', of: 'devices' },
    { name: 'areaCode', kind: 'one', of: 'areas' },
    { name: 'address', kind: 'text' },
    { name: 'managerPin', kind: 'person', isNullable: true },
    { name: 'managerPhone', kind: 'text' },
    { name: 'facilityIds', kind: 'many', of: 'spaceFacilities' },
    { name: 'retentionMinutes', kind: 'choice', options: [15, 30, 45, 60], isNullable: true },
    { name: 'disabled', kind: 'flag' },
    { name: 'remark', kind: 'text', isLong: true },
  ],
  columns: [
    { field: 'name', width: 220, isSorted: true },
    { field: 'capacity', width: 90, isSorted: true, isNumber: true },
    { field: 'doorIds', width: 220, isHiddenOnPhone: true },
    { field: 'address', width: 200, isSorted: true, isHiddenOnPhone: true },
  ],
};

export const facilities: Resource = {
  ...shared,
  key: 'facilities',
  icon: 'list',
  list: 'GET /space-facilities',
  path: '/space-facilities',
  write: 'level',
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'facilityNo', kind: 'number', isRequired: true, min: 1 },
    { name: 'remark', kind: 'text' },
  ],
  columns: [
    { field: 'name', width: 240, isSorted: true },
    { field: 'facilityNo', width: 100, isSorted: true, isNumber: true },
    { field: 'remark', width: 240, isSorted: true, isHiddenOnPhone: true },
  ],
};

export const services: Resource = {
  ...shared,
  key: 'services',
  icon: 'list',
  list: 'GET /space-services',
  path: '/space-services',
  write: 'level',
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'remark', kind: 'text' },
  ],
  columns: [
    { field: 'name', width: 240, isSorted: true },
    { field: 'remark', width: 240, isSorted: true, isHiddenOnPhone: true },
  ],
};
