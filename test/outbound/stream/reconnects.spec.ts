import { afterAll, beforeAll, expect, it } from 'vitest';
import { FeedDrainService } from '../../../src/modules/transaction/feed-drain.service.js';
import { adminToken, startApp, type TestApp } from '../../support/app.js';
import { EventStream } from '../../support/event-stream.js';
import { storeEvents } from '../../support/events.js';

const isFull = process.env.POSTERN_TEST_VOLUME === 'full';
const eventCount = isFull ? 20_000 : 1_000;
const reconnects = isFull ? 300 : 30;
const patience = { timeout: 60_000 };

let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
  other = await startApp({ databaseUrl: app.databaseUrl, isNoted: false });
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

/** What a browser does: it comes back with the last id that it has seen, to whichever gateway it is led. */
class Reader {
  readonly seen: string[] = [];
  cursor: string;
  private stream: EventStream | null = null;

  constructor(
    private readonly query: string,
    start: string,
  ) {
    this.cursor = start;
  }

  /** @returns how many messages it got until it dropped the connection */
  async readFrom({ url }: TestApp, until: (count: number) => boolean): Promise<void> {
    const headers = { authorization: `Bearer ${adminToken}`, 'last-event-id': this.cursor };
    const stream = await EventStream.open(`${url}/admin/v1/events/stream?${this.query}`, headers);
    expect(stream.status).toBe(200);
    this.stream = stream;
    await expect
      .poll(() => stream.lastId !== null && until(stream.messages.length), { ...patience, interval: 5 })
      .toBe(true);
    this.drop();
  }

  private drop(): void {
    const { stream } = this;
    if (!stream) return;
    stream.close();
    for (const { data } of stream.messages) this.seen.push((data as { id: string }).id);
    this.cursor = stream.lastId ?? this.cursor;
    this.stream = null;
  }
}

const now = async () => {
  await app.app.get(FeedDrainService).take();
  return String((await app.sql<{ n: number }>('SELECT coalesce(max(position), 0) AS n FROM feed'))[0]?.n);
};

const idsBehind = async (position: string) =>
  (
    await app.sql<{ id: string }>(
      `SELECT 'evt_' || replace(ref, '-', '') AS id FROM feed WHERE kind = 'event' AND position > $1 ORDER BY position`,
      [position],
    )
  ).map(({ id }) => id);

async function write(count: number): Promise<void> {
  const batch = 50;
  for (let at = 0; at < count; at += batch) {
    const gateway = (at / batch) % 2 === 0 ? app : other;
    await storeEvents(
      gateway,
      ...Array.from({ length: batch }, (_, i) => ({ logId: at + i, naturalKey: `n ${at + i}` })),
    );
  }
}

it(`${reconnects} reconnects to two gateways while ${eventCount} events come: each once, in order`, async () => {
  const start = await now();
  const reader = new Reader('types=access.*', start);
  const idle = new Reader('types=door.forced', start);
  const written = write(eventCount);
  const each = Math.floor(eventCount / reconnects);
  for (let turn = 0; turn < reconnects; turn++) {
    const gateway = turn % 2 === 0 ? app : other;
    const rest = eventCount - reader.seen.length;
    // Now and then it drops at once, before anything comes.
    const least = turn % 5 === 0 ? 0 : Math.min(rest, each);
    await reader.readFrom(gateway, (count) => count >= least);
    if (turn % 3 === 0) await idle.readFrom(gateway, () => true);
  }
  await written;
  const wanted = await idsBehind(start);
  expect(wanted).toHaveLength(eventCount);
  if (reader.seen.length < eventCount) await reader.readFrom(app, (count) => count >= eventCount - reader.seen.length);
  expect(reader.seen).toEqual(wanted);

  await storeEvents(app, { naturalKey: 'forced', eventNo: 102, eventLevel: 2 });
  await idle.readFrom(other, (count) => count >= 1);
  expect(idle.seen).toHaveLength(1);
  console.log(`${eventCount} events by ${reconnects} reconnects: ${new Set(reader.seen).size} ids, 0 lost, 0 twice`);
});

it('moves the cursor of a reader on that gets nothing', async () => {
  const start = await now();
  const headers = { authorization: `Bearer ${adminToken}` };
  const stream = await EventStream.open(`${app.url}/admin/v1/events/stream?types=door.forced&after=${start}`, headers);
  try {
    await expect.poll(() => stream.lastId, patience).toBe(start);
    // What 10,000 entries are to it: positions have holes.
    await app.sql(`SELECT setval('feed_position', $1)`, [Number(start) + 10_000]);
    await storeEvents(app, { naturalKey: 'behind the hole' });
    await expect.poll(() => stream.lastId, patience).toBe(await now());
    expect(stream.messages).toEqual([]);
    expect(stream.comments).toBeGreaterThanOrEqual(1);
  } finally {
    stream.close();
  }
});
