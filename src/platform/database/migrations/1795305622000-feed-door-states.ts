import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a door stood when its state entered the feed: what is in `door_state` and `door` is how it stands now. */
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
