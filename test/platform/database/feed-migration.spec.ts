import { DataSource } from 'typeorm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { migrate } from '../../../src/platform/database/migrate.js';
import { migrations } from '../../../src/platform/database/migrations/all.js';
import { emptyDatabase, type TestDatabase } from '../../support/database.js';

const upTo = (migration: string) =>
  migrations.slice(
    0,
    migrations.findIndex(({ name }) => name.startsWith(migration)),
  );
const before = upTo('FeedPending');

let database: TestDatabase;
let source: DataSource;
beforeEach(async () => {
  database = await emptyDatabase();
  source = new DataSource({ ...dataSourceOptions(database.url, [], 3), migrations: before });
  await source.initialize();
  await source.runMigrations({ transaction: 'each' });
});
afterEach(async () => {
  await source.destroy();
  await database.drop();
});

/** Entries of an older version, by position and age in days. */
const fill = (entries: readonly (readonly [number, number])[]) =>
  source.query(
    `INSERT INTO feed (position, kind, sn, ref, at)
     SELECT position, 'event', 'OLD', position::text, now() - age * interval '1 day'
     FROM unnest($1::bigint[], $2::int[]) AS e (position, age)`,
    [entries.map(([position]) => position), entries.map(([, age]) => age)],
  );
const partitions = () =>
  source.query<{ name: string; bounds: string }[]>(
    `SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds
     FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'feed'::regclass ORDER BY 1`,
  );

it('the feed of an older version becomes the first partition as it is: nothing is copied, positions go on', async () => {
  await fill([
    [1, 200],
    [27_000_000, 100],
    [27_000_001, 3],
  ]);
  await source.query(`SELECT setval('feed_position', 27000001)`);
  await source.query(
    `INSERT INTO feed_waiting (kind, sn, ref, detail) VALUES ('person', '', '7', '{"what": "added"}')`,
  );
  const file = async (name: string) =>
    (await source.query<{ file: string }[]>(`SELECT pg_relation_filenode('${name}') AS file`))[0]?.file;
  const old = await file('feed');
  await migrate(database.url);

  // Five millions were left for what is written meanwhile: the next boundary but one is the bound.
  expect(await partitions()).toEqual([{ name: 'feed_p3', bounds: `FOR VALUES FROM (MINVALUE) TO ('40000000')` }]);
  expect(await file('feed_p3')).toBe(old);
  // Entries other than events had gone after 90 days.
  expect(await source.query('SELECT position FROM feed_horizon')).toEqual([{ position: 27_000_000 }]);
  await source.query('SELECT feed_drain(10)');
  expect(await source.query('SELECT position, kind, ref FROM feed ORDER BY position DESC LIMIT 2')).toEqual([
    { position: 30_000_001, kind: 'person', ref: '7' },
    { position: 27_000_001, kind: 'event', ref: '27000001' },
  ]);
});

it('a young feed has no horizon', async () => {
  await fill([
    [1, 80],
    [2, 1],
  ]);
  await source.query(`SELECT setval('feed_position', 2)`);
  await migrate(database.url);
  expect(await partitions()).toEqual([{ name: 'feed_p0', bounds: `FOR VALUES FROM (MINVALUE) TO ('10000000')` }]);
  expect(await source.query('SELECT position FROM feed_horizon')).toEqual([{ position: 0 }]);
});

it('a gateway of the version before goes on beside it', async () => {
  await migrate(database.url);
  // As it wrote, with the position that it hoped for; and as it gave places.
  const given = await source.query<{ position: number | null }[]>(
    `SELECT feed_append('doorState', 'OLD', 'd') AS position`,
  );
  await source.query(
    `UPDATE feed f SET detail = '{}' FROM unnest($1::bigint[]) AS g (position) WHERE f.position = g.position`,
    [given.map(({ position }) => position)],
  );
  await source.query(
    `INSERT INTO feed_waiting (kind, sn, ref, detail) VALUES ('muster', '', 'm', '{"what": "ended"}')`,
  );
  expect(await source.query('SELECT feed_take_waiting(1000) AS n')).toEqual([{ n: 2 }]);
  await source.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(7078, 1)');
    await tx.query(`INSERT INTO feed (position, kind, sn, ref) SELECT nextval('feed_position'), 'alarm', 'OLD', '1'`);
  });
  expect(await source.query('SELECT kind, detail FROM feed ORDER BY position')).toEqual([
    { kind: 'doorState', detail: null },
    { kind: 'muster', detail: { what: 'ended' } },
    { kind: 'alarm', detail: null },
  ]);
});

