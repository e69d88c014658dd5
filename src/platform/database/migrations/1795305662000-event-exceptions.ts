import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refusals and alarms are few among all events: lists of them read no others. */
export class EventExceptions1795305662000 implements MigrationInterface {
  name = 'EventExceptions1795305662000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX event_exceptions ON event (event_time DESC) WHERE event_level > 0');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
