import { outcomeOf } from '../../protocol/access-push/codes/outcomes.js';
import { photoOfEvent } from '../../modules/transaction/stored-event.js';
import { toItem, visitExtra, type EventRow } from '../../modules/transaction/event-item.js';
import type { EventNames } from '../../modules/transaction/event-name.service.js';
import type { EnvelopeView } from './envelope.js';
import { eventTypeOf } from './event-types.js';
import type { MessageParts } from './new-message.js';

export interface FedEvent extends EventRow {
  readonly area_code: string | null;
  readonly photo_ids: readonly number[];
}

/** The events of these times and ids, one look-up each, whatever the statistics say. */
export const eventsByKey = `SELECT e.*, d.area_code, ${visitExtra},
    ARRAY(SELECT p.id FROM event_photo p WHERE ${photoOfEvent} AND p.content IS NOT NULL ORDER BY p.id LIMIT 20)
      AS photo_ids
  FROM unnest($1::timestamp[], $2::uuid[]) k (at, id)
  CROSS JOIN LATERAL (SELECT * FROM event o WHERE o.event_time = k.at AND o.id = k.id OFFSET 0) e
  LEFT JOIN device d ON d.sn = e.sn`;

/** How pictures are addressed. */
export type PhotoUrl = (event: { readonly sn: string; readonly eventTime: string; readonly photoId: number }) => string;

const lateAfterMs = 3_600_000;
const shownOfCard = 4;

/** Cards open doors: whoever may not know one still recognises it. */
export const masked = (cardNo: string): string =>
  cardNo === '' ? '' : `***${cardNo.length > shownOfCard ? cardNo.slice(-shownOfCard) : ''}`;

/** Names of people. */
const names: ReadonlySet<string> = new Set(['name', 'lastName', 'deptName']);

export function eventMessage(row: FedEvent, position: number, words: EventNames, photoUrl: PhotoUrl): MessageParts {
  // It stands once, in the envelope.
  const item = toItem({ ...row, position: undefined }, words);
  const shown: Readonly<Record<string, unknown>> = {
    ...item,
    outcome: outcomeOf(row.event_no, row.event_level),
    late: row.received_at.getTime() - row.happened_at.getTime() > lateAfterMs,
  };
  const photos = () => row.photo_ids.map((photoId) => photoUrl({ sn: row.sn, eventTime: row.event_time, photoId }));
  const { name: type } = eventTypeOf({
    eventNo: row.event_no,
    eventLevel: row.event_level,
    module: row.module,
    pointType: row.point_type,
  });
  return {
    position,
    id: `evt_${item.id}`,
    type,
    sn: row.sn,
    doorId: row.door_id,
    areaCode: row.area_code,
    pin: row.pin === '' ? null : row.pin,
    level: row.event_level,
    time: row.happened_at,
    subject: row.door_id === null ? `device/${row.sn}` : `door/${row.door_id}`,
    data: ({ privacy, cards }: EnvelopeView) => ({
      ...Object.fromEntries(
        Object.entries(shown).filter(([name, value]) => value !== undefined && (privacy !== 'ids' || !names.has(name))),
      ),
      cardNo: cards ? row.card_no : masked(row.card_no),
      ...(privacy === 'photos' ? { photos: photos() } : {}),
    }),
  };
}
