import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lockAlone } from './lock-alone.js';

const ofPartition = 10_000_000;

/**
 * The feed by ranges of positions, so that what is old goes as a whole. The table that there is becomes the first
 * partition: nothing is copied, and because its bound is proved nothing is read. It takes milliseconds, in which the feed
 * is locked. The views on it are made again behind the migrations.
 */
export class FeedPartitions1795305682000 implements MigrationInterface {
  name = 'FeedPartitions1795305682000';

  async up(runner: QueryRunner): Promise<void> {
    await lockAlone(runner, 'feed');
    const [row] = (await runner.query(
      `SELECT (regexp_match(pg_get_constraintdef(oid), '\\d+'))[1] AS bound FROM pg_constraint
       WHERE conrelid = 'feed'::regclass AND conname = 'feed_bound'`,
    )) as { bound: string }[];
    const bound = Number(row?.bound);
    // A partition is called by the place of its range: positions go on in the last that the old table covers.
    const first = bound - ofPartition;
    const name = `feed_p${first / ofPartition}`;
    await runner.query(`SELECT setval('feed_position', $1) FROM feed_position WHERE last_value < $1`, [first]);
    // They are bound to the table, not to its name.
    await runner.query('DROP VIEW IF EXISTS event_uncounted CASCADE');
    await runner.query(`ALTER TABLE feed RENAME TO ${name}`);
    await runner.query(`ALTER TABLE ${name} RENAME CONSTRAINT feed_pkey TO ${name}_pkey`);
    await runner.query(`ALTER INDEX feed_by_time RENAME TO ${name}_at_idx`);
    await runner.query(`CREATE TABLE feed (LIKE ${name} INCLUDING DEFAULTS, CONSTRAINT feed_pkey PRIMARY KEY (position))
      PARTITION BY RANGE (position)`);
    await runner.query('CREATE INDEX feed_by_time ON feed USING brin (at)');
    await runner.query(`ALTER TABLE feed ATTACH PARTITION ${name} FOR VALUES FROM (MINVALUE) TO (${bound})`);
    await runner.query(`ALTER TABLE ${name} DROP CONSTRAINT feed_bound`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
