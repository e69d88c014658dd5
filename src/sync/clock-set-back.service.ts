import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../core/outbox/outbox.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { steadyMs } from '../platform/steady-clock.js';

const everyMs = 2_000;
/** Less is a correction, and no rule changes twice within it. */
const noticedMs = 60_000;

/**
 * What is desired is judged by the present time, and only what changes later is noted. So where the clock was ahead,
 * people may count as expired whose end is still to come: everybody is looked at again once it is set back.
 */
@Injectable()
export class ClockSetBackService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;
  /** How far the clock is behind the latest time that it has shown, as far as that was looked into. */
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
