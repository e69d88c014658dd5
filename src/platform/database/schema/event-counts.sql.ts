import { isWithin } from './events.sql.js';

/**
 * Counters of events by family. The families are: the businesses (acc, ele, psg, att, ins: the module of the device
 * when the event came); `hep`, events with a mask or a temperature, of any business; `punch`, people who passed at
 * attendance devices; and `passed`, people who passed elsewhere. `passed` is not counted by person: that would be one
 * more row for most days of most persons. Attendance only needs it where an operator has named door devices. The first
 * and the last passage of a day also include those at attendance devices.
 */
const families = (alias: string) => `(
  SELECT unnest(array_remove(ARRAY[${alias}.module, CASE WHEN ${alias}.hep THEN 'hep' END,
    CASE WHEN ${alias}.passage IS NULL THEN NULL WHEN ${alias}.module = 'att' THEN 'punch' ELSE 'passed' END], NULL)) AS family)`;

/**
 * The instant at which the hour of an event began by the clock of its device. Clocks tell whole seconds, instants may
 * have parts of them.
 */
const hourOf = (alias: string) => `date_trunc('minute',
  ${alias}.happened_at - (${alias}.event_time - date_trunc('hour', ${alias}.event_time)) + interval '30 seconds')`;

/**
 * What events add to the counters: the parts of a statement that follow `tail`, their groups.
 * @param events the same events `e` with all that they hold. The feed has no door and no code of an event: each is looked
 *   up by its key, here and not where uploads are stored
 */
const counting = (events: string) => `by_hour AS (
      INSERT INTO event_count_by_hour AS c (hour, sn, door_id, event_no, n)
      SELECT ${hourOf('e')}, e.sn, coalesce(e.door_id, ''), e.event_no, count(*) FROM ${events}
      GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      ON CONFLICT (hour, sn, door_id, event_no) DO UPDATE SET n = c.n + excluded.n),
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
      ON CONFLICT (pin, family, day) DO UPDATE SET n = c.n + excluded.n),
    first_last AS (
      INSERT INTO event_first_last AS f (pin, day, passage, first_time, first_id, last_time, last_id)
      SELECT pin, day, passage, min(first_time), min(first_ref)::uuid, max(last_time), max(last_ref)::uuid
      FROM tail WHERE passage IS NOT NULL AND module IN ('acc', 'att') AND pin <> ''
      GROUP BY pin, day, passage ORDER BY pin, day, passage
      ON CONFLICT (pin, day, passage) DO UPDATE SET
        first_time = least(f.first_time, excluded.first_time), first_id = least(f.first_id, excluded.first_id),
        last_time = greatest(f.last_time, excluded.last_time), last_id = greatest(f.last_id, excluded.last_id)
      WHERE excluded.first_id < f.first_id OR excluded.last_id > f.last_id)`;

