import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What follows the feed for a broker: its settings, up to where it is, and which gateway does it. */
export class FeedReaders1795305693000 implements MigrationInterface {
  name = 'FeedReaders1795305693000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE feed_reader (
      name text PRIMARY KEY,
      settings jsonb NOT NULL,
      secrets bytea,
      revision bigint NOT NULL DEFAULT 1,
      position bigint NOT NULL,
      lease_owner text,
      lease_until timestamptz,
      is_connected boolean NOT NULL DEFAULT false,
      error text,
      error_at timestamptz,
      published_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      changed_at timestamptz NOT NULL DEFAULT now()
    )`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
