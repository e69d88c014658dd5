import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { entities } from '../../../src/bootstrap/entities.js';
import { TransactionListService } from '../../../src/modules/transaction/transaction-list.service.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let source: DataSource;
const clients: pg.Client[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  source = new DataSource(dataSourceOptions(database.url, entities, 4));
  await source.initialize();
  // Where it looked while many rows were there and not committed yet, the planner would take their table for empty: the
  // fold of them would go through all for each.
  await source.query(`DO $$ DECLARE part regclass; BEGIN
    FOR part IN SELECT inhrelid FROM pg_inherits WHERE inhparent IN ('event'::regclass, 'feed'::regclass) LOOP
      EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', part);
    END LOOP; END $$`);
});

beforeEach(async () => {
  await source.query(
    'TRUNCATE event, feed, event_count_by_family, event_count_by_hour, event_count_by_sn, event_count_by_pin',
  );
});

afterAll(async () => {
  for (const client of clients) await client.end().catch(() => undefined);
  await source.destroy();
  await database.drop();
});

async function newClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

/** `count` events: of each device a third on each of three days, by turns with a person and without one. */
const ingest = (sn: string, count: number) =>
  source.query(
    `SELECT ingest_events((SELECT json_agg(json_build_object('id', gen_random_uuid(),
       'event_time', to_char(timestamp '2026-10-01' + n % 3 * interval '1 day', 'YYYY-MM-DD HH24:MI:SS'),
       'happened_ms', 0, 'module', 'acc', 'sn', $1::text, 'log_id', n, 'event_no', 0, 'event_level', 0,
       'point_type', 'none', 'point_no', 0, 'pin', CASE WHEN n % 2 = 0 THEN '57' END))
       FROM generate_series(1, $2::int) n), $2::int)`,
    [sn, count],
  );

const total = async (filter: { sn?: string; pin?: string }) =>
  (await new TransactionListService().list(source.manager, { of: ['acc'], ...filter }, { offset: 0, limit: 1 })).total;
const byHour = async () =>
  (await source.query<{ n: number }[]>('SELECT coalesce(sum(n), 0)::int AS n FROM event_total_by_hour'))[0]?.n;
const totals = async () => {
  const all = await total({});
  expect(await byHour()).toBe(all);
  return [all, await total({ sn: 'A' }), await total({ pin: '57' })];
};
const fold = 'SELECT fold_event_counts($1) AS n';

const counted = () =>
  source.query<object[]>(
    `SELECT (SELECT sum(n)::int FROM event_count_by_hour) AS "by hour",
       (SELECT sum(n)::int FROM event_count_by_sn) AS "by sn", (SELECT sum(n)::int FROM event_count_by_pin) AS "by pin"`,
  );

it('totals are exact before, during and after a fold, and when its rest is folded', async () => {
  await ingest('A', 30);
  await ingest('B', 12);
  expect(await totals()).toEqual([42, 30, 21]);
  const folding = await newClient();
  await folding.query('BEGIN');
  expect((await folding.query<object>(fold, [35])).rows).toEqual([{ n: 35 }]);
  expect(await totals()).toEqual([42, 30, 21]);
  await ingest('A', 6);
  expect(await totals()).toEqual([48, 36, 24]);
  await folding.query('COMMIT');
  expect(await totals()).toEqual([48, 36, 24]);
  // The order of the events of a batch in the feed is not defined, so the persons are not compared.
  expect(await counted()).toMatchObject([{ 'by hour': 35, 'by sn': 35 }]);
  expect(await source.query(fold, [1_000])).toEqual([{ n: 13 }]);
  expect(await totals()).toEqual([48, 36, 24]);
  expect(await counted()).toEqual([{ 'by hour': 48, 'by sn': 48, 'by pin': 24 }]);
  expect(await source.query(fold, [1_000])).toEqual([{ n: 0 }]);
});

it('of the days, in the tail and in the counters, are added', async () => {
  await ingest('A', 3);
  await source.query(fold, [2]);
  await ingest('A', 3);
  const days = `SELECT day::text, sum(n)::int AS n FROM event_total_by_sn GROUP BY day ORDER BY day`;
  expect(await source.query(days)).toEqual([
    { day: '2026-10-01', n: 2 },
    { day: '2026-10-02', n: 2 },
    { day: '2026-10-03', n: 2 },
  ]);
});

it('two gateways that fold at the same time, while events come, count each once', async () => {
  const gateways = [await newClient(), await newClient()];
  const state = { coming: true };
  const folding = gateways.map(async (client) => {
    while (state.coming) await client.query(fold, [7]);
  });
  for (let round = 1; round <= 20; round++) {
    await ingest('A', 10);
    expect(await total({ sn: 'A' })).toBe(round * 10);
    expect(await byHour()).toBe(round * 10);
  }
  state.coming = false;
  await Promise.all(folding);
  await source.query(fold, [1_000]);
  expect(await counted()).toEqual([{ 'by hour': 200, 'by sn': 200, 'by pin': 100 }]);
  expect(await totals()).toEqual([200, 200, 100]);
});

it('a gateway leaves the fold to the one that does it', async () => {
  await ingest('A', 5);
  const [first, second] = [await newClient(), await newClient()];
  await first.query('BEGIN');
  await first.query(fold, [1_000]);
  expect((await second.query<object>(fold, [1_000])).rows).toEqual([{ n: 0 }]);
  await first.query('COMMIT');
  expect(await counted()).toEqual([{ 'by hour': 5, 'by sn': 5, 'by pin': 2 }]);
});

it('a fold that is killed in the middle counted nothing, and the next one counts all', async () => {
  await ingest('A', 20);
  const killed = await newClient();
  await killed.query('BEGIN');
  await killed.query(fold, [1_000]);
  const pid = (await killed.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
  await source.query('SELECT pg_terminate_backend($1, 60000)', [pid]);
  expect(await counted()).toEqual([{ 'by hour': null, 'by sn': null, 'by pin': null }]);
  expect(await totals()).toEqual([20, 20, 10]);
  expect(await source.query(fold, [1_000])).toEqual([{ n: 20 }]);
  expect(await totals()).toEqual([20, 20, 10]);
});

it('a total reads only the tail of the feed, not the counted part', async () => {
  await ingest('A', 20_000);
  await source.query(fold, [100_000]);
  await ingest('A', 10);
  await source.query('ANALYZE feed');
  const plan = await source.query<{ 'QUERY PLAN': string }[]>(
    `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT sum(n) FROM event_total_by_sn WHERE sn = 'A'`,
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toMatch(/(?:Index|Bitmap Heap) Scan .*on feed.*rows=10(?:\.00)? /);
  expect(text).not.toContain('Seq Scan on feed');
});
