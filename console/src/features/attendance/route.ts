import { definePage, read } from '../../ui/page.js';

export const attendancePage = definePage({
  path: '/attendance',
  title: 'attendance.title',
  permissions: ['attendance.read'],
  menu: { group: 'people', order: 60, icon: 'calendar' },
  search: (raw) => ({
    tab: read.oneOf('days', 'applications', 'shifts', 'leaveTypes', 'areas')(raw.tab),
    /** Days of the sheet. */
    from: read.text(raw.from),
    to: read.text(raw.to),
    deptCode: read.text(raw.deptCode),
    state: read.oneOf('pending', 'approved', 'rejected')(raw.state),
    kind: read.oneOf('sign', 'overtime', 'leave')(raw.kind),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
    /** A day of the month that is shown of a person. */
    month: read.text(raw.month),
  }),
  load: () => import('./page.js'),
});
