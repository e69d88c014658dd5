/** Events, their counters, the feed and what could not be read. */
export const eventTables = [
  `CREATE SEQUENCE feed_position`,

  // The id is made of the wall clock, the index and a hash of the natural key: an event that comes twice has the same
  // id, and an id tells where its row lies. So one index serves the order of lists, the look-up and the natural key.
  `CREATE TABLE event (
    id uuid NOT NULL,
    event_time timestamp(0) NOT NULL,
    happened_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    doubtful boolean NOT NULL,
    module text NOT NULL,
    sn text NOT NULL,
    dev_name text NOT NULL,
    log_id bigint NOT NULL,
    event_no int NOT NULL,
    event_level smallint NOT NULL,
    pin text NOT NULL,
    name text NOT NULL,
    last_name text NOT NULL,
    dept_code text NOT NULL,
    dept_name text NOT NULL,
    area_name text NOT NULL,
    card_no text NOT NULL,
    verify_type text NOT NULL,
    point_type text NOT NULL,
    point_no int NOT NULL,
    point_name text NOT NULL,
    door_id text,
    door_name text NOT NULL,
    reader_name text NOT NULL,
    in_out smallint,
    mask_flag text NOT NULL,
    temperature text NOT NULL,
    link_id text NOT NULL,
    raw text NOT NULL,
    PRIMARY KEY (event_time, id)
  ) PARTITION BY RANGE (event_time)`,
  `CREATE INDEX event_by_sn ON event (sn, event_time DESC, id DESC)`,
  `CREATE INDEX event_by_pin ON event (pin, event_time DESC, id DESC) WHERE pin <> ''`,
  `CREATE TABLE event_default PARTITION OF event DEFAULT`,

  // Rows really stored, by day of the device's clock: exact totals without a scan (docs/rules.md 6). They are counted from the
  // feed a moment after the commit, many at once: an upload that counted itself would write two rows more.
  `CREATE TABLE event_count_by_sn (day date, sn text, n bigint NOT NULL, PRIMARY KEY (day, sn))`,
  `CREATE INDEX event_count_of_sn ON event_count_by_sn (sn, day)`,
  `CREATE TABLE event_count_by_pin (pin text, day date, n bigint NOT NULL, PRIMARY KEY (pin, day))`,

  `CREATE TABLE feed (
    position bigint PRIMARY KEY,
    kind text NOT NULL,
    sn text NOT NULL,
    ref text NOT NULL,
    event_time timestamp(0),
    pin text,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
  )`,
  // Positions and times grow together: a range index is enough and costs nothing at ingest.
  `CREATE INDEX feed_by_time ON feed USING brin (at)`,

  // Events up to this position are in the counters; those behind it are counted where they stand. One statement sees
  // both in one state, so totals are exact before, during and after a fold. The upper bound is there for the planner:
  // a range that is open on one side passes for a third of the table, and that is read from end to end.
  `CREATE TABLE event_counted (position bigint NOT NULL)`,
  `INSERT INTO event_counted (position) VALUES (0)`,
  `CREATE VIEW event_uncounted AS
    SELECT position, event_time::date AS day, sn, pin FROM feed
    WHERE position > (SELECT c.position FROM event_counted c) AND position <= 9223372036854775807
      AND event_time IS NOT NULL`,
  `CREATE VIEW event_total_by_sn AS
    SELECT day, sn, n FROM event_count_by_sn UNION ALL SELECT day, sn, 1 FROM event_uncounted`,
  `CREATE VIEW event_total_by_pin AS
    SELECT day, pin, n FROM event_count_by_pin UNION ALL SELECT day, pin, 1 FROM event_uncounted WHERE pin <> ''`,

  // One gateway folds at a time, the others leave it to that one. What it sees of the feed has no gaps that could be
  // filled later (see ingest_events), and the position moves in the transaction that counts.
  `CREATE FUNCTION fold_event_counts(most int) RETURNS int LANGUAGE plpgsql SET enable_seqscan = off AS $$
  DECLARE reached bigint; seen int;
  BEGIN
    PERFORM 1 FROM event_counted FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN RETURN 0; END IF;
    SELECT max(w.position), count(*) INTO reached, seen FROM (
      SELECT position FROM event_uncounted ORDER BY position LIMIT most) w;
    IF seen = 0 THEN RETURN 0; END IF;

    INSERT INTO event_count_by_sn AS c (day, sn, n)
    SELECT day, sn, count(*) FROM event_uncounted WHERE position <= reached GROUP BY day, sn ORDER BY day, sn
    ON CONFLICT (day, sn) DO UPDATE SET n = c.n + excluded.n;

    INSERT INTO event_count_by_pin AS c (pin, day, n)
    SELECT pin, day, count(*) FROM event_uncounted WHERE position <= reached AND pin <> '' GROUP BY pin, day
    ORDER BY pin, day
    ON CONFLICT (pin, day) DO UPDATE SET n = c.n + excluded.n;

    UPDATE event_counted SET position = reached;
    RETURN seen;
  END $$`,

  // One statement a batch. Rows go in by their key, so that batches which overlap wait for each other in one order
  // and never in a circle (docs/rules.md 1). Who a pin belongs to is looked up here: the event keeps the names of this moment.
  // The feed's lock is taken last and ends with the statement's transaction: positions become visible in their own
  // order (docs/rules.md 2). The plan is kept, and made of look-ups whatever the statistics say: making it costs more than
  // carrying it out, and a batch is small. The answer is null where all rows were new, as they nearly always are, else
  // the ids of those that were.
  `CREATE FUNCTION ingest_events(batch json, expected int) RETURNS uuid[]
  LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_hashjoin = off SET enable_mergejoin = off
  SET enable_seqscan = off AS $$
  DECLARE
    ids uuid[]; times timestamp[]; sns text[]; pins text[];
  BEGIN
    WITH stored AS (
      INSERT INTO event AS e
      SELECT g.id, g.event_time, to_timestamp(g.happened_ms / 1000), clock_timestamp(), coalesce(g.doubtful, false),
        g.module, g.sn, coalesce(g.dev_name, ''), g.log_id, g.event_no, g.event_level, coalesce(g.pin, ''),
        coalesce(p.name, ''), coalesce(p.last_name, ''), coalesce(d.code, ''), coalesce(d.name, ''),
        coalesce(g.area_name, ''), coalesce(g.card_no, ''), coalesce(g.verify_type, ''), g.point_type, g.point_no,
        coalesce(g.point_name, g.door_name, ''), g.door_id, coalesce(g.door_name, ''), coalesce(g.reader_name, ''),
        g.in_out, coalesce(g.mask_flag, ''), coalesce(g.temperature, ''), coalesce(g.link_id, ''), coalesce(g.raw, '')
      FROM json_to_recordset(batch) AS g (
        id uuid, event_time timestamp, happened_ms float8, doubtful boolean, module text, sn text, dev_name text,
        log_id bigint, event_no int, event_level smallint, pin text, area_name text, card_no text, verify_type text,
        point_type text, point_no int, point_name text, door_id text, door_name text, reader_name text,
        in_out smallint, mask_flag text, temperature text, link_id text, raw text)
      LEFT JOIN person p ON p.pin = g.pin
      LEFT JOIN department d ON d.id = p.department_id
      ORDER BY g.event_time, g.id
      ON CONFLICT DO NOTHING
      RETURNING e.id, e.event_time, e.sn, e.pin
    )
    SELECT array_agg(s.id), array_agg(s.event_time), array_agg(s.sn), array_agg(s.pin)
    INTO ids, times, sns, pins FROM stored s;
    IF ids IS NULL THEN RETURN '{}'; END IF;

    PERFORM pg_advisory_xact_lock(7078, 1);
    INSERT INTO feed (position, kind, sn, ref, event_time, pin)
    SELECT nextval('feed_position'), 'event', u.of, u.id::text, u.at, u.pin
    FROM unnest(ids, sns, times, pins) u (id, of, at, pin);
    RETURN CASE WHEN cardinality(ids) < expected THEN ids END;
  END $$`,

  // Everything that is not an event and wants a place in the order: call it last in its transaction.
  `CREATE FUNCTION feed_append(kind text, sn text, ref text) RETURNS bigint LANGUAGE plpgsql AS $$
  DECLARE given bigint;
  BEGIN
    PERFORM pg_advisory_xact_lock(7078, 1);
    given := nextval('feed_position');
    INSERT INTO feed (position, kind, sn, ref) VALUES (given, kind, sn, ref);
    RETURN given;
  END $$`,

  `CREATE TABLE monitor_reader (
    token_id text, address text, stamp text, position bigint NOT NULL, called_at timestamptz NOT NULL,
    PRIMARY KEY (token_id, address, stamp)
  )`,
  `CREATE INDEX monitor_reader_by_call ON monitor_reader (called_at)`,

  `CREATE TABLE quarantine (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, path text NOT NULL, reason text NOT NULL, body bytea NOT NULL, body_hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(), times int NOT NULL DEFAULT 1,
    UNIQUE (sn, body_hash)
  )`,

  // Uploads of tables that Postern does not take apart yet: kept whole, sealed, each body once.
  `CREATE TABLE device_upload (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, table_name text NOT NULL, count int NOT NULL, body bytea NOT NULL, body_hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sn, table_name, body_hash)
  )`,

  `CREATE TABLE device_error (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, code text NOT NULL, message text NOT NULL, origin text NOT NULL, command_id text NOT NULL,
    additional text NOT NULL, row_hash text NOT NULL, received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sn, row_hash)
  )`,

  `CREATE TABLE door_state (
    door_id text PRIMARY KEY, sn text NOT NULL, sensor smallint, relay smallint, alarm int,
    device_time text NOT NULL, at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE INDEX door_state_by_sn ON door_state (sn)`,
];
