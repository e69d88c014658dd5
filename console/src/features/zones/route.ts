import { definePage, read } from '../../ui/page.js';

export const zonesPage = definePage({
  path: '/zones',
  title: 'zones.title',
  permissions: ['watch'],
  menu: { group: 'site', order: 45, icon: 'shield' },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    zone: read.text(raw.zone),
  }),
  load: () => import('./page.js'),
});
