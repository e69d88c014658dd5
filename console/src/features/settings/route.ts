import { definePage } from '../../ui/page.js';

export const settingsPage = definePage({
  path: '/settings',
  title: 'settings.title',
  permissions: ['setting'],
  menu: { group: 'system', order: 90, icon: 'gear' },
  search: () => ({}),
  load: () => import('./page.js'),
});
