import { afterEach, describe, expect, it } from 'vitest';
import type { FeedMessage } from '../../../src/outbound/envelope/envelope.js';
import type { FeedEntry } from '../../../src/outbound/feed/feed-entry.js';
import { FeedRun, type ReaderSource, type ReaderTotals } from '../../../src/outbound/reader/feed-run.js';
import type { Publisher, ReaderSetup } from '../../../src/outbound/reader/publisher.js';
import type { Progress, ReaderRow } from '../../../src/outbound/reader/reader-store.js';

/** A feed in memory: entries by position, of which the oldest may be gone. */
class Feed implements ReaderSource {
  entries: FeedEntry[] = [];
  removed = 0;
  isAway = false;
  noted: Progress[] = [];
  isMine = true;
  readonly warnings: object[] = [];
  private readonly sleepers = new Set<() => void>();

  append(...positions: number[]): void {
    const at = new Date('2026-11-22T07:30:00Z');
    this.entries.push(...positions.map((position) => ({ position, kind: 'k', sn: '', ref: '', at, detail: null })));
    for (const wake of [...this.sleepers]) wake();
  }

  horizon = () => this.there(this.removed);
  read = (after: number, most: number) => {
    const entries = this.entries.filter(({ position }) => position > after && position > this.removed).slice(0, most);
    return this.there({
      entries,
      position: entries.at(-1)?.position ?? after,
      isFull: entries.length === most,
    });
  };
  wait = (after: number, _milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        this.sleepers.delete(wake);
        resolve();
      };
      this.sleepers.add(wake);
      if (signal.aborted || this.entries.some(({ position }) => position > after)) wake();
      signal.addEventListener('abort', wake);
    });
  messagesOf = (entries: readonly FeedEntry[]) =>
    this.there(
      entries.map(
        ({ position, kind, detail }) =>
          ({ position, type: kind, id: `msg_${position}`, detail }) as unknown as FeedMessage,
      ),
    );
  note = (_row: ReaderRow, progress: Progress) => {
    if (this.isMine) this.noted.push(progress);
    return this.there(this.isMine);
  };
  warn = (fields: object) => void this.warnings.push(fields);

  get position(): number | undefined {
    return this.noted.findLast(({ position }) => position !== undefined)?.position;
  }

  private there<T>(value: T): Promise<T> {
    return this.isAway ? Promise.reject(new Error('the database is away')) : Promise.resolve(value);
  }
}

/** The other side: what it got, and what it does about the next batches. */
class Broker {
  readonly got: number[] = [];
  readonly messages: FeedMessage[] = [];
  connections = 0;
  closed = 0;
  fails: Error[] = [];
  /** It gets through no more than this in its time. */
  most = Infinity;
  refuses: Error[] = [];
  wants: Publisher['wants'] = () => true;
  lost: ReaderSetup['lost'] = () => undefined;

  connect = (setup: ReaderSetup): Promise<Publisher> => {
    this.connections++;
    this.lost = setup.lost;
    const refused = this.refuses.shift();
    if (refused) return Promise.reject(refused);
    return Promise.resolve({
      wants: (message) => this.wants(message),
      publish: (messages) => {
        const failure = this.fails.shift();
        if (failure) return Promise.reject(failure);
        if (messages.length > this.most) return Promise.reject(new Error('it took too long'));
        this.messages.push(...messages);
        this.got.push(...messages.map(({ position }) => position));
        return Promise.resolve();
      },
      close: () => {
        this.closed++;
        return Promise.resolve();
      },
    });
  };
}

const patience = { timeout: 60_000, interval: 10 };
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function follow(feed: Feed, broker: Broker, position = 0) {
  const stopper = new AbortController();
  const totals: ReaderTotals = { published: 0, failures: 0 };
  const row: ReaderRow = { name: 'probe', settings: {}, secrets: {}, revision: 1, position };
  let isOver = false;
  const over = () => {
    isOver = true;
    stopper.abort();
  };
  const run = new FeedRun({ name: 'probe', connect: broker.connect }, row, feed, totals, stopper.signal, over).follow();
  stops.push(() => {
    stopper.abort();
    return run;
  });
  return { totals, run, isOver: () => isOver };
}

