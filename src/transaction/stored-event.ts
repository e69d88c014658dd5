/** An event as it stands in the table; the names are those of its time. */
export interface StoredEvent {
  /** 32 hex characters. */
  readonly id: string;
  /** The device's wall clock, `yyyy-MM-dd HH:mm:ss`. */
  readonly eventTime: string;
  readonly sn: string;
  readonly devName: string;
  readonly logId: number;
  readonly eventNo: number;
  readonly eventLevel: number;
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly deptName: string;
  readonly areaName: string;
  readonly cardNo: string;
  readonly verifyType: string;
  readonly pointName: string;
  readonly doorName: string;
  readonly readerName: string;
}

/** The columns of a StoredEvent, of a table called e. */
export const storedEvent = `
  replace(e.id::text, '-', '') AS id, e.event_time AS "eventTime", e.sn, e.dev_name AS "devName", e.log_id AS "logId",
  e.event_no AS "eventNo", e.event_level AS "eventLevel", e.pin, e.name, e.last_name AS "lastName",
  e.dept_code AS "deptCode", e.dept_name AS "deptName", e.area_name AS "areaName", e.card_no AS "cardNo",
  e.verify_type AS "verifyType", e.point_name AS "pointName", e.door_name AS "doorName", e.reader_name AS "readerName"`;
