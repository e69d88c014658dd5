import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';

const patience = { timeout: 60_000 };

let apps: TestApp[];
let client: pg.Client;
beforeAll(async () => {
  const first = await startApp({ isNoted: false });
  apps = [first, await startApp({ isNoted: false, databaseUrl: first.databaseUrl })];
  client = new pg.Client({ connectionString: first.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  for (const app of [...apps].reverse()) await app.stop();
});

/** Forced doors of one device, `count` times each, with everything else that happens in between. */
const storm = (sn: string, doors: number, count: number) =>
  client.query(
    `SELECT ingest_events((SELECT json_agg(json_build_object('id', gen_random_uuid(),
       'event_time', to_char(timestamp '2026-10-01' + n * interval '1 second', 'YYYY-MM-DD HH24:MI:SS'),
       'happened_ms', 1790000000000, 'module', 'acc', 'sn', $1::text, 'log_id', n,
       'event_no', CASE WHEN n % 2 = 0 THEN 102 ELSE 0 END, 'event_level', CASE WHEN n % 2 = 0 THEN 2 ELSE 0 END,
       'point_type', 'door', 'point_no', n / 2 % $2::int, 'door_id', $1::text || '-' || n / 2 % $2::int))
       FROM generate_series(0, $3::int - 1) n), $3::int)`,
    [sn, doors, doors * count * 2],
  );

const counts = async (sn: string) => {
  const { rows } = await client.query<{ alarms: number; count: number }>(
    'SELECT count(*)::int AS alarms, coalesce(sum(count), 0)::int AS count FROM alarm WHERE sn = $1',
    [sn],
  );
  return rows[0];
};

it('two gateways count each event once', async () => {
  await Promise.all(['ONCE-1', 'ONCE-2', 'ONCE-3'].map((sn) => storm(sn, 20, 60)));
  for (const sn of ['ONCE-1', 'ONCE-2', 'ONCE-3'])
    await expect.poll(() => counts(sn), patience).toEqual({ alarms: 20, count: 1_200 });
});

it('what a fold had begun when it was cut off is done again, and once', async () => {
  // Whoever folds waits at this alarm, in the middle of its work.
  await storm('CUT', 2, 1);
  await expect.poll(() => counts('CUT'), patience).toEqual({ alarms: 2, count: 2 });
  const holding = new pg.Client({ connectionString: apps[0]?.databaseUrl });
  await holding.connect();
  await holding.query('BEGIN');
  await holding.query(`SELECT 1 FROM alarm WHERE place = 'CUT-1' FOR UPDATE`);
  await storm('CUT', 2, 3);
  const cut = async () => {
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
       JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 'alarm' AND a.wait_event_type = 'Lock'
         AND a.datname = current_database()`,
    );
    return (rowCount ?? 0) > 0;
  };
  await expect.poll(cut, patience).toBe(true);
  await holding.query('ROLLBACK');
  await holding.end();
  await expect.poll(() => counts('CUT'), patience).toEqual({ alarms: 2, count: 8 });
});

it('what has no event is passed by, and the cursor goes on', async () => {
  await client.query(`SELECT feed_append('event', 'NONE', $1)`, [randomUUID()]);
  await storm('BEHIND', 1, 1);
  await expect.poll(() => counts('BEHIND'), patience).toEqual({ alarms: 1, count: 1 });
});
