import { definePage, read } from '../../ui/page.js';

export const gatesPage = definePage({
  path: '/gates',
  title: 'gates.title',
  permissions: ['watch'],
  menu: { group: 'site', order: 54, icon: 'out' },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
