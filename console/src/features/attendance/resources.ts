import type { Field } from '../../ui/records/field.js';
import type { Resource } from '../../ui/records/resource.js';

const from: Field = { name: 'from', label: 'fromClock', kind: 'clock', isRequired: true };
const to: Field = { name: 'to', label: 'toClock', kind: 'clock', isRequired: true };
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The working hours of departments. */
export const shifts: Resource = {
  texts: 'attendance',
  key: 'shifts',
  topic: 'attendance',
  list: 'GET /shifts',
  path: '/shifts',
  icon: 'clock',
  id: 'id',
  write: 'attendance',
  fields: [
    { name: 'name', kind: 'text', isRequired: true },
    { name: 'deptCode', label: 'department', kind: 'one', of: 'departments', isRequired: true, hint: 'department' },
    {
      name: 'periods',
      kind: 'items',
      shape: 'spans',
      hint: 'periods',
      fields: [{ name: 'day', kind: 'choice', words: 'hours.day', options: weekdays, isRequired: true }, from, to],
      begins: {},
    },
    { name: 'breaks', kind: 'items', shape: 'breaks', join: '–', fields: [from, to], begins: [] },
    { name: 'worksHolidays', kind: 'flag' },
  ],
  columns: [
    { field: 'name', width: 200 },
    { field: 'deptCode', width: 200 },
    { field: 'breaks', width: 160, isHiddenOnPhone: true },
    { field: 'worksHolidays', width: 120, isHiddenOnPhone: true },
  ],
};

export const leaveTypes: Resource = {
  texts: 'attendance',
  key: 'leaveTypes',
  topic: 'attendance',
  list: 'GET /leave-types',
  path: '/leave-types',
  icon: 'list',
  id: 'leaveTypeNo',
  write: 'attendance',
  fields: [
    { name: 'leaveTypeNo', kind: 'text', isRequired: true, isFixed: true },
    { name: 'leaveTypeName', label: 'name', kind: 'text', isRequired: true },
  ],
  columns: [
    { field: 'leaveTypeNo', width: 120 },
    { field: 'leaveTypeName', width: 300 },
  ],
};

/** What is entered by hand for a person. */
export const applicationFields: readonly Field[] = [
  { name: 'kind', kind: 'choice', options: ['sign', 'overtime', 'leave'], begins: 'sign' },
  { name: 'pin', label: 'person', kind: 'person', isRequired: true },
  { name: 'startTime', kind: 'dateTime', isRequired: true },
  { name: 'endTime', kind: 'dateTime', isRequired: true, when: ({ kind }) => kind !== 'sign' },
  {
    name: 'leaveTypeNo',
    label: 'leaveType',
    kind: 'one',
    of: 'leaveTypes',
    isRequired: true,
    when: ({ kind }) => kind === 'leave',
  },
  { name: 'remark', kind: 'text', isLong: true },
];
