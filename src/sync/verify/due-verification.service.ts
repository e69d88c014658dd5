import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { DeviceService } from '../../modules/device/device.service.js';
import { Failure } from '../../platform/errors.js';
import { tellsTable } from './att-step.js';
import { planSteps } from './plan-steps.js';
import { VerifyService } from './verify.service.js';
import { markHeldTablesUnknown } from '../ledger/ledger-unknown.repository.js';

const mostAtOnce = 20;
/** Seconds until a device that did not answer is asked again; twice as many each time, up to about ten minutes. */
const pauseSeconds = `(5 * 2 ^ least(7, count(*)))`;

/**
 * A device that calls from a new address is compared row by row as soon as it can be asked: another caller may have
 * taken its commands and acknowledged them in the meantime (docs/rules.md 11).
 */
@Injectable()
export class DueVerificationService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly devices: DeviceService,
    private readonly verifications: VerifyService,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add(
      { name: 'due-verifications', everyMs: 2_000, failure: 'devices at new addresses could not be looked after' },
      () => this.look(),
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  private async look(): Promise<void> {
    const due: { sn: string }[] = await this.unitOfWork.manager.query(
      `SELECT sn FROM device d WHERE verify_due AND online AND status = 'approved' AND registered_at IS NOT NULL
         AND coalesce((SELECT max(v.finished_at) + ${pauseSeconds} * interval '1 second' FROM verification v
           WHERE v.sn = d.sn AND v.repair = 'all' AND v.finished_at > d.bound_at), '-infinity') < clock_timestamp()
       LIMIT ${mostAtOnce}`,
    );
    for (const { sn } of due) await this.begin(sn);
  }

  private async begin(sn: string): Promise<void> {
    try {
      await this.unitOfWork.run(async (tx) => {
        const mine: [unknown[], number] = await tx.query(
          'UPDATE device SET verify_due = false WHERE sn = $1 AND verify_due RETURNING sn',
          [sn],
        );
        if (mine[1] === 0) return;
        await this.markUntoldTablesUnknown(tx, sn);
        await this.verifications.start(tx, sn, { repair: 'all', removeUnknown: false, rowByRow: true });
      });
    } catch (error) {
      // It went away again, or a comparison is running already: it is compared later.
      if (!(error instanceof Failure)) throw error;
    }
  }

  /** Rows that it cannot be asked about are sent again. */
  private async markUntoldTablesUnknown(tx: EntityManager, sn: string): Promise<void> {
    const device = await this.devices.get(tx, sn);
    const untold = (await planSteps(tx, sn)).filter((step) => !tellsTable(device, step)).map(({ table }) => table);
    if (untold.length === 0) return;
    await markHeldTablesUnknown(tx, sn, untold);
    await recordChange(tx, 'device', [sn]);
  }
}
