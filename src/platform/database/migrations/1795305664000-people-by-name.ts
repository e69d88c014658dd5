import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A page of people in the order of their names reads as many as it shows, however many there are. */
export class PeopleByName1795305664000 implements MigrationInterface {
  name = 'PeopleByName1795305664000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX person_by_name ON person (name COLLATE natural_order, pin)');
    await runner.query('CREATE INDEX person_by_last_name ON person (last_name COLLATE natural_order, pin)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
