import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices that are emptied before they are disabled or deleted. */
export class Retirements1795305648000 implements MigrationInterface {
  name = 'Retirements1795305648000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE retirement (
      sn text PRIMARY KEY,
      -- What becomes of it when it is empty: disable, delete.
      follows text NOT NULL,
      status text NOT NULL DEFAULT 'emptying',
      -- The doors, floors and gates that its levels had, for the way back.
      places jsonb NOT NULL,
      -- Commands that are waited for.
      command_ids int[] NOT NULL DEFAULT '{}',
      reason text,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz
    )`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
