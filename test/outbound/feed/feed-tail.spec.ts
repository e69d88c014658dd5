import { DataSource, type Logger } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FeedTailService } from '../../../src/outbound/feed/feed-tail.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';

let app: TestApp;
let tail: FeedTailService;
const nobody = () => new AbortController().signal;
const minute = 60_000;

beforeAll(async () => {
  app = await startApp();
  tail = app.app.get(FeedTailService);
});
afterAll(() => app.stop());

const tell = (ref: string, times = 1) =>
  app.sql(`SELECT feed_tell('test', 'T', $1, '{"n": 1}') FROM generate_series(1, $2::int)`, [ref, times]);

/** The refs behind a position, page by page. */
async function refsBehind(after: number, most = 700): Promise<string[]> {
  const refs: string[] = [];
  for (let position = after; ;) {
    const page = await tail.read(position, most);
    refs.push(...page.entries.map(({ ref }) => ref));
    expect(page.entries.length).toBeLessThanOrEqual(most);
    if (!page.isFull) return refs;
    position = page.position;
  }
}

it('reads what was committed before the call, with what was true then', async () => {
  const last = await tail.last();
  await tell('one');
  const { entries, position, isFull } = await tail.read(last, 10);
  expect(entries).toEqual([
    { position, kind: 'test', sn: 'T', ref: 'one', at: expect.any(Date) as unknown, detail: { n: 1 } },
  ]);
  expect([isFull, await tail.last()]).toEqual([false, position]);
  expect(await tail.read(position, 10)).toEqual({ entries: [], position, isFull: false });
  // A part of it is in memory already, and nobody has looked since.
  await tell('two');
  expect((await tail.read(last, 10)).entries.map(({ ref }) => ref)).toEqual(['one', 'two']);
});

it('reads events as well, in one order with the rest', async () => {
  const last = await tail.last();
  await tell('before');
  await storeEvents(app, { naturalKey: 'between' });
  await tell('behind');
  const { entries } = await tail.read(last, 10);
  expect(entries.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['test', { n: 1 }],
    ['event', null],
    ['test', { n: 1 }],
  ]);
});

it('wakes whoever waits when something comes, also from another gateway and without a notification', async () => {
  const last = await tail.last();
  const waits = [tail.wait(last, minute, nobody()), tail.wait(last, minute, nobody())];
  const other = await startApp({ databaseUrl: app.databaseUrl });
  try {
    await storeEvents(other, { naturalKey: 'other' });
    await Promise.all(waits);
    expect((await tail.read(last, 10)).entries.map(({ kind }) => kind)).toContain('event');
  } finally {
    await other.stop();
  }
  const then = await tail.last();
  const waiting = tail.wait(then, minute, nobody());
  await tell('nobody notifies');
  await waiting;
  expect(await refsBehind(then)).toContain('nobody notifies');
});

it('wakes at once where something is there already, and misses nothing between a read and a wait', async () => {
  let position = await tail.last();
  for (let n = 0; n < 30; n++) {
    await storeEvents(app, { naturalKey: `quick ${n}` });
    await tail.wait(position, minute, nobody());
    ({ position } = await tail.read(position, 10));
  }
  expect(position).toBe(await tail.last());
});

it('stops waiting when the time is over, or the reader goes', async () => {
  const last = await tail.last();
  await tail.wait(last + 1_000, 20, nobody());
  const reader = new AbortController();
  const waiting = tail.wait(last + 1_000, minute, reader.signal);
  reader.abort();
  await waiting;
  await tail.wait(last + 1_000, minute, reader.signal);
});

it('has the newest for all in memory, and the rest from the database', async () => {
  const last = await tail.last();
  await tell('many', 6_300);
  expect(await refsBehind(last)).toHaveLength(6_300);
  expect(await refsBehind(last, 6_300)).toHaveLength(6_300);
  expect(await refsBehind(last + 1_000)).toHaveLength(5_300);
});

it('reads new positions once for all readers', async () => {
  const source = app.app.get(DataSource);
  const queries: string[] = [];
  const logQuery = (query: string) => {
    if (query.includes('FROM feed\n')) queries.push(query);
  };
  const before = { logging: source.options.logging ?? false, logger: source.logger };
  const logger = { ...silent, logQuery } as Logger;
  const last = await tail.last();
  const waits = Array.from({ length: 50 }, () => tail.wait(last, minute, nobody()));
  await storeEvents(app, { naturalKey: 'for all' });
  await Promise.all(waits);
  Object.assign(source, { logger });
  try {
    const pages = await Promise.all(Array.from({ length: 50 }, () => tail.read(last, 10)));
    expect(pages.map(({ entries }) => entries.some(({ kind }) => kind === 'event'))).toEqual(Array(50).fill(true));
  } finally {
    Object.assign(source, { logger: before.logger });
  }
  expect(queries.length).toBeGreaterThan(0);
  expect(queries.length).toBeLessThanOrEqual(2);
});

const nothing = () => undefined;
const silent = {
  ...{ logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing },
};

it('tells from where on nothing is missing', async () => {
  expect(await tail.horizon()).toBe(0);
  await app.sql('UPDATE feed_horizon SET position = 5');
  expect(await tail.horizon()).toBe(5);
});

it('lets go whoever waits when the gateway stops', async () => {
  const second = await startApp({ databaseUrl: app.databaseUrl });
  const waiting = second.app.get(FeedTailService).wait((await tail.last()) + 1_000, minute, nobody());
  await second.stop();
  await waiting;
});

it('gives a place to what a gateway wrote that was killed before it could, within the next look', async () => {
  const last = await tail.last();
  await tell('of the dead');
  await expect
    .poll(() => app.sql('SELECT ref FROM feed WHERE position > $1', [last]), { timeout: 60_000 })
    .toEqual([{ ref: 'of the dead' }]);
});
