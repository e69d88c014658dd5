import { definePage, read } from '../../ui/page.js';
import { periods } from './periods.js';

export const reportsPage = definePage({
  path: '/reports',
  title: 'reports.title',
  permissions: ['report'],
  menu: { group: 'watch', order: 50, icon: 'chart', key: 'r' },
  search: (raw) => ({
    period: read.oneOf(...periods)(raw.period),
    /** Whose occupancy is shown. */
    zone: read.text(raw.zone),
  }),
  load: () => import('./page.js'),
});
