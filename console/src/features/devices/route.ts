import { definePage, read } from '../../ui/page.js';
import { deviceStates } from './device-states.js';

export const devicesPage = definePage({
  path: '/devices',
  title: 'devices.title',
  permissions: ['device.read'],
  menu: { group: 'site', order: 10, icon: 'device', key: 'v' },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    status: read.oneOf(...deviceStates)(raw.status),
    sn: read.text(raw.sn),
  }),
  load: () => import('./page.js'),
});
