import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { takeChanges, takesAwayHint, type Change, type Urgency } from '../core/outbox/outbox.js';
import { lockDevices, looksUpByKey } from '../core/command/command.store.js';
import type { Config } from '../platform/config.js';
import { databaseFaultOf } from '../platform/database/database-faults.js';
import { Notifications } from '../platform/database/notifications.js';
import { CONFIG, LOG } from '../platform/tokens.js';
import { inTurn, peopleFirst } from '../platform/database/people-first.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { loadDevices } from './desired/facts.js';
import { DeviceChangeService, spread } from './device-changes.service.js';
import { DispatchService } from './ledger/dispatch.service.js';
import { devicesDue } from './ledger/ledger.repository.js';
import { PersonChangeService } from './person-changes.service.js';
import { TroubledChanges } from './troubled-changes.js';
import { Worker } from './worker.js';

/** Devices whose refused rows are tried again in one transaction. */
const dueAtOnce = 50;

/** Takes the changes, works out what devices should hold now, and requests the difference (docs/rules.md 3). */
@Injectable()
export class SyncService implements OnApplicationBootstrap, OnModuleDestroy {
  /**
   * One worker for each urgency and everything more urgent. So one is always free for changes that take something away,
   * and devices that come back after a power cut do not delay people.
   */
  private readonly workers: Readonly<Record<Urgency, Worker>>;
  private readonly troubled = new TroubledChanges();
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly notifications: Notifications,
    private readonly dispatcher: DispatchService,
    private readonly persons: PersonChangeService,
    private readonly devices: DeviceChangeService,
  ) {
    const worker = (urgency: Urgency) =>
      new Worker(
        (most) => (urgency === 'takesAway' ? peopleFirst : inTurn)(() => this.batch(urgency, most)),
        (error) => log.warn({ err: error }, 'changes could not be processed'),
      );
    this.workers = { takesAway: worker('takesAway'), gives: worker('gives'), upkeep: worker('upkeep') };
    notifications.on('change', (key) => this.wakeFor(key));
  }

  onApplicationBootstrap(): void {
    this.tick();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await Promise.all(Object.values(this.workers).map((worker) => worker.stop()));
  }

  /** There are changes: they are processed at once, one batch after the other. Resolves when none is left. */
  async wake(): Promise<void> {
    await Promise.all(Object.values(this.workers).map((worker) => worker.wake()));
  }

  private async wakeFor(hint: string): Promise<void> {
    const { takesAway, gives, upkeep } = this.workers;
    if (hint === takesAwayHint && !takesAway.isBusy) await takesAway.wake();
    else if (hint === takesAwayHint) await Promise.all([takesAway.wake(), gives.wake()]);
    else await Promise.all([gives.wake(), upkeep.wake()]);
  }

  /** This is not a periodic job: notifications wake it. This look is for notifications that were lost. */
  private tick(): void {
    if (this.stopped) return;
    void this.wake();
    this.timer = setTimeout(() => this.tick(), this.notifications.recheckMs);
  }

  /** One batch in one transaction: the changes are deleted exactly when their result is stored. @returns how many there were */
  private async batch(urgency: Urgency, most?: number): Promise<number> {
    let taken: readonly Change[] = [];
    try {
      await this.unitOfWork.run(async (tx) => {
        await looksUpByKey(tx);
        const now = new Date();
        taken = await takeChanges(tx, urgency, most, this.troubled.waiting(), now);
        if (taken.length > 0) await this.apply(tx, taken, now);
      });
    } catch (error) {
      const [alone] = taken;
      if (alone && taken.length === 1 && databaseFaultOf(error) === null) this.troubled.failed(alone);
      throw error;
    }
    this.troubled.done(taken);
    if (taken.length === 0 && urgency === 'upkeep') await this.retryDue();
    return taken.length;
  }

  private async apply(tx: EntityManager, changes: readonly Change[], now: Date): Promise<void> {
    const kind = changes[0]?.kind;
    if (kind === 'person') await this.persons.persons(tx, changes, now);
    else if (kind === 'everybody') await this.persons.everybody(tx, changes, now);
    else if (kind === 'rule' || kind === 'device')
      await this.devices.devices(tx, [...new Set(changes.map(({ key }) => key))], now);
    else await spread(tx, changes);
  }

  /** Refused rows whose waiting time is over. */
  private async retryDue(): Promise<void> {
    const due = await devicesDue(this.unitOfWork.manager);
    for (let start = 0; start < due.length; start += dueAtOnce) {
      const sns = due.slice(start, start + dueAtOnce);
      await this.unitOfWork.run(async (tx) => {
        await looksUpByKey(tx);
        await lockDevices(tx, sns);
        await this.dispatcher.dispatch(tx, ...(await loadDevices(tx, this.config.siteTimeZone, sns)));
      });
    }
  }
}
