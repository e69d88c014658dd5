/** The one path in for events. */
export const events = [
  // A transaction that writes nothing waits for no standby. But what it finds may be of a commit that none has confirmed,
  // because its wait was cancelled or the server crashed: whoever answers that it is stored calls this.
  `CREATE OR REPLACE FUNCTION wait_for_standby() RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF current_setting('synchronous_standby_names') = '' THEN RETURN; END IF;
    PERFORM pg_logical_emit_message(true, 'postern', '');
  END $$`,

  // One statement for each batch. Rows are inserted in the order of their keys, so batches that overlap wait for each
  // other and never deadlock (docs/rules.md 1). The person of a pin is looked up here: the event keeps the names of
  // this moment. A visitor who passes is no attendance: only zones know of it. The feed's lock is taken last and ends
  // with the transaction of the statement (feed_lock). What waits for a place in the feed gets it before the events. The
  // plan is kept and always uses look-ups, whatever the statistics say: planning costs more than the statement itself,
  // and a batch is small. The result is null if all rows were new, as they nearly always are; otherwise it is the ids of
  // the new rows.
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
        CASE WHEN p.is_visitor THEN NULL ELSE g.passage END, g.acc_zone,
        CASE WHEN g.passage IS NOT NULL THEN g.zones_in END, CASE WHEN g.passage IS NOT NULL THEN g.zones_out END
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
    IF ids IS NULL THEN
      PERFORM wait_for_standby();
      RETURN '{}';
    END IF;

    PERFORM feed_lock();
    IF EXISTS (SELECT 1 FROM feed_pending) THEN PERFORM feed_place_before(sns); END IF;
    INSERT INTO feed (position, kind, sn, ref, event_time, pin, module, hep, passage, zoned)
    SELECT nextval('feed_position'), 'event', u.of, u.id::text, u.at, u.pin, u.business, u.measured, u.went, u.zoned
    FROM unnest(ids, sns, times, pins, modules, heps, passages, zoneds)
      u (id, of, at, pin, business, measured, went, zoned);
    RETURN CASE WHEN cardinality(ids) < expected THEN ids END;
  END $$`,
];
