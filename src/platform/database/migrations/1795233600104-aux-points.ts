import type { MigrationInterface, QueryRunner } from 'typeorm';
import { auxPointTables } from './sql/aux-points.js';

/** Auxiliary inputs and outputs of devices, and devices that were sent to another server. */
export class AuxPoints1795233600104 implements MigrationInterface {
  name = 'AuxPoints1795233600104';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of auxPointTables) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
