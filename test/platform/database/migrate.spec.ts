import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { migrate, prepareSchema, toMigrate } from '../../../src/platform/database/migrate.js';
import { InitialSchema1795305620000 } from '../../../src/platform/database/migrations/1795305620000-initial-schema.js';
import { RowsByAge1795305740000 } from '../../../src/platform/database/migrations/1795305740000-rows-by-age.js';
import { PlateRule1795305751000 } from '../../../src/platform/database/migrations/1795305751000-plate-rule.js';
import { migrations } from '../../../src/platform/database/migrations/all.js';
import { schemaRevision, schemaTexts } from '../../../src/platform/database/schema/all.js';
import { bringSchemaUpToDate } from '../../../src/platform/database/schema/bring-up-to-date.js';
import { inShortLocks, ShortLocks } from '../../../src/platform/database/short-locks.js';
import { replacedNames } from './replaced-names.js';
import { objectsOf, tablesOf } from './tables-of.js';

/**
 * The hash of the texts in `schema`, by revision. After a change, raise `schemaRevision` and add a line here. Otherwise
 * an older gateway that restarts during an upgrade would put its own text back.
 */
const revisions: readonly (readonly [number, string])[] = [
  [1, 'e85731c07a3570d1ffa008592306403f1d3129c469c035118a3cf9c223edd54b'],
  // Visitors are no attendance.
  [2, '5b3fc2108a480c2fa9d6b4bedb1afb2de6f937e2f02746f8475e5dd3c0768e85'],
  // A device changes once in a transaction, however many of its parts change.
  [3, '02218a14895a81df2013e652770bbc30b40a898221034f5ed2b3f9d0e73d5667'],
  // History of another server: in all lists, in no feed.
  [4, '75788aaf18dcfd3a6f3be158be5bbd3f3f4c622b3fe7cacfd49577feeabe3f85'],
  // Whether a device has changed is compared byte by byte.
  [5, '12771e4bc2a09e3d9110d1e832651f8de6b91e8994c7a5bbb8100a260c8980ee'],
  // Changes of people, devices and visits come into the feed.
  [6, '42b9275c86ec264f6610c0227861a901f574e5b58aef85c78981df0e8e6e8611'],
  // They are noted once a statement.
  [7, 'b3feb38c1c16c781276419943b6f02c0e2b6c9d2703aab7fe67aeaa2f575593f'],
  // Events are counted by hour, too.
  [8, '5a2e9716f9392a9124f8e28da14376a9a5e019c8018080aee983ed7d9275fa1c'],
  // When a row was changed last is set by the database.
  [9, '5033523c65f5156609eac120ba505c6533a710bcb920f9d2ee970495e835b901'],
  // All but events waits for its place in the feed without a lock, with what was true then; positions have eras.
  [10, 'ddd74ae5fc20754f0df644deee81eb05dd7a4844a188931987655b8788453baf'],
  // Months of events are dropped, the last calls of devices stand apart, what was stored before is confirmed by the standby,
  // uploads look once for what waits, and while the key changes, nobody has edited the rows.
  [11, 'c8ef43ca7ab52a9f2332dc76af9c66e9b375235268bf469f8565537c09cf7f3d'],
  // Parts of car parks, rooms, recorders and cameras say when they were changed; rooms have doors for a time.
  [12, '687a6d2f6fdbea98c1b6bcca767cdb71cddb537cf46991ea170c2799f02c5bfb'],
  // Plates are compared as plateOf does: all dashes, the sharp s, and whatever the locale of the database is.
  [13, '72d708c8d55d42272e491e753f38e0271b0eaf7781522f5b46ef9a5a2f56054e'],
  [14, '358580d65becf424bdf98f72a5387214f3d6d5dd03387b11ba6067878fe3f3ed'],
];

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A database with nothing in it. */
async function emptyDatabase() {
  const admin = new DataSource(dataSourceOptions(inject('serverUrl'), [], 1));
  await admin.initialize();
  const name = `t_empty_${randomBytes(6).toString('hex')}`;
  await admin.query(`CREATE DATABASE ${name}`);
  open.push(async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.destroy();
  });
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${name}`;
  const source = new DataSource({ ...dataSourceOptions(url.href, [], 2), migrations: [InitialSchema1795305620000] });
  await source.initialize();
  open.push(() => source.destroy());
  return { url: url.href, source };
}

/** A database as version 0.1 left it, without the functions: the tables, and the names of its migrations. */
async function databaseOfOld(names: readonly string[]) {
  const database = await emptyDatabase();
  await database.source.runMigrations({ transaction: 'each' });
  await database.source.query('TRUNCATE migrations RESTART IDENTITY');
  for (const name of names)
    await database.source.query('INSERT INTO migrations (timestamp, name) VALUES ($1, $2)', [name.slice(-13), name]);
  return database;
}

const namesIn = async (source: DataSource) =>
  (await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id')).map(({ name }) => name);

describe('the first migration', () => {
  it('makes the tables that version 0.1 had', async () => {
    const { source } = await emptyDatabase();
    await source.runMigrations({ transaction: 'each' });
    await expect(await tablesOf(source)).toMatchFileSnapshot('tables-0.1.txt');
  });
});

describe('a database', () => {
  it('has the functions, views and triggers of the committed list', async () => {
    const { url, source } = await emptyDatabase();
    await migrate(url);
    await expect(await objectsOf(source)).toMatchFileSnapshot('schema-objects.txt');
  });

  it('that stands at the last migration of version 0.1 is taken over as it is', async () => {
    const { url, source } = await databaseOfOld(replacedNames);
    await source.query(`INSERT INTO area (id, code, name) VALUES ('a', '7', 'Laboratory')`);
    await source.query(
      `CREATE FUNCTION feed_append(kind text, sn text, ref text) RETURNS bigint LANGUAGE sql AS 'SELECT 7::bigint'`,
    );
    await migrate(url);
    // The old names stay, because gateways of version 0.1 that still run look for them.
    expect(await namesIn(source)).toEqual([...replacedNames, ...migrations.map(({ name }) => name)]);
    expect(await source.query(`SELECT name FROM area WHERE code = '7'`)).toEqual([{ name: 'Laboratory' }]);
    const { url: newUrl, source: fresh } = await emptyDatabase();
    await migrate(newUrl);
    expect(await objectsOf(source)).toBe(await objectsOf(fresh));

    await migrate(url);
    expect(await namesIn(source)).toHaveLength(replacedNames.length + migrations.length);
  });

  it.each([
    ['before its last', replacedNames.slice(0, -1)],
    ['after its first', replacedNames.slice(0, 1)],
    ['without one between', replacedNames.filter((name) => !name.startsWith('Media'))],
  ])('that stands at a migration of version 0.1 %s is refused with what to do', async (_, names) => {
    const { url, source } = await databaseOfOld(names);
    await expect(migrate(url)).rejects.toThrow(
      /^the database is too old for this version: start it once with that of commit b850f02 \(git checkout b850f02\), then with this one$/,
    );
    expect(await namesIn(source)).toEqual(names);
    expect(await objectsOf(source)).not.toContain('ingest_events');
  });

  it('of a newer version is used as it is, where the setting schema.oldest lets this one in', async () => {
    const { url, source } = await emptyDatabase();
    expect((await toMigrate(url)).migrations).toEqual(migrations.map(({ name }) => name));
    const done = await migrate(url);
    expect([done.migrations.length, done.objects.length]).toEqual([migrations.length, schemaTexts.length]);
    expect(await migrate(url)).toEqual({ migrations: [], objects: [] });
    expect(await source.query(`SELECT value FROM setting WHERE key = 'schema.oldest'`)).toEqual([{ value: '0.1.0' }]);
    await source.query('DROP VIEW level_place');
    expect(await toMigrate(url)).toEqual({ migrations: [], objects: ['view level_place'] });
    await expect(prepareSchema({ migrate: false }, url)).rejects.toThrow(
      /^the database is not migrated \(1 of the functions, views and triggers is outdated\), and MIGRATE is off: run "postern migrate" first$/,
    );

    await source.query(`INSERT INTO migrations (timestamp, name) VALUES (4102444800000, 'Later4102444800000')`);
    expect(await migrate(url)).toEqual({ migrations: [], objects: [] });
    await prepareSchema({ migrate: false }, url);
    expect(await objectsOf(source)).not.toContain('level_place');
    await source.query(`UPDATE setting SET value = '"99.0.0"' WHERE key = 'schema.oldest'`);
    for (const refused of [migrate, toMigrate])
      await expect(refused(url)).rejects.toThrow(
        /^the database needs Postern 99\.0\.0 or newer, and this is [\d.]+: start a newer one$/,
      );
    // One that said nothing of the kind changed the database for itself alone.
    await source.query(`DELETE FROM setting WHERE key = 'schema.oldest'`);
    await expect(migrate(url)).rejects.toThrow(
      /^the database was last used by a newer version \(it has Later4102444800000\): start that one, or a newer one$/,
    );
    expect(await objectsOf(source)).not.toContain('level_place');
  });

  it('is not waited for by others: each step waits three seconds for a lock, and is tried again', async () => {
    const { url } = await emptyDatabase();
    const source = await new DataSource({ ...dataSourceOptions(url, [], 1), subscribers: [ShortLocks] }).initialize();
    open.push(() => source.destroy());
    const holder = new Client(url);
    await holder.connect();
    open.push(() => holder.end());
    await holder.query('CREATE TABLE busy ()');
    await holder.query('BEGIN; LOCK TABLE busy');
    const patience: unknown[] = [];
    const change = () =>
      source.transaction(async (tx) => {
        patience.push(...(await tx.query<unknown[]>('SHOW lock_timeout')));
        await tx.query(`SET LOCAL lock_timeout = '50ms'`);
        await tx.query('ALTER TABLE busy ADD COLUMN at int');
        return 'changed';
      });
    await expect(inShortLocks(change, undefined, { tries: 2, pause: 1 })).rejects.toThrow(
      /^a table that has to be changed is locked by somebody else: end what locks it, and try again$/,
    );
    expect(await inShortLocks(change, () => void holder.query('COMMIT'), { tries: 20, pause: 1 })).toBe('changed');
    expect(patience.slice(0, 2)).toEqual([{ lock_timeout: '3s' }, { lock_timeout: '3s' }]);
    await expect(inShortLocks(() => source.query('SELECT nothing'))).rejects.toThrow('"nothing" does not exist');
  });

  it('takes uploads while an index is made on what they write to, also one whose first try broke off', async () => {
    const { url } = await emptyDatabase();
    const before = migrations.slice(0, migrations.indexOf(RowsByAge1795305740000));
    const source = await new DataSource({ ...dataSourceOptions(url, [], 1), migrations: before }).initialize();
    open.push(() => source.destroy());
    await source.runMigrations({ transaction: 'each' });
    await source.query('CREATE INDEX device_upload_by_age ON device_upload (sn)');
    await source.query(`UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'device_upload_by_age'::regclass`);
    const [upload, next] = [new Client(url), new Client(url)];
    for (const client of [upload, next]) {
      await client.connect();
      open.push(() => client.end());
    }
    await upload.query('BEGIN; LOCK TABLE quarantine IN ROW EXCLUSIVE MODE');
    // A second gateway that starts meanwhile waits for its turn, and is not waited for.
    const migrated = Promise.all([migrate(url), migrate(url)]);
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE 'CREATE INDEX %quarantine_by_age%'`;
    await expect.poll(() => source.query(waiting)).toHaveLength(1);
    await next.query('BEGIN; LOCK TABLE quarantine IN ROW EXCLUSIVE MODE NOWAIT; COMMIT');
    await upload.query('COMMIT');
    expect((await migrated).map(({ migrations: { length } }) => length > 0).sort()).toEqual([false, true]);
    const indexes = await source.query(
      `SELECT relname AS name, amname AS kind, indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         JOIN pg_am a ON a.oid = c.relam WHERE relname IN ('quarantine_by_age', 'device_upload_by_age') ORDER BY 1`,
    );
    expect(indexes).toEqual([
      { name: 'device_upload_by_age', kind: 'brin', valid: true },
      { name: 'quarantine_by_age', kind: 'brin', valid: true },
    ]);
  });

  it('finds the people of plates by the index, whose function was another one', async () => {
    const { url } = await emptyDatabase();
    const before = migrations.slice(0, migrations.indexOf(PlateRule1795305751000));
    const source = await new DataSource({ ...dataSourceOptions(url, [], 1), migrations: before }).initialize();
    open.push(() => source.destroy());
    await source.runMigrations({ transaction: 'each' });
    await source.query(`CREATE OR REPLACE FUNCTION plates_in(plates text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
      SELECT regexp_split_to_array(upper(regexp_replace(normalize(plates, NFKC), '[\\s._/·•-]', '', 'g')), '[,;]') $$`);
    await source.query('REINDEX INDEX person_by_plate');
    await source.query(
      `INSERT INTO person (id, pin, department_id, car_plate)
       SELECT v.pin, v.pin, d.id, v.plate FROM (SELECT id FROM department LIMIT 1) d,
         (VALUES ('7', 'wei\u00df\u20131'), ('8', 'a 1')) v (pin, plate)`,
    );
    await migrate(url);
    await source.query('SET enable_seqscan = off');
    const found = `SELECT pin FROM person WHERE car_plate IS NOT NULL AND plates_in(car_plate) @> ARRAY[$1]`;
    const plan = await source.query<Record<string, string>[]>(`EXPLAIN ${found.replace('$1', `'A1'`)}`);
    expect(plan.map((row) => row['QUERY PLAN']).join(' ')).toContain('person_by_plate');
    for (const [plate, pin] of [
      ['WEISS1', '7'],
      ['A1', '8'],
    ])
      expect(await source.query(found, [plate])).toEqual([{ pin }]);
  });
});

