import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
const clients: pg.Client[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  for (const client of clients) await client.end().catch(() => undefined);
  await database.drop();
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url });
  // Some are killed.
  client.on('error', () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

interface Entry {
  readonly position: number;
  readonly kind: string;
  readonly sn: string;
  readonly ref: string;
}

async function entriesBehind(client: pg.Client, position: number, sn = '%'): Promise<Entry[]> {
  const { rows } = await client.query<Entry>(
    'SELECT position::int, kind, sn, ref FROM feed WHERE position > $1 AND sn LIKE $2 ORDER BY position',
    [position, sn],
  );
  return rows;
}

const drained = async (client: pg.Client, most = 1_000): Promise<number> =>
  (await client.query<{ n: number }>('SELECT feed_drain($1) AS n', [most])).rows[0]?.n ?? 0;

async function drainAll(client: pg.Client): Promise<void> {
  while ((await drained(client)) > 0);
}

let events = 0;
/** One event of a device, as an upload stores it. */
async function ingest(client: pg.Client, sn: string): Promise<void> {
  const at = new Date(Date.UTC(2026, 0, 1) + ++events * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  const event = { event_time: at, happened_ms: 0, module: 'acc', sn, event_no: 0, event_level: 0, point_type: 'none' };
  await client.query(
    `SELECT ingest_events(json_build_array($1::jsonb || jsonb_build_object('id', gen_random_uuid(), 'log_id', $2::int))::json, 1)`,
    [JSON.stringify({ ...event, point_no: 0 }), events],
  );
}

const append = (client: pg.Client, sn: string, ref: string) =>
  client.query(`SELECT feed_append('test', $1, $2)`, [sn, ref]);

/** Writes of one device come one after the other, as under its lock. */
async function write(client: pg.Client, sn: string, times: number): Promise<string[]> {
  const written: string[] = [];
  for (let n = 0; n < times; n++) {
    await client.query('BEGIN');
    const isKept = n % 5 !== 0;
    for (const part of ['a', 'b']) {
      await append(client, sn, `${n}${part}`);
      if (isKept) written.push(`${n}${part}`);
    }
    await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
    if (n % 3 === 0) {
      await ingest(client, sn);
      written.push('event');
    }
  }
  return written;
}

it('has all that was committed, once, in the order of each device, and becomes visible in its own order', async () => {
  const state = { isOver: false };
  const seen: number[] = [];
  const reader = await connect();
  const reading = (async () => {
    while (!state.isOver) for (const { position } of await entriesBehind(reader, seen.at(-1) ?? 0)) seen.push(position);
  })();
  const gateways = [await connect(), await connect()].map(async (gateway) => {
    while (!state.isOver) await drained(gateway, 7);
  });
  const sns = Array.from({ length: 6 }, (_, n) => `W${n}`);
  const writers = await Promise.all(sns.map(connect));
  const written = await Promise.all(sns.map((sn, n) => write(writers[n] ?? reader, sn, 20)));
  await drainAll(await connect());
  state.isOver = true;
  await Promise.all([reading, ...gateways]);

  const all = await entriesBehind(reader, 0);
  seen.push(...all.map(({ position }) => position).filter((position) => position > (seen.at(-1) ?? 0)));
  expect(seen).toEqual(all.map(({ position }) => position));
  for (const [n, sn] of sns.entries()) {
    const told = all.filter((entry) => entry.sn === sn).map(({ kind, ref }) => (kind === 'event' ? kind : ref));
    expect([sn, told]).toEqual([sn, written[n]]);
  }
});

it('waits for nobody: a transaction that writes and stays open holds up neither others nor events', async () => {
  const [slow, quick] = [await connect(), await connect()];
  await slow.query('BEGIN');
  await append(slow, 'SLOW', 'first');
  await append(quick, 'QUICK', 'second');
  await ingest(quick, 'QUICK');
  await drainAll(quick);
  await slow.query('COMMIT');
  await drainAll(quick);
  const told = (await entriesBehind(quick, 0)).filter(({ sn }) => sn === 'SLOW' || sn === 'QUICK');
  expect(told.map(({ kind, ref }) => (kind === 'event' ? kind : ref))).toEqual(['second', 'event', 'first']);
});

it('loses nothing where a gateway is killed between commit and place, or while it gives places', async () => {
  const [writer, killed, other] = [await connect(), await connect(), await connect()];
  for (let n = 0; n < 20; n++) await append(writer, 'KILL', String(n));
  // Its notification never left.
  await killOf(writer, other);
  await killed.query('BEGIN');
  expect(await drained(killed, 10)).toBe(10);
  await killOf(killed, other);
  await expect.poll(() => drained(other, 1_000)).toBe(20);
  const told = await entriesBehind(other, 0, 'KILL');
  expect(told.map(({ ref }) => ref)).toEqual(Array.from({ length: 20 }, (_, n) => String(n)));
});

async function killOf(victim: pg.Client, by: pg.Client): Promise<void> {
  const { rows } = await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await by.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
}

it('gives what a device told earlier its place before an event of the device, however much waits', async () => {
  const client = await connect();
  await client.query(`SELECT feed_append('test', 'MANY', n::text) FROM generate_series(1, 700) n`);
  await append(client, 'LATE', 'state');
  await ingest(client, 'LATE');
  const told = await entriesBehind(client, 0, 'LATE');
  expect(told.map(({ kind, ref }) => (kind === 'event' ? kind : ref))).toEqual(['state', 'event']);
  await drainAll(client);
  expect(await entriesBehind(client, 0, 'MANY')).toHaveLength(700);
});

it('makes one entry of changes that wait together and say the same, and of nothing else', async () => {
  const client = await connect();
  const start = (await entriesBehind(client, 0)).at(-1)?.position ?? 0;
  for (const what of ['changed', 'changed', 'deleted']) {
    await client.query(`SELECT feed_tell('person', '', '7', $1)`, [{ what }]);
    await client.query(`SELECT feed_tell('doorState', 'D', '7', $1)`, [{ sensor: 1 }]);
  }
  await drainAll(client);
  const told = await entriesBehind(client, start);
  expect(told.map(({ kind }) => kind)).toEqual(['doorState', 'person', 'doorState', 'person', 'doorState']);
});

it('is given no more work by rows that are gone while somebody reads an old snapshot, and misses none that come late', async () => {
  const [backup, late, gateway] = [await connect(), await connect(), await connect()];
  // It reads the table, too, and would be counted.
  await gateway.query('ALTER TABLE feed_pending SET (autovacuum_enabled = off)');
  await backup.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await backup.query('SELECT count(*) FROM feed_pending');
  const fill = () => gateway.query(`SELECT feed_append('test', 'GONE', n::text) FROM generate_series(1, 2000) n`);
  const settle = async () => {
    for (let n = 0; n < 3; n++) await drainAll(gateway);
  };
  await fill();
  await late.query('BEGIN');
  await append(late, 'OLD', 'told early, committed late');
  await fill();
  await settle();
  // The early one may still come: what is behind it is looked through until it has ended.
  await late.query('COMMIT');
  expect(await drained(gateway)).toBe(1);
  await settle();
  const before = await pagesReadBy(gateway);
  for (let n = 0; n < 20; n++) await drained(gateway);
  await ingest(gateway, 'OLD');
  const read = (await pagesReadBy(gateway)) - before;
  // All rows that are gone stand on more than a hundred pages.
  expect(read).toBeLessThan(100);
  await append(gateway, 'OLD', 'new');
  expect(await drained(gateway)).toBe(1);
  await backup.query('COMMIT');
  const told = await entriesBehind(gateway, 0, 'OLD');
  expect(told.map(({ kind, ref }) => (kind === 'event' ? kind : ref))).toEqual([
    'told early, committed late',
    'event',
    'new',
  ]);
});

/** Of the table of what waits and its index, by all sessions. */
async function pagesReadBy(client: pg.Client): Promise<number> {
  await client.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await client.query<{ n: number }>(
    `SELECT (heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read)::int AS n
     FROM pg_statio_all_tables WHERE relid = 'feed_pending'::regclass`,
  );
  return rows[0]?.n ?? 0;
}
