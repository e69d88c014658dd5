import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators edit, and what did not say yet when it was changed. */
const tables = [
  'acc_level',
  'acc_zone',
  'access_rule',
  'api_token',
  'area',
  'aux_input',
  'aux_output',
  'department',
  'door',
  'floor',
  'gate',
  'holiday',
  'leave_type',
  'parking_area',
  'parking_channel',
  'parking_plate',
  'reader',
  'shift',
  'time_zone',
  'visit',
  'visitor_block',
];

/** When a row was changed last: whoever edits it may say which version was read. */
export class RowVersions1795305676000 implements MigrationInterface {
  name = 'RowVersions1795305676000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables)
      await runner.query(`ALTER TABLE ${table} ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now()`);
    // `updated_at` of a device moves with all that the device tells of itself. This is about what operators set.
    await runner.query('ALTER TABLE device ADD COLUMN edited_at timestamptz NOT NULL DEFAULT now()');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