describe('functions, views and triggers', () => {
  const text = (answer: number) =>
    `CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE sql AS $$ SELECT ${answer} $$`;
  const answerOf = async (source: DataSource) =>
    (await source.query<{ answer: number }[]>('SELECT answer()'))[0]?.answer;

  it('have a new revision where a text was changed', () => {
    const hash = createHash('sha256').update(schemaTexts.join('\n')).digest('hex');
    expect(revisions.at(-1)).toEqual([schemaRevision, hash]);
    expect(revisions.map(([revision]) => revision)).toEqual(revisions.map((_, index) => index + 1));
  });

  it('are made again if their text changed, and left alone if it did not', async () => {
    const { source } = await emptyDatabase();
    const written = async () =>
      (await source.query<{ xmin: string }[]>(`SELECT xmin::text FROM pg_proc WHERE proname = 'answer'`))[0]?.xmin;
    await bringSchemaUpToDate(source, [text(1)], 1);
    const first = await written();
    await bringSchemaUpToDate(source, [text(1)], 2);
    expect(await written()).toBe(first);
    await bringSchemaUpToDate(source, [text(2)], 2);
    expect(await answerOf(source)).toBe(2);
  });

  it('that a newer gateway wrote are left alone by an older one', async () => {
    const { source } = await emptyDatabase();
    await bringSchemaUpToDate(source, [text(1)], 1);
    await bringSchemaUpToDate(source, [text(2)], 2);
    await bringSchemaUpToDate(source, [text(1)], 1);
    expect(await answerOf(source)).toBe(2);
  });

  it('that a migration dropped are made again after it', async () => {
    const { source } = await emptyDatabase();
    await bringSchemaUpToDate(source, [text(1)], 1);
    await source.query('DROP FUNCTION answer');
    await bringSchemaUpToDate(source, [text(1)], 1);
    expect(await answerOf(source)).toBe(1);
  });

  it('are the only objects in the database', async () => {
    const { source } = await emptyDatabase();
    await expect(bringSchemaUpToDate(source, ['CREATE TABLE x ()'])).rejects.toThrow('not a function, view or trigger');
  });
});
