import type { MigrationInterface, QueryRunner } from 'typeorm';

/** After a restore a device is given nothing until what it lacks was looked at (docs/backup.md). */
export class GivingHeld1795305743000 implements MigrationInterface {
  name = 'GivingHeld1795305743000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE device ADD COLUMN giving_held boolean NOT NULL DEFAULT false');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
