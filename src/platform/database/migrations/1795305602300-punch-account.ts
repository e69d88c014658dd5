import type { MigrationInterface, QueryRunner } from 'typeorm';
import { punchAccountTables } from './sql/punch-account.js';

/** Comparing the punches of attendance terminals with ours. */
export class PunchAccount1795305602300 implements MigrationInterface {
  name = 'PunchAccount1795305602300';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of punchAccountTables) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
