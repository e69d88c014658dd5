import { outcomeOf } from '../../protocol/access-push/codes/outcomes.js';
import type { EventNames } from './event-name.service.js';
import { photoOfEvent } from './stored-event.js';
import { visitNote, visitOfEvent, type VisitOfEvent } from './visit-note.js';

/** What is looked up for an event `e` that is shown. */
export const visitExtra = `${visitOfEvent} AS visit`;
export const photoExtra = `EXISTS (SELECT 1 FROM event_photo p WHERE ${photoOfEvent} AND p.content IS NOT NULL) AS has_photo`;

/** The columns of `event` together with the position in the feed. */
export interface EventRow {
  /** Not looked up for a list that is in another order. */
  position?: number | undefined;
  id: string;
  event_time: string;
  happened_at: Date;
  received_at: Date;
  doubtful: boolean;
  module: string;
  sn: string;
  dev_name: string;
  log_id: number;
  event_no: number;
  event_level: number;
  pin: string;
  name: string;
  last_name: string;
  dept_code: string;
  dept_name: string;
  area_name: string;
  card_no: string;
  verify_type: string;
  point_type: string;
  point_no: number;
  point_name: string;
  door_id: string | null;
  door_name: string;
  reader_name: string;
  in_out: number | null;
  acc_zone: string | null;
  mask_flag: string;
  temperature: string;
  visit: VisitOfEvent | null;
}

export interface EventRowWithPhoto extends EventRow {
  has_photo: boolean;
}

/** An event in the admin API. */
export interface EventItem {
  /** Its position in the feed; `after` continues from it. */
  readonly position?: string | undefined;
  readonly id: string;
  readonly eventTime: string;
  readonly happenedAt: string;
  readonly receivedAt: string;
  readonly [field: string]: unknown;
}

export function toItem(row: EventRow, names: EventNames): EventItem {
  return {
    position: row.position === undefined ? undefined : String(row.position),
    id: row.id.replaceAll('-', ''),
    eventTime: row.event_time,
    happenedAt: row.happened_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    clockDoubtful: row.doubtful,
    module: row.module,
    sn: row.sn,
    devName: row.dev_name,
    logId: row.log_id,
    eventNo: row.event_no,
    eventName: names.event(row.event_no),
    eventLevel: row.event_level,
    pin: row.pin,
    name: row.name,
    lastName: row.last_name,
    deptCode: row.dept_code,
    deptName: row.dept_name,
    areaName: row.area_name,
    cardNo: row.card_no,
    verifyType: row.verify_type,
    verifyModeName: names.verifyMode(row.verify_type, row.event_no),
    pointType: row.point_type,
    pointNo: row.point_no,
    pointName: row.point_name,
    doorId: row.door_id,
    doorName: row.door_name,
    readerName: names.reader(row.reader_name),
    inOut: row.in_out,
    accZone: row.acc_zone,
    maskFlag: row.mask_flag,
    temperature: row.temperature,
    // Only if there is a value.
    detail: visitNote(row.visit, row.event_time),
  };
}

/** The same, and what became of it: items of the feed stay as those who read it know them. */
export const toJudgedItem = (row: EventRowWithPhoto, names: EventNames): EventItem => ({
  ...toItem(row, names),
  outcome: outcomeOf(row.event_no, row.event_level),
  late: isLate(row),
  hasPhoto: row.has_photo,
});

/** Clocks differ by up to a minute, and devices may gather events for another. */
const lateAfterMs = 5 * 60_000;

/** A clock that is doubted does not tell when it happened. */
const isLate = ({ doubtful, happened_at: happened, received_at: received }: EventRow) =>
  !doubtful && received.getTime() - happened.getTime() > lateAfterMs;
