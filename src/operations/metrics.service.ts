import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type Metric } from 'prom-client';
import { DatabaseFaults } from '../platform/database/database-faults.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { TlsCertificateService } from './tls-certificate.service.js';
import { lastBackup } from './backup/backup-runs.js';
import { countWith, metricsOfAll } from './metrics-of-workers.js';
import { OutboundMetricsService } from './outbound-metrics.service.js';
import { IngestService } from '../modules/transaction/ingest.service.js';
import { quarantinedUploads } from '../sync/status/quarantine-counts.repository.js';

const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What watches a process (collections of garbage, delays of the loop) is never stopped, so there is one of it. */
let ofProcess: readonly Metric[] | undefined;
function watchedProcess(): readonly Metric[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry.getMetricsAsArray().flatMap(({ name }) => registry.getSingleMetric(name) ?? []);
}

/**
 * The text that Prometheus reads. Counters are those of this process, or the sum of all workers; gauges are queried
 * from the database at each reading.
 */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();
  readonly requests: Histogram<'side' | 'status'>;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    ingest: IngestService,
    faults: DatabaseFaults,
    certificates: TlsCertificateService,
    jobs: PeriodicJobService,
    outbound: OutboundMetricsService,
  ) {
    const { registry } = this;
    const registers = [registry];
    countWith(registry);
    for (const metric of (ofProcess ??= watchedProcess())) registry.registerMetric(metric);
    this.countFaults(faults);
    this.requests = new Histogram({
      name: 'postern_http_request_duration_seconds',
      help: 'Requests by side (api, admin, other) and status class',
      labelNames: ['side', 'status'],
      buckets,
      registers,
    });
    this.countUploads(ingest);
    this.countJobs(jobs);
    outbound.register(registry);
    this.gauge(
      'postern_backup_last_success_timestamp_seconds',
      'When the last good backup was made, since 1970',
      [],
      () => this.rows(lastBackup),
    );
    this.gauge('postern_tls_certificate_ends_seconds', 'When certificates end, since 1970', ['certificate'], () =>
      Promise.resolve(certificates.ends().map(({ name, at }) => ({ n: at, certificate: name }))),
    );
    this.gauge('postern_devices', 'Devices by status and whether they are online', ['status', 'online'], () =>
      this.rows('SELECT status, online::text AS online, count(*)::int AS n FROM device GROUP BY 1, 2'),
    );
    this.gauge('postern_commands', 'Commands kept, by status', ['status'], () =>
      this.rows('SELECT status, count(*)::int AS n FROM command GROUP BY 1'),
    );
    this.gauge('postern_events_quarantined', 'Uploads that could not be read', [], () =>
      this.rows(`SELECT ${quarantinedUploads} AS n`),
    );
    this.gauge('postern_changes_waiting', 'Changes that sync has not worked out yet', [], () =>
      this.rows('SELECT count(*)::int AS n FROM change WHERE due_at <= now()'),
    );
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Of all workers. If the database is away, the counters are still shown. */
  text(): Promise<string> {
    return metricsOfAll(this.registry);
  }

  /** The totals are counted where events are stored; here they are only read. */
  private countUploads(ingest: IngestService): void {
    const events = new Counter({
      name: 'postern_events_total',
      help: 'Events received since the start, by what became of them',
      labelNames: ['result'],
      registers: [this.registry],
      collect: () => {
        events.reset();
        events.inc({ result: 'stored' }, ingest.totals.stored);
        events.inc({ result: 'duplicate' }, ingest.totals.repeated);
      },
    });
  }

  private countFaults(faults: DatabaseFaults): void {
    const errors = new Counter({
      name: 'postern_database_errors_total',
      help: 'What failed since the start because the database was away, or its disk full',
      labelNames: ['fault'],
      registers: [this.registry],
      collect: () => {
        errors.reset();
        for (const [fault, count] of Object.entries(faults.counts)) errors.inc({ fault }, count);
      },
    });
    const freezes = new Counter({
      name: 'postern_database_freezes_total',
      help: 'How often since the start the database did not answer and its connections were cut',
      registers: [this.registry],
      collect: () => {
        freezes.reset();
        freezes.inc(faults.freezes);
      },
    });
  }

  private countJobs(all: PeriodicJobService): void {
    const count = (name: string, help: string, of: (totals: PeriodicJob['totals']) => number) => {
      const counter = new Counter({
        name,
        help,
        labelNames: ['job'],
        registers: [this.registry],
        collect: () => {
          counter.reset();
          for (const { options, totals } of all.jobs) counter.inc({ job: options.name }, of(totals));
        },
      });
    };
    count('postern_job_runs_total', 'What is done now and then, since the start', ({ runs }) => runs);
    count('postern_job_failures_total', 'Runs that failed and come again', ({ failures }) => failures);
    count('postern_job_seconds_total', 'How long all runs took together', ({ seconds }) => seconds);
  }

  private gauge(name: string, help: string, labelNames: string[], ask: () => Promise<LabelledCount[]>): void {
    const gauge = new Gauge({
      name,
      help,
      labelNames,
      // Each worker reads the same rows.
      aggregator: 'first',
      registers: [this.registry],
      collect: async () => {
        gauge.reset();
        for (const { n, ...labels } of await ask()) gauge.set(labels, n);
      },
    });
  }

  private rows(query: string): Promise<LabelledCount[]> {
    return this.unitOfWork.manager.query<LabelledCount[]>(query).catch(() => []);
  }
}

type LabelledCount = { n: number } & Record<string, string | number>;
