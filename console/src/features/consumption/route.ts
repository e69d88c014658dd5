import { definePage, read } from '../../ui/page.js';

export const consumptionPage = definePage({
  path: '/consumption',
  title: 'consumption.title',
  permissions: ['person.read'],
  menu: { group: 'people', order: 70, icon: 'card' },
  search: (raw) => ({
    tab: read.oneOf('records', 'accounts')(raw.tab),
    kind: read.oneOf('online', 'offline')(raw.kind),
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
