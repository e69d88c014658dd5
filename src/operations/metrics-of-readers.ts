import { Counter, Gauge, type Registry } from 'prom-client';
import type { LeasedReaderService } from '../outbound/reader/leased-reader.service.js';
import type { ReaderTotals } from '../outbound/reader/feed-run.js';
import { lagOf } from '../outbound/reader/reader-store.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import { webhookGauges } from './webhook-metrics.js';

interface ReaderNumber {
  readonly reader: string;
  readonly n: number;
}

/** Of brokers, and of the webhook that is furthest behind. */
const lags = `SELECT name AS reader, ${lagOf} AS n FROM feed_reader r UNION ALL ${webhookGauges.lag}`;
const connections = `SELECT name AS reader, coalesce(is_connected AND lease_until > now(), false)::int AS n
  FROM feed_reader`;

/** How what follows the feed gets on. Gauges are true of all gateways, counters are of this one. */
export function countReaders(registry: Registry, readers: LeasedReaderService, unitOfWork: UnitOfWork): void {
  const registers = [registry];
  const gauge = (name: string, help: string, query: string) => {
    const metric = new Gauge({
      name,
      help,
      labelNames: ['reader'],
      // Each worker reads the same rows.
      aggregator: 'first',
      registers,
      collect: async () => {
        metric.reset();
        const rows = await unitOfWork.manager.query<ReaderNumber[]>(query).catch(() => []);
        for (const { reader, n } of rows) metric.set({ reader }, n);
      },
    });
  };
  const counter = (name: string, help: string, of: (totals: ReaderTotals) => number) => {
    const metric = new Counter({
      name,
      help,
      labelNames: ['reader'],
      registers,
      collect: () => {
        metric.reset();
        for (const { name: reader, totals } of readers.totals) metric.inc({ reader }, of(totals));
      },
    });
  };
  gauge('postern_feed_reader_lag_seconds', 'For how long the oldest entry that was not published has waited', lags);
  gauge('postern_feed_reader_connected', 'Whether a gateway is connected and follows the feed', connections);
  counter('postern_feed_reader_published_total', 'Messages published since the start', ({ published }) => published);
  counter('postern_feed_reader_failures_total', 'Connections that failed or were lost', ({ failures }) => failures);
}
