import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Large panels are read and taken over in slices. */
export class SurveySlices1795305657000 implements MigrationInterface {
  name = 'SurveySlices1795305657000';

  async up(runner: QueryRunner): Promise<void> {
    // Rows about which something was decided while the device is read: what it told before counts no more.
    await runner.query(`CREATE TABLE survey_overtaken (
      survey_id bigint NOT NULL REFERENCES survey ON DELETE CASCADE,
      table_name text NOT NULL,
      key text NOT NULL,
      -- What a DELETE of the row takes with it.
      unit text NOT NULL,
      PRIMARY KEY (survey_id, table_name, key)
    )`);
    // Since when a gateway works on what was found; null = none does.
    await runner.query('ALTER TABLE survey ADD COLUMN follow_at timestamptz');
    await runner.query(`ALTER TABLE take_over
      -- How far the import of what was found is, why it failed, and since when.
      ADD COLUMN import_state text,
      ADD COLUMN import_error text,
      ADD COLUMN import_since timestamptz,
      -- A reading that is repeated waits until then.
      ADD COLUMN due_at timestamptz,
      -- Readings in a row that left open whether the device is empty.
      ADD COLUMN proofs int NOT NULL DEFAULT 0`);
    await runner.query(`CREATE INDEX survey_row_by_card ON survey_row (survey_id, (row ->> 'cardNo'))
      WHERE table_name IN ('user', 'mulcarduser')`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
