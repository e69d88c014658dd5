import { definePage, read } from '../../ui/page.js';

export const screensPage = definePage({
  path: '/screens',
  title: 'screens.title',
  permissions: ['device.read'],
  menu: { group: 'site', order: 58, icon: 'screen' },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
