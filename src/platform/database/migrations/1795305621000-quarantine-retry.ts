import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a body in quarantine was last tried again, and why it stays. */
export class QuarantineRetry1795305621000 implements MigrationInterface {
  name = 'QuarantineRetry1795305621000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE quarantine ADD COLUMN retried_at timestamptz, ADD COLUMN stays text');
    await runner.query('ALTER TABLE device_upload ADD COLUMN retried_at timestamptz, ADD COLUMN stays text');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
