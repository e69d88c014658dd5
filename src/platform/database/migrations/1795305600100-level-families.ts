import type { MigrationInterface, QueryRunner } from 'typeorm';
import { levelFamilies } from './sql/level-families.js';

/** Levels of elevators, entrance control and visitors beside those of access control; floors; what levels lead to. */
export class LevelFamilies1795305600100 implements MigrationInterface {
  name = 'LevelFamilies1795305600100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of levelFamilies) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
