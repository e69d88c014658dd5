const numberOf = (setting: string) => `coalesce(nullif(current_setting('${setting}', true), '')::bigint, 0)`;

/**
 * No row of feed_pending up to here will ever be seen again, as far as this session knows. While somebody reads an old
 * snapshot for long, such as a backup, rows that were deleted stay, and whoever begins at the first walks over all.
 */
export const pendingFloor = numberOf('postern.pending_floor');

/** The last number of feed_pending, for `feed_look_at_pending`; null where this transaction has begun to write. */
export const pendingMark = `CASE WHEN pg_current_xact_id_if_assigned() IS NULL
  THEN coalesce(pg_sequence_last_value('feed_pending_id_seq'), 0) END`;

/** Rows of feed_pending that a batch of events may walk over before its session moves its floor. */
export const mostWalked = 100;

/** Whether something waits. Where no number was given since, there is nothing to look for. */
export const isPending = (floor: string): string => `CASE WHEN pg_sequence_last_value('feed_pending_id_seq') > ${floor}
  THEN EXISTS (SELECT 1 FROM feed_pending WHERE id > ${floor}) ELSE false END`;

/** What waits for its place in the feed is found without a walk over what is gone. */
export const feedPending = [
  // Moves this session's floor of feed_pending, and says whether something waits. Writers have the number of a transaction
  // before that of a row (feed_tell), so all who got a row's number up to a mark are older than a transaction that begins
  // after it. Once those have ended, rows up to the mark are either visible or will never be. Every minute all is looked
  // through once more: a table may have been restored below its floor. `mark`: from before this transaction began to write.
  `CREATE OR REPLACE FUNCTION feed_look_at_pending(mark bigint) RETURNS boolean LANGUAGE plpgsql SET enable_seqscan = off AS $$
  DECLARE
    oldest bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    minute bigint := extract(epoch FROM clock_timestamp()) / 60;
    beneath bigint := CASE WHEN minute = ${numberOf('postern.pending_minute')} THEN ${pendingFloor} ELSE 0 END;
    marked bigint := ${numberOf('postern.pending_mark')};
    waiting bigint;
  BEGIN
    SELECT id INTO waiting FROM feed_pending WHERE id > beneath ORDER BY id LIMIT 1;
    IF oldest >= ${numberOf('postern.pending_mark_xid')} THEN
      beneath := greatest(beneath, least(marked, waiting - 1));
      IF marked <> mark THEN
        PERFORM set_config('postern.pending_mark', mark::text, false),
          set_config('postern.pending_mark_xid', pg_current_xact_id()::text, false);
      END IF;
    END IF;
    PERFORM set_config('postern.pending_floor', beneath::text, false),
      set_config('postern.pending_minute', minute::text, false);
    RETURN waiting IS NOT NULL;
  END $$`,
];
