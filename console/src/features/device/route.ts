import { definePage, read } from '../../ui/page.js';
import { deviceTabs } from './tabs.js';

export const devicePage = definePage({
  path: '/devices/$sn',
  title: 'device.title',
  permissions: ['device.read'],
  menu: null,
  search: (raw) => ({ tab: read.oneOf(...deviceTabs)(raw.tab) }),
  load: () => import('./page.js'),
});
