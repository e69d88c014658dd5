import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Hints } from '../../platform/database/notifications.js';
import { LOG } from '../../platform/tokens.js';
import { Work } from '../../platform/database/unit-of-work.js';
import { PullTerminalService } from '../../modules/device/pull-terminal.service.js';
import { RegistrationService } from '../../modules/device/registration.service.js';
import { DoorRegistrationService } from '../../modules/door/door-registration.service.js';
import { optionOf } from '../../protocol/access-push/dialect.js';
import { ClockWatch } from '../push/clock-watch.js';
import { DeviceDirectory } from '../push/device-cache.js';
import type { KnownDevice } from '../push/cached-device.js';
import { Presence } from '../push/presence.js';
import { registrationOf } from './known-options.js';
import { PullDelivery, type Connected } from './pull-delivery.js';
import { PullError } from './client/pull-error.js';
import { PullEvents } from './pull-events.js';
import type { WorkerHouse } from './pull-serving.js';
import { PullWorker } from './pull-worker.js';

/** For a connection that is being made, with all that a slow terminal is asked then. */
const visitMs = 20_000;

/** Every terminal on port 4370 has a worker of its own: one that does not answer holds up nobody. */
@Injectable()
export class PullPoller implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly owner = randomBytes(8).toString('hex');
  private readonly workers = new Map<string, PullWorker>();
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly work: Work,
    private readonly directory: DeviceDirectory,
    private readonly presence: Presence,
    private readonly terminals: PullTerminalService,
    private readonly registrations: RegistrationService,
    private readonly doors: DoorRegistrationService,
    private readonly clocks: ClockWatch,
    private readonly events: PullEvents,
    private readonly delivery: PullDelivery,
    hints: Hints,
  ) {
    hints.on('due', (sn) => this.each(sn, (worker) => worker.wake()));
    hints.on('device', (sn) => this.each(sn, (worker) => worker.recheck()));
  }

  onApplicationBootstrap(): void {
    this.look();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await Promise.all([...this.workers.values()].map((worker) => worker.stop()));
  }

  /** Its address or key changed, or somebody wants to know now. */
  restart(sn: string): void {
    const there = this.workers.get(sn);
    this.look();
    there?.wake(true);
  }

  /**
   * Over the connection that serves a terminal; where there is none, alone with it: it serves one client.
   * @returns null where another gateway talks to it
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
    const { manager } = this.work;
    if (!(await this.terminals.lease(manager, sn, this.owner))) return null;
    try {
      return await task(null);
    } finally {
      await this.terminals.release(manager, sn, this.owner);
    }
  }

  private look(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.stopped) return;
    const wanted = [...this.directory.all()].filter(
      ({ device, status }) => device.link === 'pull' && status === 'approved',
    );
    for (const { sn } of wanted) if (!this.workers.has(sn)) this.begin(sn);
    const served = new Set(wanted.map(({ sn }) => sn));
    // A device that has just changed is not in memory for a moment.
    const gone = [...this.workers].filter(
      ([sn, { at }]) => !served.has(sn) && (at === null || this.directory.find(sn) !== undefined),
    );
    for (const [sn, worker] of gone) {
      this.workers.delete(sn);
      void worker.stop();
    }
    this.timer = setTimeout(() => this.look(), 1_000);
  }

  private begin(sn: string): void {
    const worker = new PullWorker(sn, this.house());
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

  private house(): WorkerHouse {
    const { work, terminals, owner } = this;
    return {
      log: this.log,
      known: (sn) => this.directory.get(sn),
      settings: (sn) => terminals.find(work.manager, sn),
      leaseMs: () => terminals.leaseSeconds * 1_000,
      lease: (sn) => terminals.lease(work.manager, sn, owner),
      release: (sn) => terminals.release(work.manager, sn, owner),
      connected: (known, at) => this.connected(known, at),
      failed: (sn, fault, error) => terminals.noteFailure(work.manager, sn, fault, error),
      seen: (known) => this.presence.seen(known),
      clock: (known, wall) => this.clocks.check(known, wall),
      store: (known, punches) => this.events.storePunches(known, punches),
      storeLive: (known, event, userIdOf) => this.events.storeLive(known, event, userIdOf),
      noteSdk: (sn, before) => terminals.noteSdk(work.manager, sn, before),
      noteRead: (sn, mark, counted) => terminals.noteRead(work.manager, sn, mark, counted),
      alert: (sn, text) => work.run((tx) => this.registrations.alert(tx, sn, text)),
      isDue: (sn) => this.delivery.isDue(sn),
      workOff: (known, at, isStopped) => this.delivery.workOff(known, at, isStopped),
    };
  }

  /** Who answers there: the terminal that is meant. What it says of itself is kept where it is news. */
  private async connected(known: KnownDevice, { terminal }: Connected): Promise<KnownDevice> {
    const { sn } = known;
    const own = await terminal.option('~SerialNumber');
    if (own !== null && own !== '' && own !== sn) {
      throw new PullError('protocol', `the terminal at this address has the serial number ${own}`);
    }
    const options = registrationOf(await terminal.options(), await terminal.firmware().catch(() => ''));
    const { registeredAt, options: told } = known.device;
    const isNews = registeredAt === null || Object.entries(options).some(([name, value]) => told[name] !== value);
    await this.work.run(async (tx) => {
      await this.terminals.noteConnected(tx, sn);
      if (!isNews) return;
      const device = await this.registrations.register(tx, sn, options);
      const version = optionOf(options, 'ZKFPVersion');
      if (version !== '') await this.registrations.learn(tx, sn, { 'bioVersion.1': version });
      await this.doors.ensureDoors(tx, device, 1, 1);
    });
    await this.presence.seen(known);
    const fresh = (await this.directory.refresh(sn)) ?? known;
    if (isNews) this.log.info({ sn, type: fresh.device.type }, 'a terminal was called');
    return fresh;
  }
}