/** As gateways of the version before had it. */
const view = `CREATE VIEW event_uncounted AS
  SELECT position, ref, event_time, event_time::date AS day, sn, pin, module, hep, passage, zoned FROM feed
  WHERE position > (SELECT c.position FROM event_counted c) AND position <= 9223372036854775807
    AND event_time IS NOT NULL`;
const uncounted = () => source.query('SELECT ref FROM event_uncounted ORDER BY position');
const waiting = (what: string) =>
  source.query(`SELECT 1 AS n FROM pg_locks WHERE NOT granted AND ${what}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
const patience = { timeout: 60_000, interval: 10 };
const waitsForFeed = () => expect.poll(() => waiting(`relation = 'feed'::regclass`), patience).not.toEqual([]);

/** Only the migrations in front of another: the gateway ends there. */
async function migrateUpTo(migration: string): Promise<void> {
  const half = new DataSource({ ...dataSourceOptions(database.url, [], 1), migrations: upTo(migration) });
  await half.initialize();
  try {
    await half.runMigrations({ transaction: 'each' });
  } finally {
    await half.destroy();
  }
}

it('what counts by a view goes on beside it, also where the upgrade ends in the middle', async () => {
  await source.query(view);
  await migrateUpTo('Webhooks');
  await source.query(
    `INSERT INTO feed (position, kind, sn, ref, event_time) SELECT nextval('feed_position'), 'event', 'OLD', 'new', now()`,
  );
  expect(await uncounted()).toEqual([{ ref: 'new' }]);
  await migrate(database.url);
  expect(await uncounted()).toEqual([{ ref: 'new' }]);
});

it('who reads by a view while it waits for the feed, and it, do not wait for each other', async () => {
  await source.query(view);
  await migrateUpTo('FeedPartitions');
  const reader = source.createQueryRunner();
  await reader.startTransaction();
  await reader.query('SELECT count(*) FROM feed');
  const migrating = migrateUpTo('Webhooks');
  await waitsForFeed();
  let isRead = false;
  const reading = uncounted().finally(() => (isRead = true));
  // The migration may just be resting: then nobody waits for it.
  const isUnderWay = async () => isRead || (await waiting(`mode = 'AccessShareLock'`)).length > 0;
  await expect.poll(isUnderWay, patience).toBe(true);
  await reader.commitTransaction();
  await reader.release();
  expect(await reading).toEqual([]);
  await migrating;
});

it('who writes into the feed and then notes a change, and it, do not wait for each other', async () => {
  const writer = source.createQueryRunner();
  await writer.startTransaction();
  await writer.query(
    `INSERT INTO feed (position, kind, sn, ref) SELECT nextval('feed_position'), 'command', 'OLD', '1'`,
  );
  const migrating = migrate(database.url);
  await waitsForFeed();
  await writer.query(`INSERT INTO feed_waiting (kind, sn, ref, detail) VALUES ('device', 'OLD', 'OLD', '{}')`);
  await writer.commitTransaction();
  await writer.release();
  await migrating;
  await source.query('SELECT feed_drain(10)');
  expect(await source.query('SELECT kind FROM feed ORDER BY position')).toEqual([
    { kind: 'command' },
    { kind: 'device' },
  ]);
});

it('a reader that is in the feed holds nobody up, and the migration waits for it', async () => {
  await fill([[1, 1]]);
  const reader = source.createQueryRunner();
  await reader.startTransaction();
  await reader.query('SELECT count(*) FROM feed');
  const migrating = migrate(database.url);
  await waitsForFeed();
  await source.query(`INSERT INTO feed (position, kind, sn, ref) VALUES (2, 'event', 'OLD', '2')`);
  await reader.commitTransaction();
  await reader.release();
  await migrating;
  expect(await source.query('SELECT count(*)::int AS n FROM feed')).toEqual([{ n: 2 }]);
});
