import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an option of a terminal on port 4370 was before a gateway changed it; it is put back also after a crash. */
export class PullSdkBuild1795305602400 implements MigrationInterface {
  name = 'PullSdkBuild1795305602400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE pull_terminal ADD COLUMN sdk_before text');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
