import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginAtEnd } from '../../../src/modules/transaction/monitor.service.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const count = process.env.POSTERN_TEST_VOLUME === 'full' ? 3_000_000 : 30_000;

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // Old entries fill two partitions; a few of the last seconds follow.
  await client.query(
    `SELECT setval('feed_position', 20000000), feed_make_partition(1), feed_make_partition(2), feed_make_room()`,
  );
  await client.query(
    `INSERT INTO feed (position, kind, sn, ref, at)
     SELECT n + CASE WHEN n > $1::int / 2 THEN 10000000 ELSE 0 END, 'event', 'M', n::text, now() - interval '1 day'
     FROM generate_series(1, $1::int) n`,
    [count],
  );
  await client.query(
    `INSERT INTO feed (position, kind, sn, ref, at) SELECT 20000000 + n, 'event', 'M', n::text, now() FROM generate_series(1, 5) n`,
  );
  await client.query('ANALYZE feed');
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows that the scans at the leaves touched. */
function rowsRead(node: PlanNode | undefined): number {
  if (!node) return Infinity;
  if (node.Plans) return node.Plans.reduce((sum, child) => sum + rowsRead(child), 0);
  return (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
}

it('a new reader of monitor starts ten seconds back, and that reads the end of the feed alone', async () => {
  const { rows } = await client.query<{ position: string }>(beginAtEnd);
  expect(Number(rows[0]?.position)).toBe(count + 10_000_000);
  const plan = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) ${beginAtEnd}`,
  );
  expect(rowsRead(plan.rows[0]?.['QUERY PLAN'][0].Plan)).toBeLessThanOrEqual(10);
});
