import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reads the whole feed once. Readers and writers go on meanwhile: a transaction of its own holds no other lock. */
export class FeedBound1795305681000 implements MigrationInterface {
  name = 'FeedBound1795305681000';

  async up(runner: QueryRunner): Promise<void> {
    // It takes as long as the feed is large, whatever the role's usual patience is.
    await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('ALTER TABLE feed VALIDATE CONSTRAINT feed_bound');
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
