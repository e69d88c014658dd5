import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';

const everyMs = 2_000;
/** Feed entries in one transaction: a backlog is taken in bites that are over soon. */
const mostAtOnce = 100_000;

/**
 * Moves events from the feed's tail into the day counters. Totals are exact without it (they count the tail, too); it
 * keeps that tail short. Every gateway tries, one at a time does it.
 */
@Injectable()
export class CountFoldService implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** @returns how many events were moved; 0 also where another gateway is at it */
  async fold(): Promise<number> {
    for (let folded = 0; ;) {
      const [row]: { n: number }[] = await this.unitOfWork.manager.query('SELECT fold_event_counts($1) AS n', [
        mostAtOnce,
      ]);
      folded += row?.n ?? 0;
      if ((row?.n ?? 0) < mostAtOnce || this.stopped) return folded;
    }
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.tick().finally(() => this.schedule());
    }, everyMs);
  }

  private async tick(): Promise<void> {
    try {
      await this.fold();
    } catch (error) {
      this.log.warn({ err: error }, 'events could not be counted and will be next time');
    }
  }
}
