import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OrderedPool } from '../../../src/platform/database/ordered-pool.js';
import { inTurn, peopleFirst } from '../../../src/platform/database/people-first.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let pool: OrderedPool;
/** Who got a connection, in this order. */
let served: string[];

const newPool = (more: pg.PoolConfig = {}) => {
  const made = new OrderedPool({ connectionString: database.url, max: 2, ...more });
  made.on('error', () => undefined);
  return made;
};

beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(() => {
  pool = newPool();
  served = [];
});
afterEach(() => pool.end());
afterAll(() => database.drop());

/** Asks for a connection, and gives it back at once. */
async function serve(name: string): Promise<void> {
  const client = await pool.connect();
  served.push(name);
  client.release();
}

describe('a pool whose connections are all in use', () => {
  it('gives the next one to a person who came after a crowd', async () => {
    const held = await Promise.all([pool.connect(), pool.connect()]);
    const crowd = ['a', 'b', 'c'].map((name) => serve(name));
    const person = peopleFirst(() => serve('person'));
    expect(pool.waitingCount).toBe(4);
    held[0].release();
    await Promise.all([...crowd, person]);
    held[1].release();
    expect(served).toEqual(['person', 'a', 'b', 'c']);
    expect(pool.waitingCount).toBe(0);
  });

  it('knows what a person asks for after an await, and what takes its turn all the same', async () => {
    const held = await Promise.all([pool.connect(), pool.connect()]);
    const other = serve('other');
    const all: Promise<void>[] = [];
    await peopleFirst(async () => {
      await Promise.resolve();
      all.push(
        inTurn(() => serve('set off')),
        serve('person'),
      );
    });
    held[0].release();
    await Promise.all([other, ...all]);
    held[1].release();
    expect(served).toEqual(['person', 'other', 'set off']);
  });

  it('gives every eighth to others, however many people wait', async () => {
    const held = await Promise.all([pool.connect(), pool.connect()]);
    const others = ['x', 'y'].map((name) => serve(name));
    const people = Array.from({ length: 16 }, (_, n) => peopleFirst(() => serve(String(n))));
    held[0].release();
    await Promise.all([...others, ...people]);
    held[1].release();
    expect([served.indexOf('x'), served.indexOf('y')]).toEqual([7, 15]);
  });

  it('lets nobody wait for longer than it is told to', async () => {
    await pool.end();
    pool = newPool({ max: 1 });
    const held = await pool.connect();
    // Only now: it would also limit how long the connection itself may take.
    pool.options.connectionTimeoutMillis = 200;
    const waiting = await Promise.allSettled([serve('a'), peopleFirst(() => serve('b'))]);
    const message = 'timeout exceeded when trying to connect';
    expect(waiting.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : one.status))).toEqual([
      message,
      message,
    ]);
    expect(pool.waitingCount).toBe(0);
    held.release();
    await serve('c');
    expect(served).toEqual(['c']);
  });

  it('goes on after connections have broken', async () => {
    const held = await Promise.all([pool.connect(), pool.connect()]);
    const waiting = ['a', 'b'].map((name) => serve(name));
    for (const client of held) client.release(new Error('broken'));
    await Promise.all(waiting);
    expect(served.sort()).toEqual(['a', 'b']);
    const { rows } = await pool.query<{ n: number }>('SELECT 1 AS n');
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('tells all who wait that no connection can be made', async () => {
    await pool.end();
    pool = newPool({ max: 1, connectionString: 'postgres://nobody@127.0.0.1:1/nothing' });
    const results = await Promise.allSettled([serve('a'), peopleFirst(() => serve('b')), serve('c')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(pool.waitingCount).toBe(0);
  });
});
