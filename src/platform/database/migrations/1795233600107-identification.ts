import type { MigrationInterface, QueryRunner } from 'typeorm';
import { identificationTables } from './sql/identification.js';

/** Protocol versions, tokens and remote identification of devices. */
export class Identification1795233600107 implements MigrationInterface {
  name = 'Identification1795233600107';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of identificationTables) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
