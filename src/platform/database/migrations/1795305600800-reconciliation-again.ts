import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a device was asked a second time, because its first answer could not be read. */
export class ReconciliationAgain1795305600800 implements MigrationInterface {
  name = 'ReconciliationAgain1795305600800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reconciliation ADD COLUMN asked_again boolean NOT NULL DEFAULT false');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
