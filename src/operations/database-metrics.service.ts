import { statfs } from 'node:fs/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { AuditChainService } from '../platform/auth/audit-chain.service.js';
import type { Config } from '../platform/config.js';
import { DatabaseConnections } from '../platform/database/connections.js';
import { DatabaseFaults } from '../platform/database/database-faults.js';
import { lockCall } from '../platform/database/locks.js';
import { Notifications } from '../platform/database/notifications.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { seconds, Sizes } from '../platform/metrics/sizes.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { CONFIG } from '../platform/tokens.js';
import { databaseGauges, lastBackup } from './database-gauges.js';
import { HealthService } from './health.service.js';
import { counter, gauge, histogram, type LabelledCount } from './metric-kinds.js';

const probeMs = 5_000;

/**
 * Takes the lock of the feed and gives it back: whoever stores events waits as long. To measure it where events are
 * stored would cost each batch.
 */
const probe = `WITH taken AS MATERIALIZED (SELECT 1 AS n, ${lockCall('feed')})
  SELECT extract(epoch FROM clock_timestamp() - statement_timestamp())::float8 AS n FROM taken WHERE n = 1`;

/** A row that nobody chained for so long was not written by a gateway. */
const unchained = `SELECT EXISTS (SELECT 1 FROM audit WHERE hash IS NULL AND at < now() - interval '5 minutes') AS broken`;

/** The metrics of the database: its figures, and how this gateway gets on with it. */
@Injectable()
export class DatabaseMetricsService implements OnApplicationBootstrap {
  private readonly lockWaits = new Sizes(seconds);
  private readonly job;
  private keepsBackups = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly source: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly connections: DatabaseConnections,
    private readonly faults: DatabaseFaults,
    private readonly notifications: Notifications,
    private readonly health: HealthService,
    private readonly modules: ModuleRef,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'feed-lock-probe', everyMs: probeMs, failure: 'the lock of the feed could not be tried' },
      () => this.tryLock(),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    const [row]: { there: boolean }[] = await this.unitOfWork.manager.query(
      `SELECT to_regclass('backup_run') IS NOT NULL AS there`,
    );
    this.keepsBackups = row?.there === true;
    this.job.start();
  }

  register(registry: Registry): void {
    // First, or it would count the questions of this scrape.
    this.countPool(registry);
    for (const { query, ...named } of databaseGauges) gauge(registry, named, () => this.rows(query));
    gauge(registry, lastBackup, () => (this.keepsBackups ? this.rows(lastBackup.query) : []));
    this.countFaults(registry);
    histogram(
      registry,
      { name: 'postern_feed_lock_wait_seconds', help: 'How long the lock of the feed is waited for, tried every 5 s' },
      () => [{ sizes: this.lockWaits }],
    );
    const hint = {
      name: 'postern_hint_delay_seconds',
      help: 'How long the last NOTIFY took to come back; no value = it did not',
    };
    gauge(registry, { ...hint, together: 'max' }, () => oneOf(this.notifications.delaySeconds));
    const ready = { name: 'postern_ready', help: 'Whether /health/ready answers 200' };
    gauge(registry, { ...ready, together: 'min' }, async () => oneOf((await this.health.fault()) === null ? 1 : 0));
    const audit = { name: 'postern_audit_broken', help: 'Whether rows of the audit log are missing or were changed' };
    gauge(registry, { ...audit, together: 'max' }, async () => oneOf(Number(await this.isAuditBroken())));
    const disk = {
      name: 'postern_disk_free_bytes',
      help: 'Free space where DATA_DIR is: that of the database, if it is embedded',
    };
    gauge(registry, { ...disk, together: 'min' }, async () => {
      const { bavail, bsize } = await statfs(this.config.dataDir);
      return oneOf(bavail * bsize);
    });
  }

  private countFaults(registry: Registry): void {
    const { faults, connections } = this;
    counter(
      registry,
      {
        name: 'postern_database_errors_total',
        help: 'What failed since the start because the database was away, or its disk full',
        labels: ['fault'],
      },
      () => Object.entries(faults.counts).map(([fault, n]) => ({ fault, n })),
    );
    counter(
      registry,
      {
        name: 'postern_database_freezes_total',
        help: 'How often since the start the database did not answer and its connections were cut',
      },
      () => oneOf(faults.freezes),
    );
    counter(
      registry,
      {
        name: 'postern_db_errors_total',
        help: 'Errors of statements and connections, by the class of their SQLSTATE',
        labels: ['class'],
      },
      () => [...connections.errors].map(([kind, n]) => ({ class: kind, n })),
    );
  }

  private countPool(registry: Registry): void {
    const pool = () => (this.source.driver as unknown as { master: Pool }).master;
    const count = (name: string, help: string, of: (pool: Pool) => number) =>
      gauge(registry, { name, help, together: 'sum' }, () => oneOf(of(pool())));
    count('postern_db_pool_size', 'Open connections of the pool', ({ totalCount }) => totalCount);
    count('postern_db_pool_idle', 'Those of them that have nothing to do', ({ idleCount }) => idleCount);
    count('postern_db_pool_waiting', 'Callers that wait for a connection', ({ waitingCount }) => waitingCount);
  }

  private async tryLock(): Promise<void> {
    const [row]: { n: number }[] = await this.unitOfWork.manager.query(probe);
    if (row) this.lockWaits.note(row.n);
  }

  private async isAuditBroken(): Promise<boolean> {
    if (this.modules.get(AuditChainService, { strict: false }).isBroken) return true;
    const [row]: { broken: boolean }[] = await this.unitOfWork.manager.query(unchained);
    return row?.broken === true;
  }

  private rows(query: string): Promise<LabelledCount[]> {
    return this.unitOfWork.manager.query<LabelledCount[]>(query);
  }
}

const oneOf = (n: number | null): LabelledCount[] => (n === null ? [] : [{ n }]);
