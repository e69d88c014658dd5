import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';

/** Feed entries in one transaction: a backlog is processed in parts that end soon. */
const mostAtOnce = 100_000;

/**
 * Moves events from the end of the feed into the day counters. Totals are exact without it (they count that end, too);
 * it keeps the end short. Every gateway tries, one at a time does it.
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

  /** @returns how many events were moved; 0 also if another gateway is doing it */
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
