import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Filters of pages that operators keep under a name. */
export class SavedViews1795305668000 implements MigrationInterface {
  name = 'SavedViews1795305668000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE saved_view (
      id varchar(64) PRIMARY KEY, owner text NOT NULL,
      operator_id varchar(64)
        CONSTRAINT "FK_04b48331cafaaeadeefeb6cf363" REFERENCES operator (id) ON DELETE CASCADE, page text NOT NULL, name text NOT NULL,
      query jsonb NOT NULL, shared boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(), 
      CONSTRAINT "UQ_351c3d05271f847991fe70d6041" UNIQUE (owner, page, name)
    )`);
    await runner.query('CREATE INDEX "IDX_04b48331cafaaeadeefeb6cf36" ON saved_view (operator_id)');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
