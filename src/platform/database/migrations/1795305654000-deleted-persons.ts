import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was deleted here is not made anew from what a device still holds. */
export class DeletedPersons1795305654000 implements MigrationInterface {
  name = 'DeletedPersons1795305654000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE person_tombstone (pin text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())');
    await runner.query('CREATE INDEX person_tombstone_by_time ON person_tombstone (at)');
    // What was read of one person is forgotten when a DELETE takes it.
    await runner.query(`CREATE INDEX survey_row_by_pin ON survey_row (survey_id, (row ->> 'pin'))`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
