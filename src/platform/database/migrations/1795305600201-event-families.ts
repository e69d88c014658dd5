import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventFamilies } from './sql/event-families.js';

/** Events are counted by the business that they belong to; the first and last passage of a person's day. */
export class EventFamilies1795305600201 implements MigrationInterface {
  name = 'EventFamilies1795305600201';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of eventFamilies) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
