import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Musters: who was inside when one began, what was said of each since, and by whom. */
export class Musters1795305671000 implements MigrationInterface {
  name = 'Musters1795305671000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE muster (
      id varchar(64) PRIMARY KEY, no bigint GENERATED ALWAYS AS IDENTITY, zone_ids text[] NOT NULL,
      zone_names text[] NOT NULL, reader_ids text[] NOT NULL, drill boolean NOT NULL, started_at timestamptz NOT NULL,
      started_by text NOT NULL, ended_at timestamptz, ended_by text, position bigint NOT NULL
    )`);
    await runner.query('CREATE UNIQUE INDEX muster_by_no ON muster (no)');
    await runner.query('CREATE INDEX muster_open ON muster (no) WHERE ended_at IS NULL');
    await runner.query(`CREATE TABLE muster_person (
      muster_id varchar(64) NOT NULL REFERENCES muster (id) ON DELETE CASCADE, pin text NOT NULL, name text NOT NULL,
      last_name text NOT NULL, dept_name text NOT NULL, visitor boolean NOT NULL, host_name text NOT NULL, zone_id text,
      since timestamptz, last_door_id text, last_door_name text, last_door_at timestamptz, added boolean NOT NULL,
      state text, state_at timestamptz, marked_by text, reader_id text, end_state text, end_at timestamptz,
      PRIMARY KEY (muster_id, pin)
    )`);
    await runner.query('CREATE INDEX muster_person_by_pin ON muster_person (pin)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
