/** Events, their counters, and the feed. */
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
    -- Who verified went through: 0 in, 1 out, 2 without a direction; null: nobody went anywhere.
    passage smallint,
    acc_zone text,
    -- Those that the reader led into and out of when the event came.
    zones_in text[],
    zones_out text[],
    PRIMARY KEY (event_time, id)
  ) PARTITION BY RANGE (event_time)`,
  `CREATE INDEX event_by_hep ON event (event_time DESC, id DESC) WHERE mask_flag <> '' OR temperature <> ''`,
  // Events of controllers are most of all, and their lists read the primary key: others pay for their own index.
  `CREATE INDEX event_by_module ON event (module, event_time DESC, id DESC) WHERE module <> 'acc'`,
  `CREATE INDEX event_by_pin ON event (pin, event_time DESC, id DESC) WHERE pin <> ''`,
  `CREATE INDEX event_by_sn ON event (sn, event_time DESC, id DESC)`,

  `CREATE TABLE event_default PARTITION OF event DEFAULT`,

  // Rows really stored, by family and day of the device's clock: exact totals without a scan (docs/rules.md 6). They
  // are counted from the feed a moment after the commit, many at once: an upload that counted itself would write two
  // rows more.
  `CREATE TABLE event_count_by_family (family text, day date, n bigint NOT NULL, PRIMARY KEY (family, day))`,
  `CREATE TABLE event_count_by_sn (sn text, family text, day date, n bigint NOT NULL, PRIMARY KEY (sn, family, day))`,
  `CREATE TABLE event_count_by_pin (pin text, family text, day date, n bigint NOT NULL, PRIMARY KEY (pin, family, day))`,

  // The first and the last passage of a day at a controller, by direction. An id tells its time, so the lowest id is
  // the earliest event whatever the order in which they come.
  `CREATE TABLE event_first_last (
    pin text, day date, passage smallint, first_time timestamp(0) NOT NULL, first_id uuid NOT NULL,
    last_time timestamp(0) NOT NULL, last_id uuid NOT NULL, PRIMARY KEY (pin, day, passage)
  )`,

  `CREATE TABLE feed (
    position bigint PRIMARY KEY,
    kind text NOT NULL,
    sn text NOT NULL,
    ref text NOT NULL,
    event_time timestamp(0),
    pin text,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- What the fold needs of an event, so that it does not look each one up.
    module text,
    hep boolean,
    passage smallint,
    zoned boolean
  )`,
  // Positions and times grow together: a range index is enough and costs nothing at ingest.
  `CREATE INDEX feed_by_time ON feed USING brin (at)`,

  // Events up to this position are in the counters; those behind it are counted where they stand. One statement sees
  // both in one state, so totals are exact before, during and after a fold.
  `CREATE TABLE event_counted (position bigint NOT NULL)`,

  // A client may watch several businesses with one timestamp.
  `CREATE TABLE monitor_reader (
    token_id text, address text, stamp text, position bigint NOT NULL, called_at timestamptz NOT NULL, family text,
    PRIMARY KEY (token_id, address, family, stamp)
  )`,
  `CREATE INDEX monitor_reader_by_call ON monitor_reader (called_at)`,

  // Pictures that belong to an event: snapshots are told by time and pin, those of cameras by the event's index.
  `CREATE TABLE event_photo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sn text NOT NULL, kind text NOT NULL, log_id bigint, event_time timestamp(0), pin text NOT NULL, name text NOT NULL,
    video text NOT NULL, content bytea, size int NOT NULL, hash text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (sn, kind, name, hash)
  )`,
  `CREATE INDEX event_photo_by_log ON event_photo (sn, log_id) WHERE log_id IS NOT NULL`,
  `CREATE INDEX event_photo_by_time ON event_photo (sn, event_time) WHERE event_time IS NOT NULL`,
];
