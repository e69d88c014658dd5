import { lockCall } from '../locks.js';
import { pendingFloor, pendingMark } from './feed-pending.sql.js';

/** Positions in one partition of the feed. A partition is called by its place: `feed_p7` begins at 70,000,000. */
const ofPartition = 10_000_000;
/** The next partition is made when this many positions are left at the most. */
const ahead = 1_000_000;
/** There are so many at the least after the start of a gateway that may make partitions. */
const atStart = 5_000_000;
/** How far positions move on where those behind the last may have been given before. They stay below 10^15. */
const ofEra = 100_000_000_000;
const limit = 1_000_000_000_000_000;
/** The same for numbers of commands, which stay below 2^31: more than are given between a backup and its restore. */
const commandsOfEra = 10_000_000;
const commandLimit = 2_147_483_647;
/** Entries that wait and get places with a batch of events; the rest waits for a call of its own. */
const besideEvents = 500;

const timeline = 'left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)';
const ofLastEra = '(SELECT timeline FROM feed_era ORDER BY first_position DESC LIMIT 1)';

/** Whether another server gave the last positions. */
const isOvertaken = `${ofLastEra} IS DISTINCT FROM ${timeline}`;

/**
 * Whether positions can be given without more ado: by the server that gave the last ones, into partitions that are there.
 * It may be asked before the lock is taken: what makes it false later has the lock, and puts it right.
 */
export const isFeedReady = `(${ofLastEra} = ${timeline} AND to_regclass(
  'feed_p' || (coalesce(pg_sequence_last_value('feed_position'), 1) + ${ahead}) / ${ofPartition}) IS NOT NULL)`;

