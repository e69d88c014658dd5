import pg from 'pg';
import type { Contest } from './rounds.js';

/** Devices that report at once, each in a transaction of its own. */
const writers = 32;
/** Gateways that give places. */
const gateways = 2;
const atOnce = 1_000;

const tables = `CREATE TABLE IF NOT EXISTS bench_plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL, sn text NOT NULL, ref text NOT NULL, detail jsonb, at timestamptz NOT NULL DEFAULT clock_timestamp())`;
const plain = `INSERT INTO bench_plain (kind, sn, ref, detail) VALUES ($1, $2, $3, '{"seconds": 1}')`;
const append = 'SELECT feed_append($1, $2, $3)';
/** As it was done before: the lock is held over the commit. */
const underLock = `WITH alone AS MATERIALIZED (SELECT pg_advisory_xact_lock(7078, 1))
  INSERT INTO feed (position, kind, sn, ref, detail)
  SELECT nextval('feed_position'), $1, $2, $3, '{"seconds": 1}' FROM alone`;

/** Entries of the feed that are no events, from the call to their place, against inserts without any order. */
export function feedEntries(databaseUrl: string): Contest {
  const measure = (statement: string) => (seconds: number) => entriesPerSecond(databaseUrl, statement, seconds);
  return {
    what: 'feed entries other than events',
    subject: { name: 'with a place', measure: measure(append) },
    rivals: [
      { name: 'plain inserts', measure: measure(plain), demand: 0.4 },
      { name: 'each under the lock', measure: measure(underLock), demand: 1 },
    ],
  };
}

/** @returns entries in a second, until the last has its place */
async function entriesPerSecond(databaseUrl: string, statement: string, seconds: number): Promise<number> {
  const all = await Promise.all(Array.from({ length: writers + gateways }, () => open(databaseUrl)));
  await all[0]?.query(tables);
  const state = { isWriting: true };
  const started = performance.now();
  const until = started + seconds * 1_000;
  const placing = all.slice(writers).map((client) => placeAll(client, state));
  const written = await Promise.all(all.slice(0, writers).map((client, n) => writeUntil(client, statement, until, n)));
  state.isWriting = false;
  await Promise.all(placing);
  const elapsed = (performance.now() - started) / 1_000;
  await Promise.all(all.map((client) => client.end()));
  return written.reduce((sum, n) => sum + n, 0) / elapsed;
}

async function open(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client;
}

async function writeUntil(client: pg.Client, statement: string, until: number, writer: number): Promise<number> {
  let written = 0;
  for (; performance.now() < until; written++) {
    await client.query({ name: 'write', text: statement, values: ['clockDrift', `BENCH${writer}`, '1'] });
  }
  return written;
}

/** As a gateway does that is notified: when there is nothing, it waits for a moment. */
async function placeAll(client: pg.Client, state: { readonly isWriting: boolean }): Promise<void> {
  for (;;) {
    const { isWriting } = state;
    const { rows } = await client.query<{ n: number }>('SELECT feed_drain($1) AS n', [atOnce]);
    if ((rows[0]?.n ?? 0) > 0) continue;
    if (!isWriting) return;
    await new Promise((done) => setTimeout(done, 5));
  }
}