describe('a reader of the feed', () => {
  it('publishes what is there and what comes, in order, and moves behind it', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    feed.append(1, 2, 5);
    const { totals } = follow(feed, broker, 1);
    await expect.poll(() => broker.got, patience).toEqual([2, 5]);
    feed.append(9);
    await expect.poll(() => feed.position, patience).toBe(9);
    expect(broker.got).toEqual([2, 5, 9]);
    expect(totals).toEqual({ published: 3, failures: 0 });
    expect(feed.noted[0]).toEqual({ connected: true, error: null });
  });

  it('stays where it is while publishing fails, and then sends the same again over a new connection', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    broker.fails = [new Error('disk full')];
    feed.append(1, 2);
    const { totals } = follow(feed, broker);
    await expect.poll(() => totals.failures, patience).toBe(1);
    expect(feed.position).toBeUndefined();
    await expect.poll(() => feed.position, patience).toBe(2);
    expect(broker.got).toEqual([1, 2]);
    expect([broker.connections, broker.closed]).toEqual([2, 1]);
    expect(feed.noted).toContainEqual({ connected: false, error: 'disk full' });
    expect(feed.warnings).toEqual([{ reader: 'probe', error: 'disk full' }]);
  });

  it('gets on over a line that is too slow for much at once', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    broker.most = 200;
    feed.append(...Array.from({ length: 600 }, (_, at) => at + 1));
    const { totals } = follow(feed, broker);
    await expect.poll(() => feed.position, patience).toBe(600);
    expect(broker.got).toEqual(Array.from({ length: 600 }, (_, at) => at + 1));
    expect(totals.failures).toBeGreaterThan(0);
  });

  it('says so when it could not connect, and connects again', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    broker.refuses = [new Error('connection refused')];
    feed.append(1);
    follow(feed, broker);
    await expect.poll(() => broker.got, patience).toEqual([1]);
    expect(feed.noted.slice(0, 2)).toEqual([
      { connected: false, error: 'connection refused' },
      { connected: true, error: null },
    ]);
  });

  it('connects again when the connection is lost while there is nothing to publish', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    follow(feed, broker);
    await expect.poll(() => feed.noted.length, patience).toBe(1);
    broker.lost(new Error('closed by the server'));
    await expect.poll(() => broker.connections, patience).toBe(2);
    feed.append(1);
    await expect.poll(() => broker.got, patience).toEqual([1]);
  });

  it('sends once what was taken while the database is away, and moves when that is back', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    follow(feed, broker);
    await expect.poll(() => feed.noted.length, patience).toBe(1);
    const { note } = feed;
    feed.note = (row, progress) => {
      feed.isAway = true;
      feed.note = note;
      setTimeout(() => (feed.isAway = false), 100);
      return feed.note(row, progress);
    };
    feed.append(1, 2);
    await expect.poll(() => feed.position, patience).toBe(2);
    expect(broker.got).toEqual([1, 2]);
    expect(broker.connections).toBe(1);
  });

  it('tells of entries that were removed before it read them, once, and goes on behind them', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    feed.append(10, 20, 30, 40);
    feed.removed = 25;
    follow(feed, broker, 7);
    await expect.poll(() => feed.position, patience).toBe(40);
    expect(broker.messages.map(({ type }) => type)).toEqual(['feedGap', 'k', 'k']);
    expect(broker.got).toEqual([25, 30, 40]);
    expect(broker.messages[0]).toMatchObject({ detail: { from: 7, to: 26 } });
  });

  it('tells of nothing when it is behind nothing', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    feed.append(10, 20, 30);
    feed.removed = 20;
    follow(feed, broker, 20);
    await expect.poll(() => broker.got, patience).toEqual([30]);
  });

  it('moves past what nobody wants', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    broker.wants = ({ position }) => position % 2 === 0;
    feed.append(1, 2, 3);
    const { totals } = follow(feed, broker);
    await expect.poll(() => feed.position, patience).toBe(3);
    feed.append(5);
    await expect.poll(() => feed.position, patience).toBe(5);
    expect(broker.got).toEqual([2]);
    expect(totals.published).toBe(1);
  });

  it('ends when another gateway has it', async () => {
    const [feed, broker] = [new Feed(), new Broker()];
    const { run, isOver } = follow(feed, broker);
    await expect.poll(() => feed.noted.length, patience).toBe(1);
    feed.isMine = false;
    feed.append(1);
    await run;
    expect(isOver()).toBe(true);
    expect(broker.closed).toBe(1);
    expect(feed.position).toBeUndefined();
  });
});
