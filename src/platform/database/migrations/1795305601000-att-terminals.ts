import type { MigrationInterface, QueryRunner } from 'typeorm';
import { attTerminals } from './sql/att-terminals.js';

/** Stamps and operations of terminals that speak Attendance PUSH. */
export class AttTerminals1795305601000 implements MigrationInterface {
  name = 'AttTerminals1795305601000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of attTerminals) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
