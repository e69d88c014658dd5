import type { Query } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import type { Formats } from '../../i18n/format.js';
import type { EventSearch } from './route.js';

export type EventQuery = Query<'GET /events'>;

const dayMs = 86_400_000;

/** The days of the site that a period has, as the gateway wants them. */
function daysOf({ period, from, to }: EventSearch, { dayOf }: Formats) {
  const ago = (days: number) => dayOf(new Date(Date.now() - days * dayMs));
  if (period === 'today') return { from: ago(0) };
  if (period === 'yesterday') return { from: ago(1), to: `${ago(1)} 23:59:59` };
  if (period === 'week') return { from: ago(6) };
  return { from, to };
}

/** What the address says, in the gateway's words. */
export const eventQueryOf = (search: EventSearch, formats: Formats): EventQuery => ({
  order: 'newest',
  ...defined({
    ...daysOf(search, formats),
    q: search.q,
    areaCode: search.area,
    doorId: search.door,
    pin: search.pin,
    cardNo: search.card,
    sn: search.sn,
    eventNo: search.code,
    outcome: search.outcome,
  }),
});
