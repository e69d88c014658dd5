import { definePage, read } from '../../ui/page.js';

export const webhooksPage = definePage({
  path: '/webhooks',
  title: 'webhooks.title',
  permissions: ['webhook'],
  menu: { group: 'system', order: 30, icon: 'out' },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    webhook: read.text(raw.webhook),
  }),
  load: () => import('./page.js'),
});
