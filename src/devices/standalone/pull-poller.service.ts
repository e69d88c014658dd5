import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Notifications } from '../../platform/database/notifications.js';
import { LOG } from '../../platform/tokens.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PeriodicJob } from '../../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../../platform/schedule/periodic-job.service.js';
import { PullTerminalService } from '../../modules/device/pull-terminal.service.js';
import { lockDevice } from '../../core/command/command.store.js';
import { UserCountService } from '../../modules/device/user-counts.service.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { DoorRegistrationService } from '../../modules/door/door-registration.service.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import { ClockWatchService } from '../push/clock-watch.service.js';
import { DeviceCache } from '../push/device-cache.js';
import type { CachedDevice } from '../push/cached-device.js';
import { PresenceService } from '../push/presence.service.js';
import { WireRecorderService } from '../wire/wire-recorder.service.js';
import { registrationOf } from './known-options.js';
import { PullDeliveryService, type Connected } from './pull-delivery.service.js';
import { PullError } from './client/pull-error.js';
import { PullEventService } from './pull-event.service.js';
import type { WorkerContext } from './pull-serving.js';
import { PullWorker } from './pull-worker.js';

/** The time limit for a connection that is being made, with all that a slow terminal is asked then. */
const visitMs = 20_000;

/** Every terminal on port 4370 has a worker of its own, so one that does not answer delays no other. */
@Injectable()
export class PullPollerService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly owner = randomBytes(8).toString('hex');
  private readonly workers = new Map<string, PullWorker>();
  private readonly job: PeriodicJob;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly unitOfWork: UnitOfWork,
    private readonly deviceCache: DeviceCache,
    private readonly presence: PresenceService,
    private readonly terminals: PullTerminalService,
    private readonly registrations: DeviceRegistrationService,
    private readonly doors: DoorRegistrationService,
    private readonly clocks: ClockWatchService,
    private readonly userCounts: UserCountService,
    private readonly events: PullEventService,
    private readonly delivery: PullDeliveryService,
    private readonly recorder: WireRecorderService,
    hints: Notifications,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'port-4370', everyMs: 1_000, failure: 'terminals could not be looked after' }, () =>
      this.look(),
    );
    hints.on('due', (sn) => this.each(sn, (worker) => worker.wake()));
    hints.on('device', (sn) => this.each(sn, (worker) => worker.recheck()));
  }

  onApplicationBootstrap(): void {
    this.look();
    this.job.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.job.stop();
    await Promise.all([...this.workers.values()].map((worker) => worker.stop()));
  }

  /** Its address or key changed, or somebody asks for a connection now. */
  restart(sn: string): void {
    const there = this.workers.get(sn);
    this.look();
    there?.wake(true);
  }

  /**
   * Runs over the connection that serves a terminal. If there is none, it runs alone, because a terminal serves one
   * client.
   * @returns null if another gateway is connected to it
   */
  async visit<T>(sn: string, task: (serving: Connected | null) => Promise<T>): Promise<T | null> {
    for (const until = Date.now() + visitMs; Date.now() < until;) {
      const worker = this.workers.get(sn);
      if (worker?.at) return task(worker.at);
      if (!worker) return this.alone(sn, task);
      if (!worker.isBusy) return worker.lend(() => this.alone(sn, task));
      await sleep(50);
    }
    return null;
  }

  private async alone<T>(sn: string, task: (serving: null) => Promise<T>): Promise<T | null> {
    const { manager } = this.unitOfWork;
    if (!(await this.terminals.lease(manager, sn, this.owner))) return null;
    try {
      return await task(null);
    } finally {
      await this.terminals.release(manager, sn, this.owner);
    }
  }

  private look(): void {
    if (this.job.isStopped) return;
    const wanted = [...this.deviceCache.all()].filter(
      ({ device, status }) => device.link === 'pull' && status === 'approved',
    );
    for (const { sn } of wanted) if (!this.workers.has(sn)) this.begin(sn);
    const served = new Set(wanted.map(({ sn }) => sn));
    // A device that has just changed is missing from memory for a moment.
    const gone = [...this.workers].filter(
      ([sn, { at }]) => !served.has(sn) && (at === null || this.deviceCache.find(sn) !== undefined),
    );
    for (const [sn, worker] of gone) {
      this.workers.delete(sn);
      void worker.stop();
    }
  }

  private begin(sn: string): void {
    const worker = new PullWorker(sn, this.context());
    this.workers.set(sn, worker);
    worker.start();
  }

  private each(sn: string, act: (worker: PullWorker) => void): void {
    if (sn === '*') for (const worker of this.workers.values()) act(worker);
    else {
      const worker = this.workers.get(sn);
      if (worker) act(worker);
    }
  }

  private context(): WorkerContext {
    const { unitOfWork, terminals, owner } = this;
    return {
      log: this.log,
      told: this.recorder.terminal,
      known: (sn) => this.deviceCache.get(sn),
      settings: (sn) => terminals.find(unitOfWork.manager, sn),
      leaseMs: () => terminals.leaseSeconds * 1_000,
      lease: (sn) => terminals.lease(unitOfWork.manager, sn, owner),
      release: (sn) => terminals.release(unitOfWork.manager, sn, owner),
      connected: (known, at) => this.connected(known, at),
      failed: (sn, fault, error) => terminals.noteFailure(unitOfWork.manager, sn, fault, error),
      seen: (known) => this.presence.seen(known),
      clock: (known, wall) => this.clocks.check(known, wall),
      users: (sn, count) => this.countedUsers(sn, count),
      store: (known, punches) => this.events.storePunches(known, punches),
      storeLive: (known, event, userIdOf) => this.events.storeLive(known, event, userIdOf),
      noteSdk: (sn, before) => terminals.noteSdk(unitOfWork.manager, sn, before),
      noteRead: (sn, mark, counted) => terminals.noteRead(unitOfWork.manager, sn, mark, counted),
      keepLog: (known, bytes) => this.events.keepLog(known, bytes),
      alert: (sn, text) => unitOfWork.run((tx) => this.registrations.alert(tx, sn, text)),
      isDue: (sn) => this.delivery.isDue(sn),
      serveCommands: (known, at, isStopped) => this.delivery.serveCommands(known, at, isStopped),
    };
  }

  private countedUsers(sn: string, count: number): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await lockDevice(tx, sn);
      await this.userCounts.told(tx, sn, count);
    });
  }

  /** Checks that the terminal which answers is the one that is meant, and stores what is new about it. */
  private async connected(known: CachedDevice, { terminal }: Connected): Promise<CachedDevice> {
    const { sn } = known;
    const own = await terminal.option('~SerialNumber');
    if (own !== null && own !== '' && own !== sn) {
      throw new PullError('protocol', `the terminal at this address has the serial number ${own}`);
    }
    const options = registrationOf(await terminal.options(), await terminal.firmware().catch(() => ''));
    const { registeredAt, options: told } = known.device;
    const isNews = registeredAt === null || Object.entries(options).some(([name, value]) => told[name] !== value);
    await this.unitOfWork.run(async (tx) => {
      await this.terminals.noteConnected(tx, sn);
      if (!isNews) return;
      const device = await this.registrations.register(tx, sn, options);
      const version = optionOf(options, 'ZKFPVersion');
      if (version !== '') await this.registrations.learn(tx, sn, { 'bioVersion.1': version });
      await this.doors.ensureDoors(tx, device, 1, 1);
    });
    await this.presence.seen(known);
    const fresh = (await this.deviceCache.refresh(sn)) ?? known;
    if (isNews) this.log.info({ sn, type: fresh.device.type }, 'a terminal was called');
    return fresh;
  }
}
