import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is not known of a device's holdings: a count that it owes us, and rows that a comparison found wrong and left. */
export class UnknownHoldings1795305632000 implements MigrationInterface {
  name = 'UnknownHoldings1795305632000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE device ADD COLUMN count_due boolean NOT NULL DEFAULT false,
         ADD COLUMN found_differing jsonb NOT NULL DEFAULT '{}'`,
    );
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
