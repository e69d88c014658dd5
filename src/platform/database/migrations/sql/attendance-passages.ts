/**
 * Counters of those who passed, beside those of the businesses: `punch`, at attendance devices, and `passed`, elsewhere.
 * The latter is not counted by person: there would be a row more for most days of most persons, and attendance asks for
 * it where an operator has named door devices. The first and the last passage of a day are those at attendance devices,
 * too.
 */
const families = (alias: string) => `(
  SELECT unnest(array_remove(ARRAY[${alias}.module, CASE WHEN ${alias}.hep THEN 'hep' END,
    CASE WHEN ${alias}.passage IS NULL THEN NULL WHEN ${alias}.module = 'att' THEN 'punch' ELSE 'passed' END], NULL)) AS family)`;

const passageOf = `CASE WHEN in_out IN (0, 1) THEN in_out ELSE 2 END`;

export const attendancePassages = [
  `CREATE OR REPLACE VIEW event_uncounted_family AS
    SELECT u.position, u.day, u.sn, u.pin, f.family FROM event_uncounted u CROSS JOIN LATERAL ${families('u')} f`,
  `CREATE OR REPLACE VIEW event_total_by_pin AS
    SELECT pin, family, day, n FROM event_count_by_pin
    UNION ALL SELECT pin, family, day, 1 FROM event_uncounted_family WHERE pin <> '' AND family <> 'passed'`,
  `CREATE OR REPLACE VIEW event_passage_of_day AS
    SELECT pin, day, passage, first_time, first_id, last_time, last_id FROM event_first_last
    UNION ALL SELECT pin, day, passage, event_time, ref::uuid, event_time, ref::uuid FROM event_uncounted
    WHERE passage IS NOT NULL AND module IN ('acc', 'att') AND pin <> ''`,

  // What is stored already. No gateway folds meanwhile; what is in the tail is folded first, by what was before. Where
  // an event is older than its direction it is told from its number (appendix 2), as it is at ingest.
  `DO $$
  BEGIN
    PERFORM 1 FROM event_counted FOR UPDATE;
    PERFORM pg_advisory_xact_lock(7078, 1);
    UPDATE event SET passage = ${passageOf}
    WHERE passage IS NULL AND pin <> '' AND event_no IN (
      0, 1, 2, 3, 4, 14, 15, 16, 17, 18, 19, 67, 101, 103, 203, 207, 208, 215, 216, 218, 222, 232);
    WHILE fold_event_counts(100000) > 0 LOOP END LOOP;
    INSERT INTO event_count_by_sn SELECT sn, CASE WHEN module = 'att' THEN 'punch' ELSE 'passed' END, event_time::date,
      count(*) FROM event WHERE passage IS NOT NULL GROUP BY 1, 2, 3;
    INSERT INTO event_count_by_family SELECT family, day, sum(n) FROM event_count_by_sn
      WHERE family IN ('punch', 'passed') GROUP BY 1, 2;
    INSERT INTO event_count_by_pin SELECT pin, 'punch', event_time::date, count(*) FROM event
      WHERE passage IS NOT NULL AND module <> 'acc' AND module = 'att' AND pin <> '' GROUP BY 1, 3;
    INSERT INTO event_first_last AS f (pin, day, passage, first_time, first_id, last_time, last_id)
    SELECT pin, event_time::date, passage, min(event_time), min(id::text COLLATE "C")::uuid, max(event_time),
      max(id::text COLLATE "C")::uuid
    FROM event WHERE passage IS NOT NULL AND module IN ('acc', 'att') AND pin <> '' GROUP BY 1, 2, 3
    ON CONFLICT (pin, day, passage) DO UPDATE SET
      first_time = least(f.first_time, excluded.first_time), first_id = least(f.first_id, excluded.first_id),
      last_time = greatest(f.last_time, excluded.last_time), last_id = greatest(f.last_id, excluded.last_id);
  END $$`,

  // As before (see event-fold.ts), with the passages.
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
      SELECT t.sn, t.pin, f.family, t.day, t.n FROM tail t CROSS JOIN LATERAL ${families('t')} f),
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
      SELECT pin, family, day, sum(n) FROM family WHERE pin <> '' AND family <> 'passed'
      GROUP BY pin, family, day ORDER BY pin, family, day
      ON CONFLICT (pin, family, day) DO UPDATE SET n = c.n + excluded.n)
    INSERT INTO event_first_last AS f (pin, day, passage, first_time, first_id, last_time, last_id)
    SELECT pin, day, passage, min(first_time), min(first_ref)::uuid, max(last_time), max(last_ref)::uuid
    FROM tail WHERE passage IS NOT NULL AND module IN ('acc', 'att') AND pin <> ''
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
