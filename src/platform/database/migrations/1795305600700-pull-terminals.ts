import type { MigrationInterface, QueryRunner } from 'typeorm';
import { pullTerminals } from './sql/pull-terminals.js';

/** Terminals that are talked to on port 4370. */
export class PullTerminals1795305600700 implements MigrationInterface {
  name = 'PullTerminals1795305600700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(pullTerminals);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
