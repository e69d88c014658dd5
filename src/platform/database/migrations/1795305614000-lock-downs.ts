import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a door is locked down, as its device last acknowledged, and the command that says so. */
export class LockDowns1795305614000 implements MigrationInterface {
  name = 'LockDowns1795305614000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE door ADD COLUMN lock_down text NOT NULL DEFAULT 'none',
      ADD COLUMN lock_down_command integer NOT NULL DEFAULT 0`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
