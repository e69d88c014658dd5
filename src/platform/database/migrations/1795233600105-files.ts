import type { MigrationInterface, QueryRunner } from 'typeorm';
import { fileTables } from './sql/files.js';
import { reconciliationTables } from './sql/reconciliation.js';
import { verificationTables } from './sql/verification.js';

/** Files for devices and their way there; reconciliation of events; verification of tables. */
export class Files1795233600105 implements MigrationInterface {
  name = 'Files1795233600105';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...fileTables, ...reconciliationTables, ...verificationTables])
      await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
