import type { EntityManager } from 'typeorm';

/** How many people were in a zone in one hour. */
export interface HourInside {
  readonly zoneId: string;
  /** Hours since the first. */
  readonly hour: number;
  /** The most at one moment of the hour, and those at its end. */
  readonly most: number;
  readonly last: number;
}

export interface WantedOccupancy {
  readonly zoneIds: readonly string[];
  readonly from: Date;
  readonly to: Date;
}

/** A passage of long ago says nothing: whoever was not seen for so long before the first hour is not inside. */
const memory = `interval '30 days'`;
const correction = `'ffffffff-ffff-ffff-ffff-ffffffffffff'`;
const believed = `CASE WHEN e.doubtful THEN e.received_at ELSE least(e.happened_at, e.received_at) END`;

/**
 * Inside is whoever's last passage led into the zone (`acc_zone_inside`), here at any moment. Who moved before the first
 * hour and not since is known from `presence`; of the others the last passage before it is looked up. Only hours in which
 * somebody moved come, and the hour -1 for the beginning.
 */
export function occupancyHours(tx: EntityManager, { zoneIds, from, to }: WantedOccupancy): Promise<HourInside[]> {
  return tx.query(
    `WITH zone AS (SELECT id, cleared_at FROM acc_zone WHERE id = ANY($1::text[])),
     read AS MATERIALIZED (
       SELECT m.zone_id, e.pin, ${believed} AS at, e.id, m.inside FROM event e CROSS JOIN LATERAL (
         SELECT unnest(e.zones_in) AS zone_id, 1 AS inside UNION ALL SELECT unnest(e.zones_out), 0) m
       WHERE e.event_time >= $2::timestamptz AT TIME ZONE 'UTC' - interval '1 day'
         AND e.event_time < $3::timestamptz AT TIME ZONE 'UTC' + interval '1 day'
         AND e.pin <> '' AND (e.zones_in && $1::text[] OR e.zones_out && $1::text[]) AND m.zone_id = ANY($1::text[])),
     presence AS MATERIALIZED (
       SELECT DISTINCT ON (zone_id, pin) zone_id, pin, inside::int AS inside, at, event_id FROM (
         SELECT zone_id, pin, inside, at, event_id FROM acc_zone_presence
         UNION ALL SELECT zone_id, pin, inside, at, event_id FROM acc_zone_uncounted) a
       WHERE zone_id = ANY($1::text[]) ORDER BY zone_id, pin, at DESC, event_id DESC),
     moved AS (
       SELECT zone_id, pin, at, id, inside FROM read WHERE at >= $2 AND at < $3
       UNION ALL SELECT zone_id, pin, at, event_id, inside FROM presence
       WHERE event_id = ${correction} AND at >= $2 AND at < $3),
     before AS (
       SELECT zone_id, pin, at, inside FROM presence WHERE at < $2
       UNION ALL SELECT p.zone_id, p.pin, l.at, l.inside FROM presence p CROSS JOIN LATERAL (
         SELECT ${believed} AS at, (p.zone_id = ANY(e.zones_in))::int AS inside FROM event e
         WHERE e.pin = p.pin AND e.pin <> '' AND (p.zone_id = ANY(e.zones_in) OR p.zone_id = ANY(e.zones_out))
           AND e.event_time >= $2::timestamptz AT TIME ZONE 'UTC' - ${memory} AND ${believed} < $2
         ORDER BY e.event_time DESC, e.id DESC LIMIT 1) l
       WHERE p.at >= $2),
     -- Nobody is inside after a zone was cleared, nor a person who was deleted.
     ended AS (
       SELECT k.zone_id, k.pin, g.at, ${correction}::uuid AS id, 0 AS inside
       FROM (SELECT zone_id, pin FROM moved UNION SELECT zone_id, pin FROM before) k CROSS JOIN LATERAL (
         SELECT z.cleared_at AS at FROM zone z WHERE z.id = k.zone_id AND z.cleared_at < $3
         UNION ALL SELECT l.at FROM acc_zone_left l WHERE l.pin = k.pin AND l.at < $3) g),
     step AS (
       SELECT zone_id, at, id, inside - lag(inside, 1, 0) OVER (PARTITION BY zone_id, pin ORDER BY at, id) AS change
       FROM (SELECT zone_id, pin, at, id, inside FROM moved
         UNION ALL SELECT zone_id, pin, at, '00000000-0000-0000-0000-000000000000', inside FROM before
         UNION ALL SELECT * FROM ended) a),
     level AS (
       SELECT zone_id, greatest(floor(extract(epoch FROM at - $2) / 3600), -1)::int AS hour, at, id,
         sum(change) OVER (PARTITION BY zone_id ORDER BY at, id ROWS UNBOUNDED PRECEDING)::int AS n FROM step)
     SELECT zone_id AS "zoneId", hour, max(n) AS most, (array_agg(n ORDER BY at DESC, id DESC))[1] AS last
     FROM level GROUP BY 1, 2 ORDER BY 1, 2`,
    [zoneIds, from, to],
  );
}
