import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DeliveryService } from '../../core/command/delivery.service.js';
import { DatabaseWatchService } from '../../platform/database/database-watch.service.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { ensurePartitions } from '../../modules/transaction/partitions.js';
import { EventIndexService } from '../access-push/event-index.service.js';
import { AttZoneWatchService } from '../attendance-push/att-zone-watch.service.js';
import { DeviceCache } from './device-cache.js';
import { PresenceService } from './presence.service.js';

const dayMs = 24 * 60 * 60 * 1_000;
/** A pooler may come in between, or another server take over, at any time. */
const echoMs = 30_000;

/** Looks at the database once a second, so that memory stays true without any notification (docs/rules.md 4). */
@Injectable()
export class LinkClockService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly job: PeriodicJob;
  private readonly echo: PeriodicJob;
  private partitionsAt = 0;

  constructor(
    private readonly notifications: Notifications,
    private readonly unitOfWork: UnitOfWork,
    private readonly watch: DatabaseWatchService,
    private readonly deviceCache: DeviceCache,
    private readonly presence: PresenceService,
    private readonly deliveries: DeliveryService,
    private readonly index: EventIndexService,
    private readonly zones: AttZoneWatchService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      {
        name: 'link-clock',
        everyMs: () => notifications.recheckMs,
        failure: 'a periodic look at the database failed',
      },
      () => this.look(),
    );
    this.echo = jobs.add(
      { name: 'notify-echo', everyMs: echoMs, failure: 'whether NOTIFY comes back could not be checked' },
      () => notifications.checkEcho(unitOfWork.manager),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.makePartitions(Date.now());
    await this.presence.begin();
    await this.deviceCache.recheck();
    await this.notifications.start(this.unitOfWork.manager);
    this.echo.start();
    this.job.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.job.stop(), this.echo.stop()]);
    await this.presence.save().catch(() => undefined);
    await this.index.save().catch(() => undefined);
    await this.notifications.stop();
  }

  /** If a step fails, the next one would fail, too: the database is away. */
  private async look(): Promise<void> {
    await this.deviceCache.recheck();
    await this.watch.look().catch(() => undefined);
    await this.lowerDue();
    await this.deliveries.sweep();
    await this.presence.recheck();
    await this.index.save();
    await this.zones.check(Date.now());
    await this.makePartitions(Date.now());
  }

  /** Finds devices with waiting commands, even if notifications were lost. */
  private async lowerDue(): Promise<void> {
    const due: { sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT DISTINCT sn FROM command
       WHERE status = 'queued' OR (status = 'sent' AND NOT once AND (retry_at <= clock_timestamp() OR sent_at > clock_timestamp()))`,
    );
    for (const { sn } of due) if (this.deviceCache.find(sn)) this.deviceCache.lower(sn);
  }

  private async makePartitions(now: number): Promise<void> {
    if (now - this.partitionsAt < dayMs) return;
    await this.unitOfWork.run((tx) => ensurePartitions(tx, new Date(now)));
    this.partitionsAt = now;
  }
}
