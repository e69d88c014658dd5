import { definePage, read } from '../../ui/page.js';

export const floorsPage = definePage({
  path: '/floors',
  title: 'floors.title',
  permissions: ['watch'],
  menu: { group: 'site', order: 52, icon: 'up' },
  search: (raw) => ({
    tab: read.oneOf('floors', 'outputs')(raw.tab),
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
