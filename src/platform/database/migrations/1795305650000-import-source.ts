import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came from an old server, so that importing again recognises it. */
export class ImportSource1795305650000 implements MigrationInterface {
  name = 'ImportSource1795305650000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE import_source (
      kind text NOT NULL,
      old_id text NOT NULL,
      new_key text NOT NULL,
      -- A keyed hash of each field as it was taken over last.
      hash jsonb NOT NULL DEFAULT '{}',
      PRIMARY KEY (kind, old_id)
    )`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
