import type { EventNames } from './event-name.service.js';
import { visitNote, type VisitOfEvent } from './visit-note.js';

/** The columns of `event` together with the position in the feed. */
export interface EventRow {
  position: number;
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

/** An event in the admin API. */
export interface EventItem {
  /** Its position in the feed; `after` continues from it. */
  readonly position: string;
  readonly id: string;
  readonly eventTime: string;
  readonly happenedAt: string;
  readonly receivedAt: string;
  readonly [field: string]: unknown;
}

export function toItem(row: EventRow, names: EventNames): EventItem {
  return {
    position: String(row.position),
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