/** The order that all readers see, and how it is kept. */
export const feed = [
  // Of the server: the timeline changes when a standby takes over or a backup is restored. No privilege is needed.
  `CREATE OR REPLACE FUNCTION feed_timeline() RETURNS text LANGUAGE sql AS $$
    SELECT ${timeline}
  $$`,
  // Of the cluster; empty where it may not be asked. It reads a file, so it is asked at the start of a gateway alone.
  `CREATE OR REPLACE FUNCTION feed_system() RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    RETURN (SELECT system_identifier::text FROM pg_control_system());
  EXCEPTION WHEN insufficient_privilege OR undefined_function OR feature_not_supported THEN
    RETURN '';
  END $$`,

  // Partitions are attached, not made as such: readers and writers go on meanwhile. There is none for the rest, because
  // then each look at the end of the feed would have to look at all partitions.
  `CREATE OR REPLACE FUNCTION feed_make_partition(place bigint) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE name text := 'feed_p' || place;
  BEGIN
    IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE %I (LIKE feed INCLUDING DEFAULTS)', name);
    EXECUTE format('ALTER TABLE feed ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', name,
      place * ${ofPartition}, (place + 1) * ${ofPartition});
  END $$`,

  // Positions that are left in the partitions that there are. One who may make none sees here how long it will do.
  `CREATE OR REPLACE FUNCTION feed_room() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT (max(substr(c.relname, 7)::bigint) + 1) * ${ofPartition} - (SELECT last_value FROM feed_position)
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'feed'::regclass
  $$`,
  `CREATE OR REPLACE FUNCTION feed_may_make_room() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT has_schema_privilege(current_schema(), 'CREATE')
      AND (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'feed'::regclass)
  $$`,

  // Makes room for the next positions. Only under the feed's lock. The next partition has time: where it cannot be made
  // yet, nothing fails that does not need it.
  `CREATE OR REPLACE FUNCTION feed_make_room() RETURNS void LANGUAGE plpgsql AS $$
  DECLARE given bigint; later bigint;
  BEGIN
    SELECT last_value INTO given FROM feed_position;
    PERFORM feed_make_partition(given / ${ofPartition});
    later := (given + ${ahead}) / ${ofPartition};
    IF to_regclass('feed_p' || later) IS NOT NULL OR NOT feed_may_make_room() THEN RETURN; END IF;
    BEGIN
      PERFORM feed_make_partition(later);
    EXCEPTION WHEN insufficient_privilege OR lock_not_available THEN
      RAISE WARNING 'the partition feed_p% cannot be made: %', later, SQLERRM;
    END;
  END $$`,
  // At each start of a gateway that may: one who may not, and runs beside it or later, has room for long.
  `CREATE OR REPLACE FUNCTION feed_make_room_ahead() RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT feed_may_make_room() OR feed_room() >= ${atStart} THEN RETURN; END IF;
    PERFORM ${lockCall('feed')};
    PERFORM feed_make_partition(((SELECT last_value FROM feed_position) + ${atStart}) / ${ofPartition});
  END $$`,

  // Positions behind the last may have been given before, in a history that this server does not have: readers have seen
  // them. None is given again, and the feed says from where to where there is nothing. The sequence moves last: it stays
  // moved where the transaction fails, so one that fails again and again would use up all positions.
  `CREATE OR REPLACE FUNCTION feed_begin_era(because text) RETURNS bigint LANGUAGE plpgsql AS $$
  DECLARE newest bigint; first bigint;
  BEGIN
    SELECT greatest((SELECT max(position) FROM feed), (SELECT position FROM feed_horizon), 0) INTO newest;
    SELECT greatest(last_value, newest) INTO first FROM feed_position;
    IF first + ${ofEra} < ${limit} THEN first := first + ${ofEra}; END IF;
    first := first + 1;
    PERFORM feed_make_partition(first / ${ofPartition});
    INSERT INTO feed_era (system, timeline, first_position, reason)
    VALUES (feed_system(), feed_timeline(), first, because);
    INSERT INTO feed (position, kind, sn, ref, detail)
    VALUES (first, 'feedGap', '', '', jsonb_build_object('from', newest, 'to', first, 'reason', because));
    -- A device may still answer a command of that history. Its answer must not count for another one.
    PERFORM setval('command_number', last_value + ${commandsOfEra}) FROM command_number
    WHERE last_value + ${commandsOfEra} < ${commandLimit};
    PERFORM setval('feed_position', first);
    RETURN first;
  END $$`,
  // For whoever knows that the data is older than what readers have seen: a restore.
  `CREATE OR REPLACE FUNCTION feed_new_era(because text) RETURNS bigint LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM ${lockCall('feed')};
    RETURN feed_begin_era(because);
  END $$`,
  // At the start of a gateway: a dump may have been restored into another cluster, on a timeline of the same number.
  `CREATE OR REPLACE FUNCTION feed_check_system() RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE here text := feed_system(); known text;
  BEGIN
    PERFORM ${lockCall('feed')};
    SELECT system INTO known FROM feed_era ORDER BY first_position DESC LIMIT 1;
    IF here = '' OR known = here THEN RETURN false; END IF;
    IF known = '' THEN
      UPDATE feed_era SET system = here WHERE system = '';
      RETURN false;
    END IF;
    PERFORM feed_begin_era('system');
    RETURN true;
  END $$`,

  // What everybody does who gives positions: takes the lock, which is taken last and ends with the transaction, so that
  // positions become visible in their own order (docs/rules.md 2).
  `CREATE OR REPLACE FUNCTION feed_lock() RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM ${lockCall('feed')};
    IF ${isOvertaken} THEN PERFORM feed_begin_era('timeline'); END IF;
    PERFORM feed_make_room();
  END $$`,

  // Gives places to what waits, the oldest first, and says how many rows that were. Notes that something changed, which
  // wait together, become one entry where they say the same. Only under the feed's lock. Numbers of rows are not given in
  // the order of commits, but whoever has seen what another transaction wrote, or waited for its lock, has a higher
  // number: so the order of causes is kept, and with it that of each device.
  `CREATE OR REPLACE FUNCTION feed_place(most int, of_sns text[]) RETURNS int LANGUAGE plpgsql
  SET enable_seqscan = off AS $$
  DECLARE taken int; beneath bigint := ${pendingFloor};
  BEGIN
    WITH gone AS (
      DELETE FROM feed_pending WHERE id = ANY(ARRAY(
        SELECT p.id FROM feed_pending p WHERE p.id > beneath AND (of_sns IS NULL OR p.sn = ANY(of_sns))
        ORDER BY p.id LIMIT most))
      RETURNING *),
    told AS (
      SELECT max(id) AS id, kind, sn, ref, detail FROM gone
      GROUP BY kind, sn, ref, detail, CASE WHEN kind IN ('person', 'device', 'visit', 'muster') THEN 0 ELSE id END),
    placed AS (
      INSERT INTO feed (position, kind, sn, ref, detail)
      SELECT nextval('feed_position'), t.kind, t.sn, t.ref, t.detail FROM (SELECT * FROM told ORDER BY id) t)
    SELECT count(*) INTO taken FROM gone;
    RETURN taken;
  END $$`,
  // Beside a batch of events, under the lock: no event comes before what its device told earlier.
  `CREATE OR REPLACE FUNCTION feed_place_before(sns text[]) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF feed_place(${besideEvents}, NULL) < ${besideEvents} THEN RETURN; END IF;
    PERFORM feed_place(NULL, sns);
  END $$`,
  // Every gateway calls it when it is notified, and now and then. The look without the lock is for calls that find nothing.
  // Readers that another server has told more wait for the next era: it begins also where nothing happens.
  `CREATE OR REPLACE FUNCTION feed_drain(most int) RETURNS int LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT feed_look_at_pending(${pendingMark}) AND NOT (${isOvertaken}) THEN RETURN 0; END IF;
    PERFORM feed_lock();
    RETURN feed_place(most, NULL);
  END $$`,

  // What is true at this moment, in this transaction: the rows are overwritten and deleted later. No name, no card, no
  // picture.
  `CREATE OR REPLACE FUNCTION feed_detail(of_kind text, of_sn text, of_ref text) RETURNS jsonb LANGUAGE plpgsql AS $$
  DECLARE number bigint := CASE WHEN of_ref ~ '^-?\\d{1,15}$' THEN of_ref::bigint END;
  BEGIN
    CASE of_kind
      WHEN 'command' THEN
        RETURN (SELECT jsonb_build_object('id', c.id, 'sn', c.sn, 'type', c.type, 'kind', c.kind, 'origin', c.origin,
            'status', c.status, 'returnCode', c.return_code, 'attempts', c.attempts, 'createdAt', c.created_at,
            'sentAt', c.sent_at, 'finishedAt', c.finished_at)
          FROM command c WHERE c.id = number);
      WHEN 'doorState' THEN
        RETURN (SELECT jsonb_build_object('sensor', s.sensor, 'relay', s.relay, 'alarm', s.alarm,
            'lockDown', d.lock_down, 'online', v.online, 'status', v.status, 'hold', h.state, 'until', h.until)
          FROM door d JOIN device v ON v.sn = d.device_sn LEFT JOIN door_state s ON s.door_id = d.id
          LEFT JOIN LATERAL (
            SELECT o.state, o.until FROM door_hold o WHERE o.door_id = d.id AND o.state IN ('held', 'unknown')
            ORDER BY o.sent_at DESC LIMIT 1) h ON true
          WHERE d.id = of_ref);
      WHEN 'identification' THEN
        RETURN (SELECT jsonb_build_object('pin', i.pin, 'doorId', i.door_id, 'result', i.result, 'reason', i.reason,
            'deviceTime', i.device_time, 'at', i.at)
          FROM identification i WHERE i.id = number);
      WHEN 'holdNotEnded' THEN
        RETURN (SELECT jsonb_build_object('commandId', h.command_id, 'state', h.state, 'until', h.until)
          FROM door_hold h WHERE h.door_id = of_ref AND h.until IS NOT NULL ORDER BY h.until DESC LIMIT 1);
      WHEN 'online' THEN
        RETURN jsonb_build_object('online', true);
      WHEN 'offline' THEN
        RETURN (SELECT jsonb_build_object('online', false, 'since', v.offline_since) FROM device v WHERE v.sn = of_sn);
      WHEN 'syncFailure' THEN
        RETURN jsonb_build_object('failed', number);
      WHEN 'clockDrift' THEN
        RETURN jsonb_build_object('seconds', number);
      ELSE
        RETURN NULL;
    END CASE;
  END $$`,

  // For everything that is not an event: it waits, without a lock, until somebody gives it a place. Whoever writes there
  // has a number of a transaction before one of a row (feed_look_at_pending); triggers have it anyway.
  `CREATE OR REPLACE FUNCTION feed_tell(kind text, sn text, ref text, detail jsonb) RETURNS void LANGUAGE sql AS $$
    SELECT pg_current_xact_id();
    INSERT INTO feed_pending (kind, sn, ref, detail) VALUES (kind, sn, ref, detail)
  $$`,
  // The same with what is true now. Gateways of the version before expect a position: nobody knows it yet.
  `CREATE OR REPLACE FUNCTION feed_append(kind text, sn text, ref text) RETURNS bigint LANGUAGE plpgsql AS $$
  DECLARE writer xid8 := pg_current_xact_id();
  BEGIN
    INSERT INTO feed_pending (kind, sn, ref, detail) VALUES (kind, sn, ref, feed_detail(kind, sn, ref));
    RETURN NULL;
  END $$`,

  // Removes the oldest partition if all of it is older than an instant, and whoever counts or folds has read it. A reader
  // that is further behind finds the horizon. The current partition stays.
  `CREATE OR REPLACE FUNCTION feed_drop_oldest(before timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE place bigint; newest bigint; told timestamptz;
  BEGIN
    SELECT substr(c.relname, 7)::bigint INTO place FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = to_regclass('feed') ORDER BY 1 LIMIT 1;
    IF place IS NULL OR place >= (SELECT last_value / ${ofPartition} FROM feed_position) THEN RETURN false; END IF;
    EXECUTE format('SELECT position, at FROM %I ORDER BY position DESC LIMIT 1', 'feed_p' || place) INTO newest, told;
    IF told >= before OR newest > least((SELECT position FROM event_counted), (SELECT position FROM alarm_folded),
      (SELECT min(position) FROM muster WHERE ended_at IS NULL)) THEN RETURN false; END IF;
    UPDATE feed_horizon SET position = newest WHERE position < newest;
    EXECUTE format('DROP TABLE %I', 'feed_p' || place);
    RETURN true;
  END $$`,

  // Where entries come slowly, a partition would last for years and nothing would ever be old as a whole: positions go on
  // in the next one. It is there before the sequence moves, which stays moved where the transaction fails.
  `CREATE OR REPLACE FUNCTION feed_begin_partition(before timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE place bigint; began timestamptz;
  BEGIN
    PERFORM feed_lock();
    SELECT last_value / ${ofPartition} INTO place FROM feed_position;
    EXECUTE format('SELECT at FROM %I ORDER BY position LIMIT 1', 'feed_p' || place) INTO began;
    IF began IS NULL OR began >= before OR (place + 2) * ${ofPartition} >= ${limit} THEN RETURN false; END IF;
    PERFORM feed_make_partition(place + 1);
    PERFORM setval('feed_position', (place + 1) * ${ofPartition});
    RETURN true;
  END $$`,

  // Gateways of the version before write here, and call this.
  `CREATE OR REPLACE VIEW feed_waiting AS SELECT id, kind, sn, ref, detail FROM feed_pending`,
  `CREATE OR REPLACE FUNCTION feed_take_waiting(most int) RETURNS int LANGUAGE sql AS $$ SELECT feed_drain(most) $$`,
];
