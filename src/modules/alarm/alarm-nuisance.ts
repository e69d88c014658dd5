import type { EntityManager } from 'typeorm';
import type { AlarmKind } from './alarm-kinds.js';

/**
 * What mostly makes a door raise the same alarm again and again. `exitButton`: it is forced within seconds of its exit
 * button, which does not release the lock or is not wired to this door. `closer`: it stays open at the same time of
 * the day, when many pass and the door does not fall shut.
 */
export type LikelyCause = 'exitButton' | 'closer';

export interface Nuisance {
  readonly doorId: string;
  readonly doorName: string;
  readonly sn: string;
  readonly deviceName: string | null;
  readonly kind: AlarmKind;
  /** How often it happened. */
  readonly count: number;
  readonly lastAt: Date;
  readonly cause: LikelyCause | null;
}

const mostDoors = 10;
/** So many of the last events of a door are looked at. */
const mostEvents = 500;
/** Fewer say nothing. */
const fewest = 3;

const forcedOpen = 102;
const heldOpen = 28;
const exitButton = 202;

const eventsOf = (eventNo: number) => `SELECT e.event_time FROM event e WHERE e.door_id = w.door_id AND e.sn = w.sn
    AND e.event_no = ${String(eventNo)} AND e.event_level > 0 AND e.event_time > localtimestamp - make_interval(days => $1::int + 1)
  ORDER BY e.event_time DESC LIMIT ${String(mostEvents)}`;

/** The hour and the one after it: people do not come to the minute. */
const causes: Readonly<Record<LikelyCause, string>> = {
  exitButton: `w.kind = 'forced' AND (SELECT count(*) >= ${String(fewest)} AND 2 * count(*) FILTER (WHERE EXISTS (
      SELECT 1 FROM event x WHERE x.sn = w.sn AND x.door_id = w.door_id AND x.event_no = ${String(exitButton)}
        AND x.event_time BETWEEN f.event_time - interval '3 s' AND f.event_time + interval '3 s')) >= count(*)
    FROM (${eventsOf(forcedOpen)}) f)`,
  closer: `w.kind = 'heldOpen' AND (SELECT 2 * max(near) >= max(n) AND max(n) >= ${String(fewest)} FROM (
      SELECT count(*) OVER () AS n,
        count(*) OVER (ORDER BY h.event_time::time RANGE BETWEEN CURRENT ROW AND interval '1 hour' FOLLOWING) AS near
      FROM (${eventsOf(heldOpen)}) h) p
    HAVING count(*) > 0)
    AND (SELECT count(DISTINCT h.event_time::date) > 1 FROM (${eventsOf(heldOpen)}) h)`,
};

/**
 * The doors that raise most alarms, the worst first.
 * @param days back from now
 * @param bounds areas; null = all
 */
export const nuisances = (tx: EntityManager, days: number, bounds: readonly string[] | null): Promise<Nuisance[]> =>
  tx.query(
    `WITH worst AS (
       SELECT a.door_id, a.sn, a.kind, sum(a.count)::int AS count, max(a.last_at) AS last_at
       FROM alarm a WHERE a.door_id IS NOT NULL AND a.last_at > now() - make_interval(days => $1::int)
         AND (a.is_open OR a.first_at > now() - make_interval(days => $1::int))
         ${bounds ? 'AND a.sn IN (SELECT v.sn FROM device v WHERE v.area_code = ANY($2))' : ''}
       GROUP BY 1, 2, 3 HAVING sum(a.count) > 1 ORDER BY 4 DESC, 1, 3 LIMIT ${String(mostDoors)}
     )
     SELECT w.door_id AS "doorId", o.name AS "doorName", w.sn, d.name AS "deviceName", w.kind, w.count,
       w.last_at AS "lastAt",
       CASE ${Object.entries(causes)
         .map(([cause, sql]) => `WHEN ${sql} THEN '${cause}'`)
         .join(' ')} END AS cause
     FROM worst w JOIN door o ON o.id = w.door_id LEFT JOIN device d ON d.sn = w.sn
     ORDER BY w.count DESC, w.door_id, w.kind`,
    bounds ? [days, bounds] : [days],
  );
