import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventFold } from './sql/event-fold.js';

/** Folding events into their counters reads their tail once. */
export class EventFold1795305600203 implements MigrationInterface {
  name = 'EventFold1795305600203';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of eventFold) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
