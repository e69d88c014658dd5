import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../core/outbox/outbox.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { steadyMs } from '../platform/steady-clock.js';

const everyMs = 2_000;
/** A smaller step is a correction, and no rule changes twice within it. */
const noticedMs = 60_000;

/**
 * Desired rows depend on the present time, and only later changes are noted. If the clock was ahead, people may count
 * as expired too early. So everybody is worked out again once the clock is set back.
 */
@Injectable()
export class ClockSetBackService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;
  /** How far the clock is behind the latest time that it has shown. */
  private behindMs = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    jobs: PeriodicJobService,
  ) {
    const failure = 'it could not be looked after whether the clock was set back';
    this.job = jobs.add({ name: 'clock-set-back', everyMs, failure }, () => this.look());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  private async look(): Promise<void> {
    const behindMs = steadyMs() - Date.now();
    if (behindMs > this.behindMs + noticedMs) await this.unitOfWork.run((tx) => judgeAgain(tx));
    this.behindMs = behindMs;
  }
}

async function judgeAgain(tx: EntityManager): Promise<void> {
  const served: { sn: string }[] = await tx.query('SELECT sn FROM device WHERE synced_as IS NOT NULL ORDER BY sn');
  const sns = served.map(({ sn }) => sn);
  await recordChange(tx, 'rule', sns);
  await recordChange(tx, 'everybody', sns);
}
