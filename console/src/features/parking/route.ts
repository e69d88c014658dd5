import { definePage, read } from '../../ui/page.js';

export const parkingPage = definePage({
  path: '/parking',
  title: 'parking.title',
  permissions: ['device.read', 'watch'],
  menu: { group: 'site', order: 56, icon: 'car' },
  search: (raw) => ({
    tab: read.oneOf(
      'records',
      'seen',
      'plates',
      'vehicles',
      'channels',
      'entrances',
      'areas',
      'spaces',
      'carTypes',
      'discounts',
    )(raw.tab),
    direction: read.oneOf('in', 'out')(raw.direction),
    q: read.text(raw.q),
    sort: read.text(raw.sort),
    /** Whose panel is open; `new` for one that is being made. */
    chosen: read.text(raw.chosen),
  }),
  load: () => import('./page.js'),
});
