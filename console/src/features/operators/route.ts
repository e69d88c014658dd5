import { definePage, read } from '../../ui/page.js';

export const operatorsPage = definePage({
  path: '/operators',
  title: 'operators.title',
  permissions: ['operator'],
  menu: { group: 'system', order: 10, icon: 'people' },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    operator: read.text(raw.operator),
  }),
  load: () => import('./page.js'),
});
