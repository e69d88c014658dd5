import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Histogram, Registry, type Metric } from 'prom-client';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { version } from '../platform/version.js';
import { CommandTotals, commandKinds, outcomes } from '../core/command/command-totals.js';
import { IngestService } from '../modules/transaction/ingest.service.js';
import { Dc09Listener } from '../devices/intrusion/dc09-listener.js';
import { DeviceRequestTimes } from '../devices/push/device-request-times.js';
import { QuarantineService } from '../devices/push/quarantine.service.js';
import { DatabaseMetricsService } from './database-metrics.service.js';
import { TlsCertificateService } from './tls-certificate.service.js';
import { countIntrusion } from './intrusion-metrics.js';
import { counter, gauge, histogram } from './metric-kinds.js';
import { countWith, metricsOfAll } from './metrics-of-workers.js';
import { OutboundMetricsService } from './outbound-metrics.service.js';

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
    private readonly ingest: IngestService,
    private readonly certificates: TlsCertificateService,
    private readonly jobs: PeriodicJobService,
    private readonly commands: CommandTotals,
    private readonly devices: DeviceRequestTimes,
    private readonly quarantine: QuarantineService,
    intrusion: Dc09Listener,
    outbound: OutboundMetricsService,
    database: DatabaseMetricsService,
  ) {
    const { registry } = this;
    countWith(registry);
    for (const metric of (ofProcess ??= watchedProcess())) registry.registerMetric(metric);
    this.requests = new Histogram({
      name: 'postern_http_request_duration_seconds',
      help: 'Requests by side (api, admin, other) and status class',
      labelNames: ['side', 'status'],
      buckets,
      registers: [registry],
    });
    this.countDevices();
    this.countUploads();
    this.countCommands();
    this.countJobs();
    this.tellOfProcess();
    database.register(registry);
    outbound.register(registry);
    countIntrusion(registry, intrusion);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Of all workers. If the database is away, the counters are still shown. */
  text(): Promise<string> {
    return metricsOfAll(this.registry);
  }

  private tellOfProcess(): void {
    gauge(
      this.registry,
      { name: 'postern_build_info', help: 'What runs here; always 1', labels: ['version', 'node'] },
      () => [{ version, node: process.version, n: 1 }],
    );
    gauge(
      this.registry,
      {
        name: 'postern_tls_certificate_ends_seconds',
        help: 'When certificates end, since 1970',
        labels: ['certificate'],
      },
      () => this.certificates.ends().map(({ name, at }) => ({ n: at, certificate: name })),
    );
  }

  private countDevices(): void {
    const { byCall } = this.devices;
    histogram(
      this.registry,
      {
        name: 'postern_device_request_duration_seconds',
        help: 'How long devices wait for an answer, by what they call; without polls for which nothing waits',
      },
      () => [...byCall].map(([call, sizes]) => ({ sizes, label: ['call', call] as const })),
    );
    counter(
      this.registry,
      {
        name: 'postern_device_idle_polls_total',
        help: 'Polls for which nothing waited, since the start: they are answered from memory at once',
      },
      () => [{ n: this.devices.idlePolls }],
    );
  }

  /** The totals are counted where events are stored; here they are only read. */
  private countUploads(): void {
    const { registry } = this;
    const { totals, batchRows, commits } = this.ingest;
    counter(
      registry,
      {
        name: 'postern_events_total',
        help: 'Events received since the start, by what became of them',
        labels: ['result'],
      },
      () => [
        { result: 'stored', n: totals.stored },
        { result: 'duplicate', n: totals.repeated },
        { result: 'expired', n: totals.expired },
      ],
    );
    counter(
      registry,
      {
        name: 'postern_ingest_refused_total',
        help: 'Uploads that could not be stored since the start: devices keep them and send them again',
      },
      () => [{ n: totals.refused }],
    );
    counter(
      registry,
      { name: 'postern_quarantined_total', help: 'Uploads that could not be read, since the start' },
      () => [{ n: this.quarantine.kept }],
    );
    histogram(registry, { name: 'postern_ingest_batch_rows', help: 'Events that share a commit' }, () => [
      { sizes: batchRows },
    ]);
    histogram(
      registry,
      { name: 'postern_ingest_commit_seconds', help: 'How long it takes to store a batch of events, with its commit' },
      () => [{ sizes: commits }],
    );
  }

  private countCommands(): void {
    counter(
      this.registry,
      {
        name: 'postern_commands_ended_total',
        help: 'Commands that this gateway ended, since the start',
        labels: ['kind', 'outcome'],
      },
      () =>
        commandKinds.flatMap((kind) =>
          outcomes.map((outcome) => ({ kind, outcome, n: this.commands.count(kind, outcome) })),
        ),
    );
    histogram(
      this.registry,
      {
        name: 'postern_door_command_seconds',
        help: 'From the order to the answer of a door that it has done it',
      },
      () => [{ sizes: this.commands.doors }],
    );
  }

  private countJobs(): void {
    const { registry, jobs: all } = this;
    const values = (of: (totals: PeriodicJob['totals']) => number) => () =>
      all.jobs.map(({ options, totals }) => ({ job: options.name, n: of(totals) }));
    const labels = ['job'];
    const named = (name: string, help: string) => ({ name, help, labels });
    counter(
      registry,
      named('postern_job_runs_total', 'What is done now and then, since the start'),
      values(({ runs }) => runs),
    );
    counter(
      registry,
      named('postern_job_failures_total', 'Runs that failed and come again'),
      values(({ failures }) => failures),
    );
    counter(
      registry,
      named('postern_job_seconds_total', 'How long all runs took together'),
      values((totals) => totals.seconds),
    );
    gauge(
      registry,
      {
        ...named('postern_job_last_run_timestamp_seconds', 'When the last run ended, since 1970; 0 = none has'),
        together: 'max',
      },
      values(({ lastRunAt }) => lastRunAt),
    );
  }
}
