import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { SharedRun } from '../../platform/schedule/shared-run.js';

/** Rows in one transaction: the feed's lock is held for as long as they are given places. */
const mostAtOnce = 1_000;

/** The key of the notification `feed` where only events came: what waited got its place with them. */
export const eventsAlone = 'event';

/**
 * Gives what waits for a place in the feed its place: when somebody wrote it, when somebody reads the feed, and now and
 * then, because whoever wrote it may have ended before. Every gateway does it, one at a time.
 */
@Injectable()
export class FeedDrainService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;
  private readonly drains = new SharedRun(() => this.drain());

  constructor(
    private readonly unitOfWork: UnitOfWork,
    notifications: Notifications,
    jobs: PeriodicJobService,
  ) {
    const failure = 'what happened has no place in the feed yet and will get one';
    this.job = jobs.add({ name: 'feed-drain', everyMs: () => notifications.recheckMs, failure }, () => this.take());
    notifications.on('feed', (key) => this.soon(key));
    // Triggers write about people and devices and notify nobody: those who change them do.
    for (const kind of ['change', 'device'] as const) notifications.on(kind, () => this.soon(''));
  }

  /** Before anything is taken in: positions that another history of this database has given are not given again. */
  async onApplicationBootstrap(): Promise<void> {
    await this.unitOfWork.manager.query('SELECT feed_check_system()');
    this.job.start();
  }

  /** Resolves when all has its place that was committed before the call. */
  take(): Promise<void> {
    return this.drains.run();
  }

  private soon(key: string): void {
    if (key === eventsAlone || this.job.isStopped) return;
    // The database is away: the next run of the job finds what waits.
    this.take().catch(() => undefined);
  }

  private async drain(): Promise<void> {
    for (;;) {
      const [row]: { n: number }[] = await this.unitOfWork.manager.query('SELECT feed_drain($1) AS n', [mostAtOnce]);
      if ((row?.n ?? 0) < mostAtOnce || this.job.isStopped) return;
    }
  }
}
