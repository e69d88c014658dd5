import { definePage, read } from '../../ui/page.js';

export const parkingFeesPage = definePage({
  path: '/parking-fees',
  title: 'fees.title',
  permissions: ['watch', 'device.read'],
  menu: { group: 'site', order: 57, icon: 'card' },
  search: (raw) => ({
    tab: read.oneOf('stays', 'payments', 'tariffs')(raw.tab),
    gone: read.flag(raw.gone),
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
