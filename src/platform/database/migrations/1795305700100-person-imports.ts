import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Large imports go on behind their answer: how far each is, for whoever asks any gateway. */
export class PersonImports1795305700100 implements MigrationInterface {
  name = 'PersonImports1795305700100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE person_import (
      id varchar(64) PRIMARY KEY,
      actor text NOT NULL,
      -- running, done, or interrupted: the gateway stopped, and what is not in done was not taken over.
      status text NOT NULL DEFAULT 'running',
      dry_run boolean NOT NULL,
      total int NOT NULL,
      done int NOT NULL DEFAULT 0,
      result jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      -- Its gateway says at each step that it is still there.
      seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz
    )`);
    await runner.query('CREATE INDEX person_import_by_time ON person_import (created_at)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
