import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { ScreenService } from './screen.service.js';

/** A change becomes visible at its commit, which may be later than its time. */
const overlapMs = 60_000;

/** Looks for screens that are new, that came back, or that are due. Every gateway plans, one at a time sends. */
@Injectable()
export class ScreenWatchService implements OnApplicationBootstrap {
  readonly job: PeriodicJob;
  /** Devices that changed after this time are looked at; null = all. */
  private since: Date | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly screens: ScreenService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'screens', everyMs: 2_000, failure: 'screens could not be looked at and will be next time' },
      () => this.look(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  private async look(): Promise<void> {
    const [clock]: { now: Date }[] = await this.unitOfWork.manager.query('SELECT clock_timestamp() AS now');
    await this.unitOfWork.run((tx) => this.screens.plan(tx, { since: this.since }));
    await this.unitOfWork.run((tx) => this.screens.send(tx));
    this.since = clock ? new Date(clock.now.getTime() - overlapMs) : null;
  }
}
