import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../../src/platform/database/data-source.js';
import { keyedLocks, lock, lockKey, lockKeys, locks, tryLock } from '../../../src/platform/database/locks.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await freshDatabase();
  source = new DataSource(dataSourceOptions(database.url, [], 4));
  await source.initialize();
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** The advisory locks that a transaction holds after `take`, as PostgreSQL names them. */
const heldAfter = (take: (tx: DataSource['manager']) => Promise<unknown>): Promise<string[]> =>
  source.transaction(async (tx) => {
    await take(tx);
    const rows: { id: string }[] = await tx.query(
      `SELECT classid || ' ' || objid || ' ' || objsubid AS id FROM pg_locks
       WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted ORDER BY 1`,
    );
    return rows.map(({ id }) => id);
  });

describe('advisory locks', () => {
  it('have different numbers', async () => {
    const ids: string[] = [];
    for (const name of Object.keys(locks) as (keyof typeof locks)[])
      ids.push(...(await heldAfter((tx) => lock(tx, name))));
    const classes: string[] = [];
    for (const name of Object.keys(keyedLocks) as (keyof typeof keyedLocks)[]) {
      const [id] = await heldAfter((tx) => lockKey(tx, name, 'a'));
      classes.push(id?.split(' ')[0] ?? '');
    }
    expect(ids).toHaveLength(Object.keys(locks).length);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(classes).size).toBe(classes.length);
    // The first number of a lock with two numbers is never a class of locks with keys; objsubid 2 means two numbers.
    const pairs = ids.filter((id) => id.endsWith(' 2')).map((id) => id.split(' ')[0]);
    expect(pairs.filter((first) => classes.includes(first ?? ''))).toEqual([]);
  });

  it('are taken by name everywhere', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(500);
    const calling = files.filter((file) => /pg_(try_)?advisory/.test(readFileSync(join('src', file), 'utf8')));
    expect(calling).toEqual([join('platform', 'database', 'locks.ts')]);
  });

  it('are the same for one key and for several', async () => {
    const one = await heldAfter((tx) => lockKey(tx, 'card', '4711'));
    expect(one).toHaveLength(1);
    expect(await heldAfter((tx) => lockKeys(tx, 'card', ['4711']))).toEqual(one);
    expect(await heldAfter((tx) => lockKeys(tx, 'card', ['4711', '4712', '4711']))).toHaveLength(2);
    expect(await heldAfter((tx) => lockKeys(tx, 'card', []))).toEqual([]);
  });

  it('have one holder, and are free again at the end of the transaction', async () => {
    await source.transaction(async (holder) => {
      expect(await tryLock(holder, 'auditChain')).toBe(true);
      await source.transaction(async (other) => {
        expect(await tryLock(other, 'auditChain')).toBe(false);
        expect(await tryLock(other, 'mediaPushes')).toBe(true);
      });
    });
    await source.transaction(async (tx) => expect(await tryLock(tx, 'auditChain')).toBe(true));
  });
});
