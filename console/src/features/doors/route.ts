import { definePage, read } from '../../ui/page.js';

export const doorsPage = definePage({
  path: '/doors',
  title: 'doors.title',
  permissions: ['watch'],
  menu: { group: 'watch', order: 20, icon: 'door', key: 'd', isOnPhone: true },
  search: (raw) => ({
    q: read.text(raw.q),
    view: read.oneOf('list')(raw.view),
    state: read.oneOf('abnormal')(raw.state),
    /** Whose panel is open. */
    door: read.text(raw.door),
  }),
  load: () => import('./page.js'),
});
