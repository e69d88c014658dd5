import { definePage, read } from '../../ui/page.js';

export const tokensPage = definePage({
  path: '/tokens',
  title: 'tokens.title',
  permissions: ['token'],
  menu: { group: 'system', order: 20, icon: 'key' },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    token: read.text(raw.token),
  }),
  load: () => import('./page.js'),
});
