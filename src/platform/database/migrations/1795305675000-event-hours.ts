import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Events by hour, device, door and code. An hour is the instant at which it began by the clock of the device, so it fits
 * every time zone, and both hours of the night in which clocks go back.
 *
 * Events that are in the other counters already are counted here, once. The others are those in the feed behind
 * `event_counted`: the fold counts them, here as there. Nobody folds meanwhile, and the functions of the version before,
 * which do not know this table, are gone until the new ones are there: a gateway that calls one of them tries again.
 */
export class EventHours1795305675000 implements MigrationInterface {
  name = 'EventHours1795305675000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('SELECT 1 FROM event_counted FOR UPDATE');
    await runner.query('DROP FUNCTION IF EXISTS fold_event_counts(int), ingest_history(json)');
    await runner.query(`CREATE TABLE event_count_by_hour (
      hour timestamptz(0), sn text, door_id text, event_no int, n bigint NOT NULL,
      PRIMARY KEY (hour, sn, door_id, event_no)
    )`);
    // The upper bound is for the planner, as in event_uncounted.
    await runner.query(
      `INSERT INTO event_count_by_hour (hour, sn, door_id, event_no, n)
       SELECT date_trunc('minute', e.happened_at - (e.event_time - date_trunc('hour', e.event_time)) + interval '30 seconds'),
         e.sn, coalesce(e.door_id, ''), e.event_no, count(*)
       FROM event e WHERE NOT EXISTS (
         SELECT FROM feed f WHERE f.position > (SELECT c.position FROM event_counted c) AND f.position <= 9223372036854775807
           AND f.event_time IS NOT NULL AND f.event_time = e.event_time AND f.ref::uuid = e.id)
       GROUP BY 1, 2, 3, 4`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
