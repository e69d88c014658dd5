import { definePage, read } from '../../ui/page.js';

export const intrusionPage = definePage({
  path: '/intrusion',
  title: 'intrusion.title',
  permissions: ['watch', 'device.read'],
  menu: { group: 'site', order: 57, icon: 'shield' },
  search: (raw) => ({
    tab: read.oneOf('events', 'panels', 'partitions', 'points')(raw.tab),
    does: read.oneOf('alarm', 'trouble', 'restore', 'opening', 'closing')(raw.does),
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
