import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of what a panel held when it came: what is still to be read, what was found, and what was taken over. */
export class TakeOvers1795305652000 implements MigrationInterface {
  name = 'TakeOvers1795305652000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE take_over (
      sn text PRIMARY KEY,
      -- Why it is to be read next: keep, clear, import, settle, proof; null = it is not.
      due text,
      -- What the last reading found that nothing here wants, in rows by table.
      foreign_rows jsonb NOT NULL DEFAULT '{}',
      -- Tables that were to be empty, of which the device did not say whether they are.
      unproved text[] NOT NULL DEFAULT '{}',
      -- What was taken over last.
      report jsonb
    )`);
    await runner.query('CREATE INDEX take_over_due ON take_over (sn) WHERE due IS NOT NULL');
    await runner.query(`ALTER TABLE survey ADD COLUMN purpose text NOT NULL DEFAULT 'asked',
      ADD COLUMN followed boolean NOT NULL DEFAULT false`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
