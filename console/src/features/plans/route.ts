import { definePage, read } from '../../ui/page.js';

export const plansPage = definePage({
  path: '/plans',
  title: 'plans.title',
  permissions: ['watch'],
  menu: { group: 'watch', order: 25, icon: 'map' },
  search: (raw) => ({
    q: read.text(raw.q),
    /** Whose panel is open; `new` for one that is being made. */
    plan: read.text(raw.plan),
  }),
  load: () => import('./page.js'),
});

export const planPage = definePage({
  path: '/plans/$plan',
  title: 'plans.plan',
  permissions: ['watch'],
  menu: null,
  search: (raw) => ({ edit: read.flag(raw.edit) }),
  load: () => import('./plan-page.js'),
});
