import { steadyMs } from '../../platform/steady-clock.js';
import type { PullTerminal } from '../../modules/device/pull-terminal.service.js';
import { Control } from './client/control.js';
import { Lease } from './lease.js';
import { Line } from './client/line.js';
import { People } from './client/people.js';
import type { Connected } from './pull-delivery.service.js';
import { PullError } from './client/pull-error.js';
import { Interrupted, Serving, type Visit, type WorkerContext } from './pull-serving.js';
import type { Mark } from './client/punches.js';
import type { Terminal } from './client/terminal.js';
import type { TerminalOptions } from './client/terminal-options.js';
import { UserTable } from './user-table.js';

/**
 * Seconds before the next try, by the number of failures; another program may use the terminal and needs time to
 * finish.
 */
const backOff = [5, 15, 60] as const;
const otherGatewaySeconds = 5;
/** A connection that lasted this long ended for a reason of its own, not because another program wants the terminal. */
const lastingMs = 60_000;
const goodByeMs = 2_500;
const lookSeconds = 20;

export function optionsOf(settings: PullTerminal): TerminalOptions {
  return {
    host: settings.host,
    port: settings.port,
    commKey: settings.commKey,
    transport: settings.transport,
    encoding: settings.encoding as TerminalOptions['encoding'],
    unlockFactor: settings.unlockUnit === 'tenths' ? 10 : 1,
    sdkBefore: settings.sdkBefore ?? undefined,
    allowLocal: settings.allowLocal,
    punchLayout: (settings.mark as Mark | null)?.layout,
  };
}

/** One terminal: one connection at a time, and everything that is done over it, one thing after the other. */
export class PullWorker {
  private stopped = false;
  private again = false;
  private doubtful = false;
  private wakeUp: (() => void) | null = null;
  private running: Promise<void> = Promise.resolve();
  private line: Line | null = null;
  private failures = 0;
  private guest: Promise<unknown> = Promise.resolve();
  /** A connection is being made, or exists. */
  isBusy = false;
  /** Set while a connection serves. */
  at: Connected | null = null;

  constructor(
    readonly sn: string,
    private readonly context: WorkerContext,
  ) {}

  start(): void {
    this.running = this.run();
  }

  /** Something about the terminal may have changed: if so, it is connected again. */
  recheck(): void {
    this.doubtful = true;
    this.wake();
  }

  /**
   * There is something to do, or something about the terminal has changed. @param anew its settings changed: it is
   * connected again
   */
  wake(anew = false): void {
    if (anew) {
      this.again = true;
      this.failures = 0;
    }
    this.wakeUp?.();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    // The connection is closed properly and changed settings are restored. A terminal that does not answer is not
    // waited for.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, goodByeMs);
    });
    await Promise.race([this.running, late]);
    clearTimeout(timer);
    this.line?.end();
  }

  /** Another caller connects meanwhile; this worker continues after that. */
  lend<T>(task: () => Promise<T>): Promise<T> {
    const visit = task();
    this.guest = visit.catch(() => undefined);
    return visit;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      await this.guest;
      this.isBusy = true;
      const pause = await this.cycle().then(
        (seconds) => {
          this.failures = 0;
          return seconds;
        },
        (error: unknown) => this.failedWith(error),
      );
      this.isBusy = false;
      this.again = false;
      await this.rest(pause);
    }
  }

  /** @returns seconds until the next try */
  private async cycle(): Promise<number> {
    const { context, sn } = this;
    const [known, settings] = [await context.known(sn), await context.settings(sn)];
    if (known?.status !== 'approved' || !settings) return backOff[0];
    const askedAt = steadyMs();
    if (!(await context.lease(sn))) return otherGatewaySeconds;
    const keepSdk = (before: string | null) => context.noteSdk(sn, before);
    const lease = new Lease(
      () => context.lease(sn),
      context.leaseMs(),
      () => line.end(),
      askedAt,
    );
    const line = new Line({ ...optionsOf(settings), keepSdk, lease, told: context.told(sn) }, [50, 500, 2_000]);
    this.line = line;
    const since = Date.now();
    try {
      const at = togetherAt(await line.terminal());
      this.at = at;
      const visit: Visit = { known: await context.connected(known, at), at, settings, line };
      await new Serving(visit, context, this).run();
      const { why } = at.terminal.session;
      if (why !== null && !this.isOver) throw why;
      return this.pauseOf(settings);
    } catch (error) {
      if (Date.now() - since > lastingMs) this.failures = 0;
      return pauseAfter(error, lease);
    } finally {
      lease.stop();
      this.at = null;
      await line.close();
      this.line = null;
      await context.release(sn);
    }
  }

  /** A request that came while the worker was busy is handled now, not at the next look. */
  private pauseOf({ live, pollSeconds }: PullTerminal): number {
    return live || this.context.isDue(this.sn) ? 0 : pollSeconds;
  }

  /** The worker was told to stop, or to connect again. */
  get isOver(): boolean {
    return this.stopped || this.again;
  }

  /** The address or key may have been changed. @returns true once */
  takeDoubt(): boolean {
    const { doubtful } = this;
    this.doubtful = false;
    return doubtful;
  }

  private async failedWith(error: unknown): Promise<number> {
    const fault = error instanceof PullError ? error.fault : 'internal';
    const message = error instanceof Error ? error.message : String(error);
    const pause = backOff[Math.min(this.failures, backOff.length - 1)] ?? backOff[0];
    this.failures++;
    if (this.stopped) return 0;
    if (!(error instanceof PullError))
      this.context.log.warn({ err: error, sn: this.sn }, 'a terminal could not be served');
    // Without the database this cannot be stored; the next try follows all the same.
    await this.context.failed(this.sn, fault, message).catch(() => undefined);
    return pause;
  }

  /** A terminal that is connected only now and then counts as online in between, for as long as its last interval. */
  private async rest(seconds: number): Promise<void> {
    for (let left = seconds; left > 0 && !this.stopped; left -= lookSeconds) {
      const before = Date.now();
      const asked = Math.min(left, lookSeconds);
      await this.sleep(asked);
      if (Date.now() - before < asked * 900) return;
      if (this.failures > 0 || left <= lookSeconds) continue;
      const known = await this.context.known(this.sn).catch(() => undefined);
      if (known?.status === 'approved') await this.context.seen(known).catch(() => undefined);
    }
  }

  /** Waits until something happens, or for this time. */
  sleep(seconds: number): Promise<void> {
    if (this.stopped || seconds <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        this.wakeUp = null;
        resolve();
      };
      const timer = setTimeout(over, seconds * 1_000);
      this.wakeUp = over;
    });
  }
}

/** Errors that are not the terminal's. @throws all others */
function pauseAfter(error: unknown, lease: Lease): number {
  if (error instanceof Interrupted) return 0;
  if (lease.isLost) return otherGatewaySeconds;
  throw error;
}

function togetherAt(terminal: Terminal): Connected {
  const [people, control] = [new People(terminal), new Control(terminal)];
  return { terminal, people, control, users: new UserTable(people, control) };
}
