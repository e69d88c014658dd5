import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The state of a door when the state entered the feed; `door_state` and `door` have the present state. */
export class FeedDoorStates1795305622000 implements MigrationInterface {
  name = 'FeedDoorStates1795305622000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE feed ADD COLUMN detail jsonb');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
