import { definePage, read } from '../../ui/page.js';

export const insidePage = definePage({
  path: '/inside',
  title: 'inside.title',
  permissions: ['watch'],
  menu: { group: 'watch', order: 40, icon: 'building', key: 'i' },
  search: (raw) => ({ zone: read.text(raw.zone), q: read.text(raw.q) }),
  load: () => import('./page.js'),
});

export const musterPage = definePage({
  path: '/inside/$muster',
  title: 'inside.muster',
  permissions: ['muster'],
  menu: null,
  search: (raw) => ({
    q: read.text(raw.q),
    state: read.oneOf('unmarked', 'missing', 'safe', 'notHere')(raw.state),
  }),
  load: () => import('./muster-page.js'),
});
