import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was known of a door, from one change to the next; and which doors were held open, by which order and until when,
 * because no device reports it.
 */
export class DoorStateLog1795305665000 implements MigrationInterface {
  name = 'DoorStateLog1795305665000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE door_hold (
      door_id varchar(64) PRIMARY KEY REFERENCES door (id) ON DELETE CASCADE, command_id int NOT NULL,
      state text NOT NULL, until timestamptz, end_command int, next_try timestamptz, is_told boolean NOT NULL DEFAULT false
    )`);
    await runner.query('CREATE INDEX door_hold_by_next_try ON door_hold (next_try) WHERE next_try IS NOT NULL');
    await runner.query(`CREATE TABLE door_state_log (
      id bigint GENERATED ALWAYS AS IDENTITY, door_id text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp(),
      status text NOT NULL, online boolean NOT NULL, sensor smallint, relay smallint, alarm int,
      lock_down text NOT NULL, hold text, until timestamptz, PRIMARY KEY (door_id, at, id)
    )`);
    await runner.query('CREATE INDEX door_state_log_by_time ON door_state_log USING brin (at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
