import type { MigrationInterface, QueryRunner } from 'typeorm';
import { areaPolicy } from './sql/area-policy.js';

/** Whom the terminals of an area learn from, and what a device was said to be used for. */
export class AreaPolicy1795305602200 implements MigrationInterface {
  name = 'AreaPolicy1795305602200';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of areaPolicy) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
