import { definePage, read } from '../../ui/page.js';

export const departmentsPage = definePage({
  path: '/departments',
  title: 'departments.title',
  permissions: ['person.read'],
  menu: { group: 'people', order: 25, icon: 'building' },
  search: (raw) => ({
    /** Whose panel is open. */
    department: read.text(raw.department),
    isNew: read.flag(raw.isNew),
  }),
  load: () => import('./page.js'),
});
