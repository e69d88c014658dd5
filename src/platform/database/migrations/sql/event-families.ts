/**
 * Counters by family: the businesses (acc, ele, psg, att, ins: the module of the device when the event came) and `hep`,
 * the events with a mask or a temperature, whatever business they are of. What a person did first and last of a day.
 */
export const eventFamilies = [
  // passage: who verified went through, 0 in, 1 out, 2 without a direction; null: nobody went anywhere. The zones are
  // those that the reader led into and out of when the event came.
  `ALTER TABLE event ADD COLUMN passage smallint, ADD COLUMN acc_zone text, ADD COLUMN zones_in text[],
     ADD COLUMN zones_out text[]`,
  // Events of controllers are most of all, and their lists read the primary key: others pay for their own index.
  `CREATE INDEX event_by_module ON event (module, event_time DESC, id DESC) WHERE module <> 'acc'`,
  `CREATE INDEX event_by_hep ON event (event_time DESC, id DESC) WHERE mask_flag <> '' OR temperature <> ''`,
  // What the fold needs of an event, so that it does not look each one up.
  `ALTER TABLE feed ADD COLUMN module text, ADD COLUMN hep boolean, ADD COLUMN passage smallint, ADD COLUMN zoned boolean`,

  // A client may watch several businesses with one timestamp.
  `ALTER TABLE monitor_reader ADD COLUMN family text NOT NULL DEFAULT 'acc', DROP CONSTRAINT monitor_reader_pkey`,
  `ALTER TABLE monitor_reader ALTER COLUMN family DROP DEFAULT, ADD PRIMARY KEY (token_id, address, family, stamp)`,

  `DROP VIEW event_total_by_sn, event_total_by_pin, event_uncounted`,
  `DROP TABLE event_count_by_sn, event_count_by_pin`,
  `CREATE TABLE event_count_by_family (family text, day date, n bigint NOT NULL, PRIMARY KEY (family, day))`,
  `CREATE TABLE event_count_by_sn (sn text, family text, day date, n bigint NOT NULL, PRIMARY KEY (sn, family, day))`,
  `CREATE TABLE event_count_by_pin (pin text, family text, day date, n bigint NOT NULL, PRIMARY KEY (pin, family, day))`,
  // The first and the last passage of a day at a controller, by direction. An id tells its time, so the lowest id is
  // the earliest event whatever the order in which they come.
  `CREATE TABLE event_first_last (
    pin text, day date, passage smallint, first_time timestamp(0) NOT NULL, first_id uuid NOT NULL,
    last_time timestamp(0) NOT NULL, last_id uuid NOT NULL, PRIMARY KEY (pin, day, passage)
  )`,

  // The upper bound is there for the planner: a range that is open on one side passes for a third of the table.
  `CREATE VIEW event_uncounted AS
    SELECT position, ref, event_time, event_time::date AS day, sn, pin, module, hep, passage, zoned FROM feed
    WHERE position > (SELECT c.position FROM event_counted c) AND position <= 9223372036854775807
      AND event_time IS NOT NULL`,
  `CREATE VIEW event_uncounted_family AS
    SELECT u.position, u.day, u.sn, u.pin, f.family FROM event_uncounted u
    CROSS JOIN LATERAL unnest(CASE WHEN u.hep THEN ARRAY[u.module, 'hep'] ELSE ARRAY[u.module] END) AS f (family)`,
  `CREATE VIEW event_total_by_family AS
    SELECT family, day, n FROM event_count_by_family UNION ALL SELECT family, day, 1 FROM event_uncounted_family`,
  `CREATE VIEW event_total_by_sn AS
    SELECT sn, family, day, n FROM event_count_by_sn UNION ALL SELECT sn, family, day, 1 FROM event_uncounted_family`,
  `CREATE VIEW event_total_by_pin AS
    SELECT pin, family, day, n FROM event_count_by_pin
    UNION ALL SELECT pin, family, day, 1 FROM event_uncounted_family WHERE pin <> ''`,
  // With what is not folded yet; a day may come several times.
  `CREATE VIEW event_passage_of_day AS
    SELECT pin, day, passage, first_time, first_id, last_time, last_id FROM event_first_last
    UNION ALL SELECT pin, day, passage, event_time, ref::uuid, event_time, ref::uuid FROM event_uncounted
    WHERE passage IS NOT NULL AND module = 'acc' AND pin <> ''`,

  // What is stored already: nothing of it stays in the tail. The feed's lock keeps new positions away meanwhile. Of old
  // events it is not known who went through: their days have no first and last.
  `DO $$
  BEGIN
    PERFORM pg_advisory_xact_lock(7078, 1);
    INSERT INTO event_count_by_sn SELECT sn, module, event_time::date, count(*) FROM event GROUP BY 1, 2, 3;
    INSERT INTO event_count_by_sn SELECT sn, 'hep', event_time::date, count(*) FROM event
      WHERE mask_flag <> '' OR temperature <> '' GROUP BY 1, 3;
    INSERT INTO event_count_by_family SELECT family, day, sum(n) FROM event_count_by_sn GROUP BY 1, 2;
    INSERT INTO event_count_by_pin SELECT pin, module, event_time::date, count(*) FROM event
      WHERE pin <> '' GROUP BY 1, 2, 3;
    INSERT INTO event_count_by_pin SELECT pin, 'hep', event_time::date, count(*) FROM event
      WHERE pin <> '' AND (mask_flag <> '' OR temperature <> '') GROUP BY 1, 3;
    UPDATE event_counted SET position = coalesce((SELECT max(position) FROM feed), 0);
  END $$`,

  // One gateway folds at a time, the others leave it to that one. What it sees of the feed has no gaps that could be
  // filled later (see ingest_events), and the position moves in the transaction that counts.
  `CREATE OR REPLACE FUNCTION fold_event_counts(most int) RETURNS int LANGUAGE plpgsql SET enable_seqscan = off AS $$
  DECLARE reached bigint; seen int;
  BEGIN
    PERFORM 1 FROM event_counted FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN 0; END IF;
    SELECT max(w.position), count(*) INTO reached, seen FROM (
      SELECT position FROM event_uncounted ORDER BY position LIMIT most) w;
    IF seen = 0 THEN RETURN 0; END IF;

    WITH by_sn AS (
      INSERT INTO event_count_by_sn AS c (sn, family, day, n)
      SELECT sn, family, day, count(*) FROM event_uncounted_family WHERE position <= reached
      GROUP BY sn, family, day ORDER BY sn, family, day
      ON CONFLICT (sn, family, day) DO UPDATE SET n = c.n + excluded.n)
    INSERT INTO event_count_by_family AS c (family, day, n)
    SELECT family, day, count(*) FROM event_uncounted_family WHERE position <= reached
    GROUP BY family, day ORDER BY family, day
    ON CONFLICT (family, day) DO UPDATE SET n = c.n + excluded.n;

    INSERT INTO event_count_by_pin AS c (pin, family, day, n)
    SELECT pin, family, day, count(*) FROM event_uncounted_family WHERE position <= reached AND pin <> ''
    GROUP BY pin, family, day ORDER BY pin, family, day
    ON CONFLICT (pin, family, day) DO UPDATE SET n = c.n + excluded.n;

    INSERT INTO event_first_last AS f (pin, day, passage, first_time, first_id, last_time, last_id)
    SELECT pin, day, passage, min(event_time), min(ref COLLATE "C")::uuid, max(event_time), max(ref COLLATE "C")::uuid
    FROM event_uncounted
    WHERE position <= reached AND passage IS NOT NULL AND module = 'acc' AND pin <> ''
    GROUP BY pin, day, passage ORDER BY pin, day, passage
    ON CONFLICT (pin, day, passage) DO UPDATE SET
      first_time = least(f.first_time, excluded.first_time), first_id = least(f.first_id, excluded.first_id),
      last_time = greatest(f.last_time, excluded.last_time), last_id = greatest(f.last_id, excluded.last_id);

    UPDATE event_counted SET position = reached;
    RETURN seen;
  END $$`,

  // As before (see events.ts), with what is new of event and feed.
  `CREATE OR REPLACE FUNCTION ingest_events(batch json, expected int) RETURNS uuid[]
  LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_hashjoin = off SET enable_mergejoin = off
  SET enable_seqscan = off AS $$
  DECLARE
    ids uuid[]; times timestamp[]; sns text[]; pins text[]; modules text[]; heps boolean[]; passages smallint[];
    zoneds boolean[];
  BEGIN
    WITH stored AS (
      INSERT INTO event AS e
      SELECT g.id, g.event_time, to_timestamp(g.happened_ms / 1000), clock_timestamp(), coalesce(g.doubtful, false),
        g.module, g.sn, coalesce(g.dev_name, ''), g.log_id, g.event_no, g.event_level, coalesce(g.pin, ''),
        coalesce(p.name, ''), coalesce(p.last_name, ''), coalesce(d.code, ''), coalesce(d.name, ''),
        coalesce(g.area_name, ''), coalesce(g.card_no, ''), coalesce(g.verify_type, ''), g.point_type, g.point_no,
        coalesce(g.point_name, g.door_name, ''), g.door_id, coalesce(g.door_name, ''), coalesce(g.reader_name, ''),
        g.in_out, coalesce(g.mask_flag, ''), coalesce(g.temperature, ''), coalesce(g.link_id, ''), coalesce(g.raw, ''),
        g.passage, g.acc_zone, g.zones_in, g.zones_out
      FROM json_to_recordset(batch) AS g (
        id uuid, event_time timestamp, happened_ms float8, doubtful boolean, module text, sn text, dev_name text,
        log_id bigint, event_no int, event_level smallint, pin text, area_name text, card_no text, verify_type text,
        point_type text, point_no int, point_name text, door_id text, door_name text, reader_name text,
        in_out smallint, mask_flag text, temperature text, link_id text, raw text, passage smallint, acc_zone text,
        zones_in text[], zones_out text[])
      LEFT JOIN person p ON p.pin = g.pin
      LEFT JOIN department d ON d.id = p.department_id
      ORDER BY g.event_time, g.id
      ON CONFLICT DO NOTHING
      RETURNING e.id, e.event_time, e.sn, e.pin, e.module, e.mask_flag, e.temperature, e.passage, e.zones_in, e.zones_out
    )
    SELECT array_agg(s.id), array_agg(s.event_time), array_agg(s.sn), array_agg(s.pin), array_agg(s.module),
      array_agg(CASE WHEN s.mask_flag <> '' OR s.temperature <> '' THEN true END), array_agg(s.passage),
      array_agg(CASE WHEN s.zones_in IS NOT NULL OR s.zones_out IS NOT NULL THEN true END)
    INTO ids, times, sns, pins, modules, heps, passages, zoneds FROM stored s;
    IF ids IS NULL THEN RETURN '{}'; END IF;

    PERFORM pg_advisory_xact_lock(7078, 1);
    INSERT INTO feed (position, kind, sn, ref, event_time, pin, module, hep, passage, zoned)
    SELECT nextval('feed_position'), 'event', u.of, u.id::text, u.at, u.pin, u.business, u.measured, u.went, u.zoned
    FROM unnest(ids, sns, times, pins, modules, heps, passages, zoneds)
      u (id, of, at, pin, business, measured, went, zoned);
    RETURN CASE WHEN cardinality(ids) < expected THEN ids END;
  END $$`,
];
