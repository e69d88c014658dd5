import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginAtEnd } from '../../../src/modules/transaction/monitor.service.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const sizes = [1_000, 10_000, 100_000].map((n) => (process.env.POSTERN_TEST_VOLUME === 'full' ? n * 30 : n / 5));

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // Entries of the last seconds; old ones are in two partitions before them.
  await client.query(
    `SELECT setval('feed_position', 20000000), feed_make_partition(1), feed_make_partition(2), feed_make_room()`,
  );
  await client.query(
    `INSERT INTO feed (position, kind, sn, ref, at) SELECT 20000000 + n, 'event', 'M', n::text, now() FROM generate_series(1, 5) n`,
  );
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

/** Old entries from one number to another, every second one in the later partition. */
const fill = (from: number, to: number) =>
  client.query(
    `INSERT INTO feed (position, kind, sn, ref, at)
     SELECT n + CASE WHEN n % 2 = 0 THEN 10000000 ELSE 0 END, 'event', 'M', n::text, now() - interval '1 day'
     FROM generate_series($1::int, $2::int) n`,
    [from, to],
  );

it('a new reader of monitor starts ten seconds back, and that reads the end of the feed alone, however large it is', async () => {
  const told: string[] = [];
  let filled = 0;
  for (const size of sizes) {
    await fill(filled + 1, size);
    filled = size;
    await client.query('ANALYZE feed');
    await client.query('UPDATE feed SET at = clock_timestamp() WHERE position > 20000000');
    const { rows } = await client.query<{ position: string }>(beginAtEnd);
    expect(Number(rows[0]?.position)).toBe(size + 10_000_000);
    const plan = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${beginAtEnd}`,
    );
    const read = rowsRead(plan.rows[0]?.['QUERY PLAN'][0].Plan);
    expect(read).toBeLessThanOrEqual(10);
    told.push(`${read} of ${size}`);
  }
  console.log(`monitor begins and reads: ${told.join(', ')}`);
}, 600_000);
