import type { MigrationInterface, QueryRunner } from 'typeorm';
import { lockAlone } from './lock-alone.js';

/** Entries other than events went 90 days after they were written. */
const kept = `interval '89 days'`;
/** Positions in one partition, and those that are free at least until the feed is one. */
const ofPartition = 10_000_000;
const spare = 5_000_000;

/**
 * Everything but events waits for its place in one table, without the feed's lock. The feed is to be partitioned by
 * position, so from here on no position may leave its first partition: that is said of new rows at once, and proved of
 * the old ones by the next migration.
 */
export class FeedPending1795305680000 implements MigrationInterface {
  name = 'FeedPending1795305680000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE feed_horizon (position bigint NOT NULL)');
    await runner.query('INSERT INTO feed_horizon (position) VALUES ($1)', [await horizonOf(runner)]);
    await runner.query(`CREATE TABLE feed_era (
      system text NOT NULL, timeline text NOT NULL, first_position bigint PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT clock_timestamp(), reason text NOT NULL
    )`);
    // The first gateway that starts adds which cluster it is.
    await runner.query(`INSERT INTO feed_era (system, timeline, first_position, reason)
      SELECT '', left(pg_walfile_name(pg_current_wal_insert_lsn()), 8), 0, 'first'`);

    const [row] = (await runner.query('SELECT last_value::text AS last FROM feed_position')) as { last: string }[];
    const bound = Math.ceil((Number(row?.last) + spare) / ofPartition) * ofPartition;
    // Both at once: who writes into the one and then into the other would wait while this one waits for it.
    await lockAlone(runner, 'feed_waiting, feed');
    await runner.query('ALTER TABLE feed_waiting RENAME TO feed_pending');
    await runner.query('ALTER TABLE feed_pending RENAME CONSTRAINT feed_waiting_pkey TO feed_pending_pkey');
    await runner.query('ALTER SEQUENCE feed_waiting_id_seq RENAME TO feed_pending_id_seq');
    await runner.query(`ALTER TABLE feed_pending ALTER COLUMN detail DROP NOT NULL,
      ADD COLUMN at timestamptz NOT NULL DEFAULT clock_timestamp()`);
    // Rows come and go all the time.
    await runner.query(`ALTER TABLE feed_pending SET (autovacuum_vacuum_scale_factor = 0,
      autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0)`);
    // Triggers and gateways of the version before go on with the old name.
    await runner.query('CREATE VIEW feed_waiting AS SELECT id, kind, sn, ref, detail FROM feed_pending');
    await runner.query(`ALTER TABLE feed ADD CONSTRAINT feed_bound CHECK (position < ${bound}) NOT VALID`);
  }

  /** Only forward: going back is restoring a backup. */
  async down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward'));
  }
}

/** The last position of the time from which entries have gone; 0 = none. Positions and times grow together. */
async function horizonOf(runner: QueryRunner): Promise<number> {
  const [ends] = (await runner.query('SELECT max(position)::float8 AS high FROM feed')) as { high: number | null }[];
  let low = 0;
  let high = ends?.high ?? 0;
  // All up to `low` is old, and what is behind `high` is not.
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [row] = (await runner.query(
      `SELECT position::float8 AS position, at < now() - ${kept} AS old FROM feed
       WHERE position >= $1 ORDER BY position LIMIT 1`,
      [middle],
    )) as { position: number; old: boolean }[];
    if (row?.old === true) low = row.position;
    else high = middle - 1;
  }
  return low;
}
