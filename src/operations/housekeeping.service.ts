import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { RetentionService } from './retention/retention.service.js';

const hourMs = 60 * 60 * 1_000;

/** Deletes what is no longer needed, hourly, by whichever gateway comes first. */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly retention: RetentionService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'housekeeping', everyMs: hourMs, failure: 'housekeeping failed and will be tried again' },
      () => this.clean(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  clean(): Promise<void> {
    return this.retention.clean(() => this.job.isStopped);
  }
}
