import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Notifications } from '../../../src/platform/database/notifications.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let pool: pg.Pool;
let notifications: Notifications;
/** The connection that listens. */
let listening: pg.Client;
const keep = (client: pg.Client) => {
  listening = client;
};
const lines: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  // pool.end() does not wait until its connections are closed: dropping the database may break one first.
  pool.on('error', () => undefined);
  class Kept extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      keep(this);
    }
  }
  const log = { warn: (line: string) => void lines.push(line), info: (line: string) => void lines.push(line) };
  notifications = new Notifications(database.url, log, Kept);
});
afterAll(async () => {
  await notifications.stop();
  await pool.end();
  await database.drop();
});

describe('whether NOTIFY comes back', () => {
  it('is tried from a connection of the pool', async () => {
    notifications.echoPatienceMs = 10_000;
    await notifications.start(pool);
    expect([notifications.recheckMs, lines]).toEqual([1_000, []]);
    expect(notifications.delaySeconds).toBeGreaterThan(0);
    expect(notifications.delaySeconds).toBeLessThan(10);
  });

  it('is said once where a pooler takes LISTEN and tells nobody, and once when it is over', async () => {
    // As in transaction mode: what listens is not the connection that the server thinks is listening.
    await listening.query('UNLISTEN *');
    notifications.echoPatienceMs = 300;
    await notifications.checkEcho(pool);
    await notifications.checkEcho(pool);
    expect([notifications.recheckMs, notifications.delaySeconds]).toEqual([250, null]);
    expect(lines).toEqual([
      'NOTIFY does not come back, as behind a pooler in transaction mode: the database is asked every 250 ms instead; ' +
        'set DATABASE_LISTEN_URL to the same database without the pooler',
    ]);
    notifications.echoPatienceMs = 10_000;
    await listening.query('LISTEN postern');
    await notifications.checkEcho(pool);
    expect(notifications.recheckMs).toBe(1_000);
    expect(lines.slice(1)).toEqual(['NOTIFY comes back again']);
  });

  it('is not said of a database that cannot be asked', async () => {
    const gone = { query: () => Promise.reject(new Error('Connection terminated')) };
    await expect(notifications.checkEcho(gone)).rejects.toThrow('Connection terminated');
    expect([notifications.recheckMs, lines.length]).toEqual([1_000, 2]);
  });
});
