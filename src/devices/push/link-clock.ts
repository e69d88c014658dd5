import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { DeliveryService } from '../../core/command/delivery.service.js';
import { DatabaseWatch } from '../../platform/database/database-watch.service.js';
import { LOG } from '../../platform/tokens.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ensurePartitions } from '../../modules/transaction/partitions.js';
import { EventIndexService } from '../access-push/event-index.js';
import { AttZoneWatchService } from '../attendance-push/zone-watch.js';
import { DeviceCache } from './device-cache.js';
import { PresenceService } from './presence.service.js';

const dayMs = 24 * 60 * 60 * 1_000;

/** The one look a second that keeps memory true without any hint (docs/rules.md 4). */
@Injectable()
export class LinkClockService implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private partitionsAt = 0;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly notifications: Notifications,
    private readonly unitOfWork: UnitOfWork,
    private readonly watch: DatabaseWatch,
    private readonly deviceCache: DeviceCache,
    private readonly presence: PresenceService,
    private readonly deliveries: DeliveryService,
    private readonly index: EventIndexService,
    private readonly zones: AttZoneWatchService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.makePartitions(Date.now());
    await this.deviceCache.recheck();
    await this.notifications.start();
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    await this.presence.save().catch(() => undefined);
    await this.index.save().catch(() => undefined);
    await this.notifications.stop();
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.tick().finally(() => this.schedule());
    }, this.notifications.recheckMs);
  }

  private async tick(): Promise<void> {
    const steps = [
      () => this.deviceCache.recheck(),
      () => this.watch.look().catch(() => undefined),
      () => this.lowerDue(),
      () => this.deliveries.sweep(),
      () => this.presence.recheck(),
      () => this.index.save(),
      () => this.zones.check(Date.now()),
      () => this.makePartitions(Date.now()),
    ];
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        // Without the database the next step would fail too.
        this.log.warn({ err: error }, 'a periodic look at the database failed');
        return;
      }
    }
  }

  /** Who has something to fetch, whatever hints were lost. */
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
