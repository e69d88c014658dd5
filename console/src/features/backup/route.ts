import { definePage } from '../../ui/page.js';

export const backupPage = definePage({
  path: '/backup',
  title: 'backup.title',
  permissions: ['backup'],
  menu: { group: 'system', order: 60, icon: 'save' },
  search: () => ({}),
  load: () => import('./page.js'),
});
