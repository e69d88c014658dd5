import type { EntityManager } from 'typeorm';

export const alarmCountKeys = ['hour', 'door', 'kind'] as const;
export type AlarmCountKey = (typeof alarmCountKeys)[number];

export interface WantedAlarmCounts {
  readonly from: Date;
  readonly to: Date;
  readonly by: AlarmCountKey;
  /** Doors or kinds with the most alarms; the others are counted together. */
  readonly top: number;
  /** Areas beyond which the reader sees nothing; null = all. */
  readonly bounds: readonly string[] | null;
}

export interface AlarmCount {
  /** Hours since `from`, a door or a kind; empty where there is no door, null for all beyond the top. */
  readonly key: string | null;
  readonly n: number;
}

const keys: Readonly<Record<AlarmCountKey, string>> = {
  hour: 'floor(extract(epoch FROM a.first_at - $1::timestamptz) / 3600)::int::text',
  door: `coalesce(a.door_id, '')`,
  kind: 'a.kind',
};

/** Alarms by when they began; an alarm whose repetitions were counted is one. */
export function countAlarmsBy(tx: EntityManager, wanted: WantedAlarmCounts): Promise<AlarmCount[]> {
  const { from, to, by, top, bounds } = wanted;
  const within = bounds
    ? `AND (a.sn IN (SELECT v.sn FROM device v WHERE v.area_code = ANY($4::text[]))
    OR a.intrusion_panel_id IN (SELECT v.id FROM intrusion_panel v WHERE v.area_code = ANY($4::text[])))`
    : '';
  return tx.query(
    `WITH hits AS (
       SELECT ${keys[by]} AS key, count(*) AS n FROM alarm a WHERE a.first_at >= $1 AND a.first_at < $2 ${within} GROUP BY 1),
     ranked AS (SELECT key, n, row_number() OVER (ORDER BY n DESC, key) <= $3::int AS counts FROM hits)
     SELECT CASE WHEN counts THEN key END AS key, sum(n)::float8 AS n FROM ranked GROUP BY 1 ORDER BY 2 DESC, 1`,
    [from, to, top, ...(bounds ? [bounds] : [])],
  );
}
