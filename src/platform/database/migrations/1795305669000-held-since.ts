import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a device acknowledged a row, and the log of changes by time: for questions why somebody could not pass. */
export class HeldSince1795305669000 implements MigrationInterface {
  name = 'HeldSince1795305669000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ledger ADD COLUMN held_at timestamptz');
    // Numbers and times grow together: a range index is enough and costs next to nothing.
    await runner.query('CREATE INDEX audit_by_time ON audit USING brin (at) WITH (autosummarize = on)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
