import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ScreenService } from './screen.service.js';

const everyMs = 2_000;
/** A change is seen once it is committed, which may be a while after its time. */
const overlapMs = 60_000;

/** Looks for screens that came, came back, or are due. Every gateway plans, one at a time sends. */
@Injectable()
export class ScreenWatchService implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  /** Devices that changed after it are looked at; null = all. */
  private since: Date | null = null;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly screens: ScreenService,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(everyMs);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** Something waits: does not wait for the next look. */
  soon(): void {
    void this.running.then(() => this.schedule(0));
  }

  /** One look, after the one under way: two at once would find each other's lock and send nothing. */
  look(): Promise<void> {
    const next = this.running.then(() => this.lookOnce());
    this.running = next.catch(() => undefined);
    return next;
  }

  private async lookOnce(): Promise<void> {
    const [clock]: { now: Date }[] = await this.unitOfWork.manager.query('SELECT clock_timestamp() AS now');
    await this.unitOfWork.run((tx) => this.screens.plan(tx, { since: this.since }));
    await this.unitOfWork.run((tx) => this.screens.send(tx));
    this.since = clock ? new Date(clock.now.getTime() - overlapMs) : null;
  }

  private schedule(inMs: number): void {
    if (this.stopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tick().finally(() => this.schedule(everyMs)), inMs);
  }

  private async tick(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.log.warn({ err: error }, 'screens could not be looked at and will be next time');
    }
  }
}
