import { definePage, read } from '../../ui/page.js';

export const visitorsPage = definePage({
  path: '/visitors',
  title: 'visitors.title',
  permissions: ['visit', 'visit.read', 'visit.exit'],
  menu: { group: 'people', order: 15, icon: 'badge', key: 'b' },
  search: (raw) => ({
    q: read.text(raw.q),
    tab: read.oneOf('expected', 'in', 'overdue', 'gone', 'blocked')(raw.tab),
    /** What the panel shows: `new`, `arrive`, `block`, or one of these and an id: `visit.17`. */
    open: read.text(raw.open),
  }),
  load: () => import('./page.js'),
});

export const badgePage = definePage({
  path: '/visitors/$visit',
  title: 'visitors.badge',
  permissions: ['visit', 'visit.read', 'visit.exit'],
  menu: null,
  search: () => ({}),
  load: () => import('./badge-page.js'),
});
