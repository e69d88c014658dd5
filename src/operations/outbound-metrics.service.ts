import { Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { FeedTailService } from '../outbound/feed/feed-tail.service.js';
import { MqttCounts } from '../outbound/mqtt/mqtt-counts.js';
import { LeasedReaderService } from '../outbound/reader/leased-reader.service.js';
import { EventSnapshotService } from '../outbound/snapshot/event-snapshot.service.js';
import { StreamTotals } from '../outbound/stream/stream-totals.js';
import { WebhookTotals } from '../outbound/webhook/webhook-totals.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { countFeed } from './feed-metrics.js';
import { countMqtt } from './metrics-of-mqtt.js';
import { countReaders } from './metrics-of-readers.js';
import { countSnapshots } from './snapshot-metrics.js';
import { countWebhooks, webhookGauges } from './webhook-metrics.js';

type Row = { n: number } & Record<string, string | number>;

/** The metrics of what goes out: the feed, and all who read it. */
@Injectable()
export class OutboundMetricsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tail: FeedTailService,
    private readonly streams: StreamTotals,
    private readonly readers: LeasedReaderService,
    private readonly mqtt: MqttCounts,
    private readonly webhooks: WebhookTotals,
    private readonly snapshots: EventSnapshotService,
  ) {}

  register(registry: Registry): void {
    countFeed(registry, this.tail, this.streams, (query) => this.unitOfWork.manager.query(query));
    countReaders(registry, this.readers, (query) => this.rows(query));
    countMqtt(registry, this.mqtt, this.unitOfWork);
    countWebhooks(registry, this.webhooks);
    countSnapshots(registry, this.snapshots);
    const gauge = (name: string, help: string, labelNames: string[], query: string) => {
      const metric = new Gauge({
        name,
        help,
        labelNames,
        // Each worker reads the same rows.
        aggregator: 'first',
        registers: [registry],
        collect: async () => {
          metric.reset();
          for (const { n, ...labels } of await this.rows(query)) metric.set(labels, n);
        },
      });
    };
    gauge('postern_webhook_endpoints', 'Webhooks by status', ['status'], webhookGauges.endpoints);
    gauge('postern_webhook_pending', 'Messages that wait to be sent again', [], webhookGauges.pending);
    gauge('postern_webhook_dead', 'Messages that were given up', [], webhookGauges.dead);
  }

  private rows(query: string): Promise<Row[]> {
    return this.unitOfWork.manager.query<Row[]>(query).catch(() => []);
  }
}