/** In the order in which they need each other. */
export const eventCounts = [
  // The upper bound is for the planner: it assumes that a range with one open end has a third of the table, and then
  // reads the whole table.
  `CREATE OR REPLACE VIEW event_uncounted AS
    SELECT position, ref, event_time, event_time::date AS day, sn, pin, module, hep, passage, zoned FROM feed
    WHERE position > (SELECT c.position FROM event_counted c) AND position <= 9223372036854775807
      AND event_time IS NOT NULL`,
  `CREATE OR REPLACE VIEW event_uncounted_family AS
    SELECT u.position, u.day, u.sn, u.pin, f.family FROM event_uncounted u CROSS JOIN LATERAL ${families('u')} f`,
  `CREATE OR REPLACE VIEW event_total_by_family AS
    SELECT family, day, n FROM event_count_by_family UNION ALL SELECT family, day, 1 FROM event_uncounted_family`,
  `CREATE OR REPLACE VIEW event_total_by_sn AS
    SELECT sn, family, day, n FROM event_count_by_sn UNION ALL SELECT sn, family, day, 1 FROM event_uncounted_family`,
  `CREATE OR REPLACE VIEW event_total_by_pin AS
    SELECT pin, family, day, n FROM event_count_by_pin
    UNION ALL SELECT pin, family, day, 1 FROM event_uncounted_family WHERE pin <> '' AND family <> 'passed'`,
  `CREATE OR REPLACE VIEW event_total_by_hour AS
    SELECT hour, sn, door_id, event_no, n FROM event_count_by_hour
    UNION ALL SELECT ${hourOf('e')}, e.sn, coalesce(e.door_id, ''), e.event_no, 1 FROM event_uncounted u
    JOIN event e ON e.event_time = u.event_time AND e.id = u.ref::uuid`,
  // Includes what is not folded yet; a day may come several times.
  `CREATE OR REPLACE VIEW event_passage_of_day AS
    SELECT pin, day, passage, first_time, first_id, last_time, last_id FROM event_first_last
    UNION ALL SELECT pin, day, passage, event_time, ref::uuid, event_time, ref::uuid FROM event_uncounted
    WHERE passage IS NOT NULL AND module IN ('acc', 'att') AND pin <> ''`,

  // Only one gateway folds at a time; the others skip it. The part of the feed that it sees has no gaps that could be
  // filled later (see ingest_events), and the position moves in the transaction that counts. The end of the feed is
  // read once and grouped once: the counts by device, by person and by family are sums of the same few groups. Events
  // are looked up one by one, however many the planner expects: the others of their months are not read.
  `CREATE OR REPLACE FUNCTION fold_event_counts(most int) RETURNS int LANGUAGE plpgsql SET enable_seqscan = off
  SET enable_hashjoin = off SET enable_mergejoin = off AS $$
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
    ${counting(`feed f JOIN event e ON e.event_time = f.event_time AND e.id = f.ref::uuid
      WHERE f.position > counted AND f.position <= reached AND f.event_time IS NOT NULL`)}
    SELECT coalesce(sum(n), 0) INTO seen FROM tail;

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

  // Events of another server, from before this one: they are counted at once and take no position in the feed, so
  // that no reader is told of last year as news. The names are those that the other server stored. Whoever counts
  // holds the row of event_counted, so that two never count in different orders.
  `CREATE OR REPLACE FUNCTION ingest_history(batch json) RETURNS int LANGUAGE plpgsql SET enable_seqscan = off AS $$
  DECLARE added int;
  BEGIN
    PERFORM 1 FROM event_counted FOR UPDATE;
    WITH stored AS (
      INSERT INTO event AS e (id, event_time, happened_at, received_at, doubtful, module, sn, dev_name, log_id, event_no,
        event_level, pin, name, last_name, dept_code, dept_name, area_name, card_no, verify_type, point_type, point_no,
        point_name, door_id, door_name, reader_name, in_out, mask_flag, temperature, link_id, raw, passage, acc_zone)
      SELECT g.id, g.event_time, to_timestamp(g.happened_ms / 1000), clock_timestamp(), coalesce(g.doubtful, false),
        g.module, g.sn, coalesce(g.dev_name, ''), g.log_id, g.event_no, g.event_level, coalesce(g.pin, ''),
        coalesce(g.name, ''), coalesce(g.last_name, ''), coalesce(g.dept_code, ''), coalesce(g.dept_name, ''),
        coalesce(g.area_name, ''), coalesce(g.card_no, ''), coalesce(g.verify_type, ''), g.point_type, g.point_no,
        coalesce(g.point_name, g.door_name, ''), g.door_id, coalesce(g.door_name, ''), coalesce(g.reader_name, ''),
        g.in_out, coalesce(g.mask_flag, ''), coalesce(g.temperature, ''), '', '', g.passage, g.acc_zone
      FROM json_to_recordset(batch) AS g (
        id uuid, event_time timestamp, happened_ms float8, doubtful boolean, module text, sn text, dev_name text,
        log_id bigint, event_no int, event_level smallint, pin text, name text, last_name text, dept_code text,
        dept_name text, area_name text, card_no text, verify_type text, point_type text, point_no int, point_name text,
        door_id text, door_name text, reader_name text, in_out smallint, mask_flag text, temperature text,
        passage smallint, acc_zone text)
      WHERE ${isWithin('g')}
      ORDER BY g.event_time, g.id
      ON CONFLICT DO NOTHING
      RETURNING e.id, e.event_time, e.happened_at, e.sn, e.door_id, e.event_no, e.pin, e.module, e.mask_flag, e.temperature,
        e.passage),
    tail AS MATERIALIZED (
      SELECT s.sn, s.pin, s.module, s.event_time::date AS day,
        CASE WHEN s.mask_flag <> '' OR s.temperature <> '' THEN true END AS hep, s.passage, count(*) AS n,
        min(s.event_time) AS first_time, min(s.id::text COLLATE "C") AS first_ref,
        max(s.event_time) AS last_time, max(s.id::text COLLATE "C") AS last_ref
      FROM stored s GROUP BY 1, 2, 3, 4, 5, 6),
    ${counting('stored e')}
    SELECT coalesce(sum(n), 0) INTO added FROM tail;
    RETURN added;
  END $$`,
];
