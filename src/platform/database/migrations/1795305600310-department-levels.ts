import type { MigrationInterface, QueryRunner } from 'typeorm';
import { departmentLevels } from './sql/department-levels.js';

/** Departments give levels to their people. */
export class DepartmentLevels1795305600310 implements MigrationInterface {
  name = 'DepartmentLevels1795305600310';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of departmentLevels) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
