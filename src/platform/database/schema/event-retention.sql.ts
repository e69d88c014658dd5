/**
 * Everything in front of this position has been counted and folded, by all who do that once. What waits is near the end
 * of the feed.
 */
const foldedUpTo = `least((SELECT position FROM event_counted), (SELECT position FROM alarm_folded),
  (SELECT min(position) FROM muster WHERE ended_at IS NULL))`;

const groups = `(SELECT array_remove(ARRAY[g.module, CASE WHEN g.hep THEN 'hep' END,
  CASE WHEN g.passage IS NULL THEN NULL WHEN g.module = 'att' THEN 'punch' ELSE 'passed' END], NULL))`;

/** Takes the events of the arrays out of a counter. @param where which of them it has */
const uncount = (table: string, keys: readonly string[], where: string) => {
  const columns = keys.join(', ');
  const same = keys.map((key) => `c.${key} = u.${key}`).join(' AND ');
  return `MERGE INTO ${table} c USING (
      SELECT ${columns}, count(*) AS n FROM (
        SELECT g.sn, g.pin, g.day, unnest(${groups}) AS family
        FROM unnest(sns, pins, days, modules, heps, passages) g (sn, pin, day, module, hep, passage)) f
      WHERE ${where} GROUP BY ${columns}) u ON ${same}
    WHEN MATCHED AND c.n <= u.n THEN DELETE
    WHEN MATCHED THEN UPDATE SET n = c.n - u.n`;
};

/** How old events go. */
export const eventRetention = [
  // Drops a whole month of events, the oldest that there is: what is older than the horizon is gone, so there is no hole
  // behind it. False if there is no such month. It is an error if an older month is there, if the month is not over, or
  // if not everything in it has been counted and read; and the usual one of a lock if somebody reads events for long:
  // whoever waits for this lock holds up all who come behind it, so it does not begin to wait for them.
  `CREATE OR REPLACE FUNCTION event_drop_month(month date) RETURNS boolean LANGUAGE plpgsql
  SET lock_timeout = '200ms' AS $$
  DECLARE
    first timestamp := date_trunc('month', month);
    beyond timestamp := date_trunc('month', month) + interval '1 month';
    name text := 'event_' || to_char(date_trunc('month', month), 'YYYY_MM');
    older text;
    is_folded boolean;
  BEGIN
    IF to_regclass(name) IS NULL THEN RETURN false; END IF;
    -- Months are those of the devices' clocks, and some of these are twelve hours behind.
    IF beyond > clock_timestamp() AT TIME ZONE 'UTC' - interval '12 hours' THEN
      RAISE EXCEPTION 'the month % is not over', to_char(first, 'YYYY-MM') USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    SELECT min(c.relname) INTO older FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_\\d{4}_\\d\\d$' AND c.relname < name;
    IF older IS NOT NULL THEN
      RAISE EXCEPTION '% is older and still there: it goes first', older USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    IF EXISTS (
      SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_backend_pid()
        AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
        AND l.relation IN ('event'::regclass, to_regclass(name))
        AND a.xact_start < clock_timestamp() - interval '200 milliseconds') THEN
      RAISE EXCEPTION 'events are being read' USING ERRCODE = 'lock_not_available';
    END IF;
    FOR attempt IN 1..2 LOOP
      -- A look before the lock, so that it is not taken in vain; and one under it, because only then nothing more comes.
      SELECT NOT EXISTS (
        SELECT 1 FROM feed WHERE position > ${foldedUpTo} AND position <= 9223372036854775807
          AND event_time >= first AND event_time < beyond) INTO is_folded;
      IF NOT is_folded THEN
        RAISE EXCEPTION 'events of % are not counted yet', to_char(first, 'YYYY-MM') USING ERRCODE = 'object_in_use';
      END IF;
      IF attempt = 1 THEN EXECUTE format('LOCK TABLE ONLY event, %I IN ACCESS EXCLUSIVE MODE', name); END IF;
    END LOOP;
    UPDATE event_horizon SET before = beyond WHERE before < beyond;
    EXECUTE format('DROP TABLE %I', name);
    RETURN true;
  END $$`,

  // Deletes events that are in no month, such as those of a wrong clock, by when they came: no more than \`most\`, and says
  // how many. They leave the counters of lists with it, so that totals stay exact.
  `CREATE OR REPLACE FUNCTION event_expire_default(received_before timestamptz, most int) RETURNS int LANGUAGE plpgsql AS $$
  DECLARE
    ids uuid[]; sns text[]; pins text[]; days date[]; modules text[]; heps boolean[]; passages smallint[];
  BEGIN
    -- Whoever counts holds this row.
    PERFORM 1 FROM event_counted FOR UPDATE;
    IF EXISTS (
      SELECT 1 FROM (SELECT at FROM feed WHERE position > ${foldedUpTo} AND position <= 9223372036854775807
        ORDER BY position LIMIT 1) f WHERE f.at < received_before) THEN RETURN 0; END IF;
    WITH gone AS (
      DELETE FROM event_default WHERE (event_time, id) IN (
        SELECT e.event_time, e.id FROM event_default e WHERE e.received_at < received_before LIMIT most)
      RETURNING *)
    SELECT array_agg(e.id), array_agg(e.sn), array_agg(e.pin), array_agg(e.event_time::date), array_agg(e.module),
      array_agg(e.mask_flag <> '' OR e.temperature <> ''), array_agg(e.passage)
    INTO ids, sns, pins, days, modules, heps, passages FROM gone e;
    IF ids IS NULL THEN RETURN 0; END IF;
    ${uncount('event_count_by_family', ['family', 'day'], 'true')};
    ${uncount('event_count_by_sn', ['sn', 'family', 'day'], 'true')};
    ${uncount('event_count_by_pin', ['pin', 'family', 'day'], `pin <> '' AND family <> 'passed'`)};
    DELETE FROM event_first_last f USING (SELECT DISTINCT u.pin, u.day FROM unnest(pins, days) u (pin, day)) g
    WHERE f.pin = g.pin AND f.day = g.day AND (f.first_id = ANY(ids) OR f.last_id = ANY(ids));
    RETURN cardinality(ids);
  END $$`,
];
