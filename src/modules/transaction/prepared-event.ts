import { isPassage } from '../../protocol/access-push/codes/events.js';
import type { NewEvent } from './event.js';
import { eventId } from './event-id.js';

/**
 * The columns of `event`, by their names in the table; empty ones are not sent, because JSON is half of the cost of a
 * batch.
 */
export interface Prepared {
  readonly id: string;
  readonly [column: string]: string | number | true | readonly string[] | undefined;
}

/** The direction of a passage: 0 in, 1 out, 2 without a direction; undefined if nobody passed. */
function passageOf({ pin, eventNo, inOut }: NewEvent): number | undefined {
  if (pin === '' || !isPassage(eventNo)) return undefined;
  return inOut === 0 || inOut === 1 ? inOut : withoutDirection;
}

const withoutDirection = 2;

const zonesOf = (zones: NewEvent['zones']) =>
  zones && { acc_zone: zones.name, zones_in: some(zones.in), zones_out: some(zones.out) };

const some = (ids: readonly string[]) => (ids.length === 0 ? undefined : ids);

const unlessEmpty = (text: string) => (text === '' ? undefined : text);

export function prepare(event: NewEvent): Prepared {
  return {
    id: eventId(event),
    event_time: event.eventTime,
    happened_ms: event.happenedAt.getTime(),
    doubtful: event.doubtful || undefined,
    module: event.module,
    sn: event.sn,
    dev_name: unlessEmpty(event.devName),
    log_id: event.logId,
    event_no: event.eventNo,
    event_level: event.eventLevel,
    pin: unlessEmpty(event.pin),
    area_name: unlessEmpty(event.areaName),
    card_no: unlessEmpty(event.cardNo),
    verify_type: unlessEmpty(event.verifyType),
    point_type: event.pointType,
    point_no: event.pointNo,
    // The name of a door, nearly always.
    point_name: event.pointName === event.doorName ? undefined : event.pointName,
    door_id: event.doorId ?? undefined,
    door_name: unlessEmpty(event.doorName),
    reader_name: unlessEmpty(event.readerName),
    in_out: event.inOut ?? undefined,
    mask_flag: unlessEmpty(event.maskFlag),
    temperature: unlessEmpty(event.temperature),
    link_id: unlessEmpty(event.linkId),
    passage: passageOf(event),
    ...zonesOf(event.zones),
    raw: unlessEmpty(event.raw),
  };
}
