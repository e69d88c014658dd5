import { definePage, read } from '../../ui/page.js';

export const roomsPage = definePage({
  path: '/rooms',
  title: 'rooms.title',
  permissions: ['visit.read'],
  menu: { group: 'people', order: 17, icon: 'building' },
  search: (raw) => ({
    tab: read.oneOf('day', 'reservations', 'spaces', 'facilities', 'services')(raw.tab),
    /** `2026-11-25`; today where none is said. */
    date: read.text(raw.date),
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
