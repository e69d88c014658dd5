import { definePage, read } from '../../ui/page.js';
import { lacks, personStates } from './person-filters.js';

export const peoplePage = definePage({
  path: '/people',
  title: 'people.title',
  permissions: ['person.read', 'person.face'],
  menu: { group: 'people', order: 10, icon: 'people', key: 'p', isOnPhone: true },
  search: (raw) => ({
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    deptCode: read.text(raw.deptCode),
    levelId: read.text(raw.levelId),
    state: read.oneOf(...personStates)(raw.state),
    without: read.oneOf(...lacks)(raw.without),
  }),
  load: () => import('./page.js'),
});
