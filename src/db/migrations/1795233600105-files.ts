import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fileTables } from './sql/files.js';

/** Files for devices, and what is known of their way there. */
export class Files1795233600105 implements MigrationInterface {
  name = 'Files1795233600105';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of fileTables) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
