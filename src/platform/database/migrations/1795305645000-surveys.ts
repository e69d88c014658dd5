import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a panel was found to hold, table by table and row by row, before anything is decided about it. */
export class Surveys1795305645000 implements MigrationInterface {
  name = 'Surveys1795305645000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE survey (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      sn text NOT NULL,
      status text NOT NULL DEFAULT 'running',
      steps jsonb NOT NULL,
      -- The command that is waited for.
      command_id int,
      touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz
    )`);
    // A panel has one: the next takes its place.
    await runner.query('CREATE UNIQUE INDEX survey_by_sn ON survey (sn)');
    await runner.query(`CREATE TABLE survey_row (
      survey_id bigint NOT NULL REFERENCES survey ON DELETE CASCADE,
      table_name text NOT NULL,
      key text NOT NULL,
      standing text NOT NULL,
      -- What differs from what is wanted here, by the names on the wire.
      columns text[] NOT NULL DEFAULT '{}',
      -- Without secrets; hidden names those that the row has.
      row jsonb NOT NULL,
      hidden text[] NOT NULL DEFAULT '{}',
      -- The password of a user.
      secret bytea,
      PRIMARY KEY (survey_id, table_name, key)
    )`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
