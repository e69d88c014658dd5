import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Changes of people, devices and visits that have no place in the feed yet. Of a door that is held open there may be a
 * further order; when each was sent tells which is the newest.
 */
export class FeedWaiting1795305666000 implements MigrationInterface {
  name = 'FeedWaiting1795305666000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE feed_waiting (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, sn text NOT NULL, ref text NOT NULL,
      detail jsonb NOT NULL
    )`);
    await runner.query('ALTER TABLE door_hold DROP CONSTRAINT door_hold_pkey');
    await runner.query('ALTER TABLE door_hold ADD PRIMARY KEY (door_id, command_id), ADD COLUMN sent_at timestamptz');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
