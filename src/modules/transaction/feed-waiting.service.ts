import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';

/** Rows in one transaction: the feed's lock is held for as long as they are given places. */
const mostAtOnce = 1_000;

/**
 * Gives changes that triggers noted down their places in the feed: whoever reads the feed at once, and every gateway now
 * and then, one at a time.
 */
@Injectable()
export class FeedWaitingService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'feed-waiting', everyMs: 5_000, failure: 'changes have no place in the feed yet and will get one' },
      () => this.take(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  async take(): Promise<void> {
    for (;;) {
      const [row]: { n: number }[] = await this.unitOfWork.manager.query('SELECT feed_take_waiting($1) AS n', [
        mostAtOnce,
      ]);
      if ((row?.n ?? 0) < mostAtOnce || this.job.isStopped) return;
    }
  }
}
