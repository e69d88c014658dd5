import type { MigrationInterface, QueryRunner } from 'typeorm';
import { departmentMoves } from './sql/department-moves.js';

/** Who leaves a department takes none of its levels along. */
export class DepartmentMoves1795305602101 implements MigrationInterface {
  name = 'DepartmentMoves1795305602101';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of departmentMoves) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
