import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventTables } from './sql/events.js';
import { personFunctions } from './sql/persons.js';
import { queueTables } from './sql/queue.js';
import { settingTables } from './sql/settings.js';

/** The tables of the five mechanisms, made by hand: events, feed, change, queue, ledger, audit. */
export class Mechanisms1795233600001 implements MigrationInterface {
  name = 'Mechanisms1795233600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...settingTables, ...eventTables, ...queueTables, ...personFunctions])
      await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
