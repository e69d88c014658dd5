import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE "bio_template" ADD "content_hash" text`,
  `CREATE INDEX "IDX_88c69056445db31d3a136059dc" ON "bio_template" ("content_hash") `,
];

/** A fingerprint that a client brings may be somebody's already. */
export class ContentHash1795305600300 implements MigrationInterface {
  name = 'ContentHash1795305600300';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
