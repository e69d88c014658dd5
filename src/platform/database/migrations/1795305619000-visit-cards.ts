import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose visit a card that was refused belongs to. */
export class VisitCards1795305619000 implements MigrationInterface {
  name = 'VisitCards1795305619000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "visit_by_card" ON "visit" ("card_no") WHERE card_no <> ''`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
