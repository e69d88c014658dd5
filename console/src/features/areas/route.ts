import { definePage, read } from '../../ui/page.js';

export const areasPage = definePage({
  path: '/areas',
  title: 'areas.title',
  permissions: ['area.read'],
  menu: { group: 'site', order: 40, icon: 'map' },
  search: (raw) => ({
    /** Whose panel is open. */
    area: read.text(raw.area),
    isNew: read.flag(raw.isNew),
  }),
  load: () => import('./page.js'),
});
