import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lockAlone } from './lock-alone.js';

const ofPartition = 10_000_000;

/** Those of others are theirs. */
const viewsOnFeed = `SELECT DISTINCT v.oid::regclass::text AS name, pg_get_viewdef(v.oid) AS text
  FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = 'feed'::regclass
    AND v.relkind = 'v' AND pg_has_role(v.relowner, 'USAGE') ORDER BY 1`;

/**
 * The feed by ranges of positions, so that what is old goes as a whole. The table that there is becomes the first
 * partition: nothing is copied, and because its bound is proved nothing is read. It takes milliseconds, in which the feed
 * is locked. Views are bound to the table, not to its name: the same text binds them to the new one, so that gateways of
 * the version before go on.
 */
export class FeedPartitions1795305682000 implements MigrationInterface {
  name = 'FeedPartitions1795305682000';

  async up(runner: QueryRunner): Promise<void> {
    const views = (await runner.query(viewsOnFeed)) as { name: string; text: string }[];
    // Readers lock a view before the feed.
    await lockAlone(runner, [...views.map(({ name }) => name), 'feed'].join(', '));
    const [row] = (await runner.query(
      `SELECT (regexp_match(pg_get_constraintdef(oid), '\\d+'))[1] AS bound FROM pg_constraint
       WHERE conrelid = 'feed'::regclass AND conname = 'feed_bound'`,
    )) as { bound: string }[];
    const bound = Number(row?.bound);
    // A partition is called by the place of its range: positions go on in the last that the old table covers.
    const first = bound - ofPartition;
    const name = `feed_p${first / ofPartition}`;
    await runner.query(`SELECT setval('feed_position', $1) FROM feed_position WHERE last_value < $1`, [first]);
    await runner.query(`ALTER TABLE feed RENAME TO ${name}`);
    await runner.query(`ALTER TABLE ${name} RENAME CONSTRAINT feed_pkey TO ${name}_pkey`);
    await runner.query(`ALTER INDEX feed_by_time RENAME TO ${name}_at_idx`);
    await runner.query(`CREATE TABLE feed (LIKE ${name} INCLUDING DEFAULTS, CONSTRAINT feed_pkey PRIMARY KEY (position))
      PARTITION BY RANGE (position)`);
    await runner.query('CREATE INDEX feed_by_time ON feed USING brin (at)');
    await runner.query(`ALTER TABLE feed ATTACH PARTITION ${name} FOR VALUES FROM (MINVALUE) TO (${bound})`);
    await runner.query(`ALTER TABLE ${name} DROP CONSTRAINT feed_bound`);
    for (const view of views) await runner.query(`CREATE OR REPLACE VIEW ${view.name} AS ${view.text}`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}
