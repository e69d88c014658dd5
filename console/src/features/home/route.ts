import { definePage } from '../../ui/page.js';

export const homePage = definePage({
  path: '/',
  title: 'home.title',
  permissions: [],
  menu: { group: 'watch', order: 10, icon: 'home', key: 'h' },
  search: () => ({}),
  load: () => import('./page.js'),
});
