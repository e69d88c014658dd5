import { definePage, read } from '../../ui/page.js';

export const levelsPage = definePage({
  path: '/levels',
  title: 'levels.title',
  permissions: ['person.read'],
  menu: { group: 'people', order: 20, icon: 'key', key: 'l' },
  search: (raw) => ({
    tab: read.oneOf('doors', 'elevator', 'gate', 'visitor')(raw.tab),
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    level: read.text(raw.level),
  }),
  load: () => import('./page.js'),
});
