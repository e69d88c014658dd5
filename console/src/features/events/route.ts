import { definePage, read } from '../../ui/page.js';
import { outcomes, periods } from './choices.js';

export const eventsPage = definePage({
  path: '/events',
  title: 'events.title',
  permissions: ['watch'],
  menu: { group: 'watch', order: 30, icon: 'list', key: 'e', isOnPhone: true },
  search: (raw) => ({
    q: read.text(raw.q),
    period: read.oneOf(...periods)(raw.period),
    from: read.text(raw.from),
    to: read.text(raw.to),
    area: read.text(raw.area),
    door: read.text(raw.door),
    pin: read.text(raw.pin),
    card: read.text(raw.card),
    sn: read.text(raw.sn),
    /** Of the event: `22`. */
    code: read.text(raw.code),
    outcome: read.oneOf(...outcomes)(raw.outcome),
    /** Whose panel is open. */
    event: read.text(raw.event),
    /** Why it was so is told in the panel. */
    why: read.flag(raw.why),
  }),
  load: () => import('./page.js'),
});

export type EventSearch = ReturnType<typeof eventsPage.search>;
/** What is set, and undefined for what is taken away. */
export type Change = Partial<{ [K in keyof EventSearch]: EventSearch[K] | undefined }>;
