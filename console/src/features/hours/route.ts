import { definePage, read } from '../../ui/page.js';

export const hoursPage = definePage({
  path: '/hours',
  title: 'hours.title',
  permissions: ['hours.read'],
  menu: { group: 'people', order: 30, icon: 'clock', key: 't' },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Which are shown; `new` for hours that are being made. */
    hours: read.text(raw.hours),
  }),
  load: () => import('./page.js'),
});
