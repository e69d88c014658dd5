import type { SpaceStatus } from './space-words.js';

/** A room as it is now. */
export interface StoredSpace {
  readonly id: string;
  readonly name: string;
  readonly areaCode: string;
  readonly areaName: string;
  readonly capacity: number;
  readonly picture: string;
  readonly address: string;
  readonly managerId: string | null;
  readonly managerPin: string | null;
  readonly managerName: string;
  readonly managerPhone: string;
  readonly smart: boolean;
  readonly remark: string;
  readonly retentionMinutes: number | null;
  readonly disabled: boolean;
  readonly status: SpaceStatus;
  readonly facilityIds: readonly string[];
  readonly sns: readonly string[];
  /** Of these, and of those whose doors are named. */
  readonly deviceIds: readonly string[];
  readonly doorIds: readonly string[];
  readonly hasCalendar: boolean;
  readonly updatedAt: Date;
}

const listOf = (value: string, from: string) =>
  `(SELECT coalesce(json_agg(${value} ORDER BY ${value}), '[]') FROM ${from})`;

/** At whatever of its doors. */
const deviceSql = `SELECT x.device_sn FROM space_device x WHERE x.space_id = s.id
  UNION SELECT o.device_sn FROM space_door x JOIN door o ON o.id = x.door_id WHERE x.space_id = s.id`;

/** @param seesManager SQL of whether the manager `m` is named to whoever asks */
export const spaceSqlWith = (
  seesManager: string,
) => `SELECT s.id, s.name, s.area_code AS "areaCode", coalesce(a.name, '') AS "areaName", s.capacity,
    s.picture, s.address, m.id AS "managerId", m.pin AS "managerPin",
    CASE WHEN ${seesManager} THEN coalesce(concat_ws(' ', nullif(m.name, ''), nullif(m.last_name, '')), '') ELSE '' END
      AS "managerName",
    s.manager_phone AS "managerPhone", s.smart, s.remark, s.retention_minutes AS "retentionMinutes", s.disabled,
    CASE WHEN s.disabled THEN 2 WHEN EXISTS (SELECT 1 FROM space_reservation r WHERE r.space_id = s.id
      AND r.cancelled_at IS NULL AND r.finished_at IS NULL AND r.ends_at > clock_timestamp()
      AND r.starts_at <= clock_timestamp()) THEN 1 ELSE 0 END AS status,
    ${listOf('f.facility_id', 'space_has_facility f WHERE f.space_id = s.id')} AS "facilityIds",
    ${listOf('d.device_sn', 'space_device d WHERE d.space_id = s.id')} AS sns,
    ${listOf('v.id', `(${deviceSql}) d JOIN device v ON v.sn = d.device_sn`)} AS "deviceIds",
    ${listOf('d.door_id', 'space_door d WHERE d.space_id = s.id')} AS "doorIds",
    s.calendar_hash IS NOT NULL AS "hasCalendar", s.updated_at AS "updatedAt"
  FROM space s LEFT JOIN area a ON a.code = s.area_code LEFT JOIN person m ON m.id = s.manager_id`;

export const spaceSql = spaceSqlWith('true');
