import { Counter, Gauge, type Registry } from 'prom-client';
import { FeedTailService } from '../outbound/feed/feed-tail.service.js';
import { closeReasons, readers, StreamTotals } from '../outbound/stream/stream-totals.js';

type Rows = (query: string) => Promise<{ n: number }[]>;

/** What of the feed and its readers Prometheus is told. No label names an endpoint, a device or a person. */
export function countFeed(registry: Registry, tail: FeedTailService, totals: StreamTotals, rows: Rows): void {
  const registers = [registry];
  // All workers read the same feed.
  const ofFeed = (name: string, help: string, ask: () => Promise<number | undefined>) => {
    const gauge = new Gauge({
      name,
      help,
      aggregator: 'first',
      registers,
      collect: async () => {
        gauge.reset();
        const value = await ask().catch(() => undefined);
        if (value !== undefined) gauge.set(value);
      },
    });
  };
  ofFeed('postern_feed_position', 'The newest position of the feed', () => tail.last());
  ofFeed('postern_feed_horizon_position', 'The oldest cursor that a reader may go on behind', () => tail.horizon());
  ofFeed('postern_feed_pending', 'What waits for its place in the feed', async () => {
    const [row] = await rows('SELECT count(*)::int AS n FROM feed_pending');
    return row?.n;
  });
  const ofProcess = (name: string, help: string, of: () => number) => {
    const gauge: Gauge = new Gauge({ name, help, aggregator: 'sum', registers, collect: () => gauge.set(of()) });
  };
  ofProcess('postern_sse_streams', 'Open streams of messages', () => totals.streams);
  ofProcess('postern_long_polls', 'Calls that wait for the next message', () => totals.longPolls);
  const messages = new Counter({
    name: 'postern_stream_messages_total',
    help: 'Messages that readers got since the start',
    labelNames: ['reader'],
    registers,
    collect: () => {
      messages.reset();
      for (const reader of readers) messages.inc({ reader }, totals.messages[reader]);
    },
  });
  const closed = new Counter({
    name: 'postern_stream_closed_total',
    help: 'Streams that ended since the start, by the reason',
    labelNames: ['reason'],
    registers,
    collect: () => {
      closed.reset();
      for (const reason of closeReasons) closed.inc({ reason }, totals.closed[reason]);
    },
  });
}
