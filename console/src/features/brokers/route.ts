import { definePage, read } from '../../ui/page.js';

export const brokersPage = definePage({
  path: '/brokers',
  title: 'brokers.title',
  permissions: ['setting'],
  menu: { group: 'system', order: 35, icon: 'out' },
  search: (raw) => ({ tab: read.oneOf('mqtt', 'nats', 'kafka')(raw.tab) }),
  load: () => import('./page.js'),
});
