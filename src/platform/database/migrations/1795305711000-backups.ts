import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which backups were made and rehearsed, and readers of the feed that wait after a restore. */
export class Backups1795305711000 implements MigrationInterface {
  name = 'Backups1795305711000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE backup_run (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('backup', 'rehearsal')),
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz,
      ok boolean,
      file text,
      bytes bigint,
      message text
    )`);
    await runner.query('CREATE INDEX backup_run_by_time ON backup_run (kind, started_at DESC)');
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query('ALTER TABLE feed_reader ADD COLUMN is_paused boolean NOT NULL DEFAULT false');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
