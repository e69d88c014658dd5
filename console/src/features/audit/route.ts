import { definePage, read } from '../../ui/page.js';
import { acts } from './acts.js';
import { isDay, periods } from './periods.js';

const day = (value: unknown) => (isDay(value) ? value : undefined);

export const auditPage = definePage({
  path: '/audit',
  title: 'audit.title',
  permissions: ['audit'],
  menu: { group: 'system', order: 50, icon: 'shield' },
  search: (raw) => ({
    q: read.text(raw.q),
    actor: read.text(raw.actor),
    object: read.text(raw.object),
    action: read.oneOf(...acts)(raw.action),
    period: read.oneOf(...periods)(raw.period),
    from: day(raw.from),
    to: day(raw.to),
    /** The row whose panel is open. */
    row: read.text(raw.row),
  }),
  load: () => import('./page.js'),
});
