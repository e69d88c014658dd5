import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A command carries up to 500 records. A panel that writes 300 a second works on it for less than two seconds, so that a
 * badge that is revoked meanwhile does not wait longer. Devices that have learnt a smaller limit keep it.
 */
export class LargerCommands1795305651000 implements MigrationInterface {
  name = 'LargerCommands1795305651000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE device ALTER COLUMN max_records SET DEFAULT 500');
    await runner.query('UPDATE device SET max_records = 500 WHERE max_records = 100');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
