import { definePage, read } from '../../ui/page.js';

export const personPage = definePage({
  path: '/people/$pin',
  title: 'person.title',
  permissions: ['person.read', 'person.face'],
  menu: null,
  search: (raw) => ({ tab: read.oneOf('profile', 'credentials', 'access', 'devices', 'events', 'history')(raw.tab) }),
  load: () => import('./page.js'),
});
