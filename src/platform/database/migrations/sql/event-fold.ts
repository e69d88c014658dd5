/**
 * As before (see acc-zones.ts), but the tail of the feed is read once and grouped once: what is counted by device, by
 * person and by family are sums of the same few groups.
 */
export const eventFold = [
  `CREATE OR REPLACE FUNCTION fold_event_counts(most int) RETURNS int LANGUAGE plpgsql SET enable_seqscan = off AS $$
  DECLARE counted bigint; reached bigint; seen int; moved boolean;
  BEGIN
    SELECT position INTO counted FROM event_counted FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN 0; END IF;
    SELECT max(w.position), count(*), bool_or(w.zoned) INTO reached, seen, moved FROM (
      SELECT position, zoned FROM feed
      WHERE position > counted AND position <= 9223372036854775807 AND event_time IS NOT NULL
      ORDER BY position LIMIT most) w;
    IF seen = 0 THEN RETURN 0; END IF;

    WITH tail AS MATERIALIZED (
      SELECT f.sn, f.pin, f.module, f.event_time::date AS day, f.hep, f.passage, count(*) AS n,
        min(f.event_time) AS first_time, min(f.ref COLLATE "C") AS first_ref,
        max(f.event_time) AS last_time, max(f.ref COLLATE "C") AS last_ref
      FROM feed f WHERE f.position > counted AND f.position <= reached AND f.event_time IS NOT NULL
      GROUP BY 1, 2, 3, 4, 5, 6),
    family AS MATERIALIZED (
      SELECT sn, pin, module AS family, day, n FROM tail UNION ALL SELECT sn, pin, 'hep', day, n FROM tail WHERE hep),
    by_family AS (
      INSERT INTO event_count_by_family AS c (family, day, n)
      SELECT family, day, sum(n) FROM family GROUP BY family, day ORDER BY family, day
      ON CONFLICT (family, day) DO UPDATE SET n = c.n + excluded.n),
    by_sn AS (
      INSERT INTO event_count_by_sn AS c (sn, family, day, n)
      SELECT sn, family, day, sum(n) FROM family GROUP BY sn, family, day ORDER BY sn, family, day
      ON CONFLICT (sn, family, day) DO UPDATE SET n = c.n + excluded.n),
    by_pin AS (
      INSERT INTO event_count_by_pin AS c (pin, family, day, n)
      SELECT pin, family, day, sum(n) FROM family WHERE pin <> '' GROUP BY pin, family, day ORDER BY pin, family, day
      ON CONFLICT (pin, family, day) DO UPDATE SET n = c.n + excluded.n)
    INSERT INTO event_first_last AS f (pin, day, passage, first_time, first_id, last_time, last_id)
    SELECT pin, day, passage, min(first_time), min(first_ref)::uuid, max(last_time), max(last_ref)::uuid
    FROM tail WHERE passage IS NOT NULL AND module = 'acc' AND pin <> ''
    GROUP BY pin, day, passage ORDER BY pin, day, passage
    ON CONFLICT (pin, day, passage) DO UPDATE SET
      first_time = least(f.first_time, excluded.first_time), first_id = least(f.first_id, excluded.first_id),
      last_time = greatest(f.last_time, excluded.last_time), last_id = greatest(f.last_id, excluded.last_id)
    WHERE excluded.first_id < f.first_id OR excluded.last_id > f.last_id;

    IF moved THEN
      INSERT INTO acc_zone_presence AS p (zone_id, pin, inside, at, event_id)
      SELECT DISTINCT ON (zone_id, pin) zone_id, pin, inside, at, event_id FROM acc_zone_uncounted
      WHERE position <= reached ORDER BY zone_id, pin, at DESC, event_id DESC
      ON CONFLICT (zone_id, pin) DO UPDATE SET inside = excluded.inside, at = excluded.at, event_id = excluded.event_id
      WHERE (excluded.at, excluded.event_id) > (p.at, p.event_id);
    END IF;

    UPDATE event_counted SET position = reached;
    RETURN seen;
  END $$`,
];
