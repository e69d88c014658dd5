import type { MigrationInterface, QueryRunner } from 'typeorm';
import { accZoneTables } from './sql/acc-zones.js';

/** Access zones, and who is in them. */
export class AccZones1795305600202 implements MigrationInterface {
  name = 'AccZones1795305600202';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of accZoneTables) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
