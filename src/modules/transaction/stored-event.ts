/** An event as it is in the table; the names are those of its time. */
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
  readonly pointType: string;
  readonly pointNo: number;
  /** 0 in, 1 out, others as sent. */
  readonly inOut: number | null;
  /** Names of the access zones that the reader led into, else out of. */
  readonly accZone: string | null;
  readonly maskFlag: string;
  readonly temperature: string;
  /** The kind of entrance that a channel controller reports; null for other devices. */
  readonly passWayType: string | null;
  /** The first picture, if a mask was checked or a temperature measured. */
  readonly photoId: number | null;
  /** Degrees Celsius from which a temperature counts as fever, if the site has the setting. */
  readonly temperatureLimit: number | null;
}

/** The key of the setting that `temperatureLimit` is. */
export const temperatureLimitSetting = 'temperatureLimit';

/**
 * Which event e a picture p belongs to. A picture with an index belongs to the newest event with that index from about
 * the same time, because a device that was reset starts counting again. A snapshot is found by time and person, or by
 * time alone if it shows a person whom the device did not know.
 */
export const photoOfEvent = `p.sn = e.sn AND (
    (p.log_id = e.log_id AND e.log_id > 0 AND p.received_at BETWEEN e.received_at - interval '1 day'
      AND e.received_at + interval '30 days')
    OR (p.log_id IS NULL AND p.event_time = e.event_time AND p.pin = e.pin))`;

const measured = `e.mask_flag <> '' OR e.temperature <> ''`;

/** The columns of a StoredEvent, of a table called e. */
export const storedEvent = `
  replace(e.id::text, '-', '') AS id, e.event_time AS "eventTime", e.sn, e.dev_name AS "devName", e.log_id AS "logId",
  e.event_no AS "eventNo", e.event_level AS "eventLevel", e.pin, e.name, e.last_name AS "lastName",
  e.dept_code AS "deptCode", e.dept_name AS "deptName", e.area_name AS "areaName", e.card_no AS "cardNo",
  e.verify_type AS "verifyType", e.point_name AS "pointName", e.door_name AS "doorName", e.reader_name AS "readerName",
  e.point_type AS "pointType", e.point_no AS "pointNo", e.in_out AS "inOut", e.acc_zone AS "accZone",
  e.mask_flag AS "maskFlag", e.temperature,
  CASE WHEN e.module = 'psg' THEN (SELECT d.options ->> 'PassWayType' FROM device d WHERE d.sn = e.sn) END
    AS "passWayType",
  CASE WHEN ${measured} THEN (SELECT min(p.id) FROM event_photo p WHERE ${photoOfEvent} AND p.content IS NOT NULL) END
    AS "photoId",
  CASE WHEN ${measured} THEN (SELECT (s.value #>> '{}')::float8 FROM setting s WHERE s.key = '${temperatureLimitSetting}')
    END AS "temperatureLimit"`;
