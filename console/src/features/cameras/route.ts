import { definePage, read } from '../../ui/page.js';

export const camerasPage = definePage({
  path: '/cameras',
  title: 'cameras.title',
  permissions: ['watch', 'device.read'],
  menu: { group: 'site', order: 57, icon: 'camera' },
  search: (raw) => ({
    tab: read.oneOf('cameras', 'recorders')(raw.tab),
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
