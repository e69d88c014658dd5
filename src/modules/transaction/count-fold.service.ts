import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';

/** Feed entries in one transaction: a backlog is taken in bites that are over soon. */
const mostAtOnce = 100_000;

/**
 * Moves events from the feed's tail into the day counters. Totals are exact without it (they count the tail, too); it
 * keeps that tail short. Every gateway tries, one at a time does it.
 */
@Injectable()
export class CountFoldService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'event-counts', everyMs: 2_000, failure: 'events could not be counted and will be next time' },
      () => this.fold(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** @returns how many events were moved; 0 also where another gateway is at it */
  async fold(): Promise<number> {
    for (let folded = 0; ;) {
      const [row]: { n: number }[] = await this.unitOfWork.manager.query('SELECT fold_event_counts($1) AS n', [
        mostAtOnce,
      ]);
      folded += row?.n ?? 0;
      if ((row?.n ?? 0) < mostAtOnce || this.job.isStopped) return folded;
    }
  }
}
