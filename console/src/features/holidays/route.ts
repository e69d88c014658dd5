import { definePage, read } from '../../ui/page.js';

export const holidaysPage = definePage({
  path: '/holidays',
  title: 'holidays.title',
  permissions: ['hours.read'],
  menu: { group: 'people', order: 40, icon: 'calendar' },
  search: (raw) => ({
    year: read.text(raw.year),
    /** Whose panel is open; `new` for one that is being made. */
    holiday: read.text(raw.holiday),
    /** Of a new one. */
    date: read.text(raw.date),
  }),
  load: () => import('./page.js'),
});
