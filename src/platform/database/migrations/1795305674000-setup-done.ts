import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has devices already is past the first run. */
export class SetupDone1795305674000 implements MigrationInterface {
  name = 'SetupDone1795305674000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `INSERT INTO setting (key, value) SELECT 'setupDone', 'true'
       WHERE EXISTS (SELECT 1 FROM device WHERE status = 'approved') ON CONFLICT DO NOTHING`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
