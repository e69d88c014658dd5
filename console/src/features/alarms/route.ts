import { definePage, read } from '../../ui/page.js';
import { alarmTabs } from './tabs.js';

export const alarmsPage = definePage({
  path: '/alarms',
  title: 'alarms.title',
  permissions: ['watch'],
  menu: { group: 'watch', order: 40, icon: 'bell', key: 'a', isOnPhone: true },
  search: (raw) => ({
    tab: read.oneOf(...alarmTabs)(raw.tab),
    /** Whose panel is open. */
    alarm: read.text(raw.alarm),
  }),
  load: () => import('./page.js'),
});
