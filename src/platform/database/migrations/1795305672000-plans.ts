import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans: pictures of a place with the doors on it. */
export class Plans1795305672000 implements MigrationInterface {
  name = 'Plans1795305672000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE plan (
      id varchar(64) PRIMARY KEY, name text NOT NULL, area_code text NOT NULL, file_id varchar(32), width int, height int,
      picture_at timestamptz, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE TABLE plan_door (
      plan_id varchar(64) NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
      door_id varchar(64) NOT NULL REFERENCES door (id) ON DELETE CASCADE,
      x double precision NOT NULL, y double precision NOT NULL, PRIMARY KEY (plan_id, door_id)
    )`);
    await runner.query('CREATE INDEX plan_door_by_door ON plan_door (door_id)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
