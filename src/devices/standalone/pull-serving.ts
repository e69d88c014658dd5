import type { Logger } from 'pino';
import { tableRequests } from '../../protocol/standalone/bulk.js';
import { UnknownLayout } from '../../protocol/standalone/punch-table.js';
import type { Punch } from '../../protocol/standalone/attendance.js';
import type { LiveEvent } from '../../protocol/standalone/realtime.js';
import { steadyMs } from '../../platform/steady-clock.js';
import type { PullTerminal } from '../../modules/device/pull-terminal.service.js';
import type { CachedDevice } from '../push/cached-device.js';
import type { ExchangeListener } from './client/exchange.js';
import type { Line } from './client/line.js';
import { Live } from './client/live.js';
import type { Connected } from './pull-delivery.service.js';
import { isPullError, PullError } from './client/pull-error.js';
import type { Terminal } from './client/terminal.js';
import { readWhole } from './client/whole-table.js';
import { clearPunches, PunchReader, type GiveWay, type Mark } from './client/punches.js';
import { WaitingEvents } from './waiting-events.js';

/** What a worker needs of the gateway. */
export interface WorkerContext {
  readonly log: Logger;
  known(sn: string): Promise<CachedDevice | undefined>;
  settings(sn: string): Promise<PullTerminal | null>;
  lease(sn: string): Promise<boolean>;
  leaseMs(): number;
  release(sn: string): Promise<void>;
  connected(known: CachedDevice, at: Connected): Promise<CachedDevice>;
  failed(sn: string, fault: string, error: string): Promise<void>;
  seen(known: CachedDevice): Promise<void>;
  clock(known: CachedDevice, wall: string): Promise<void>;
  /** How many users it counts, while none is on its way to it or from it. */
  users(sn: string, count: number): Promise<void>;
  store(known: CachedDevice, punches: readonly Punch[]): Promise<number>;
  storeLive(known: CachedDevice, event: LiveEvent, userIdOf: (uid: number) => Promise<string>): Promise<void>;
  noteSdk(sn: string, before: string | null): Promise<void>;
  noteRead(sn: string, mark: Mark | null, counted: number | null): Promise<void>;
  /** Of a log that nobody can read. */
  keepLog(known: CachedDevice, bytes: Buffer): Promise<void>;
  alert(sn: string, text: string): Promise<void>;
  /** Who is told of each exchange with it. */
  told(sn: string): ExchangeListener;
  isDue(sn: string): boolean;
  serveCommands(known: CachedDevice, at: Connected, isStopped: () => boolean): Promise<void>;
}

/** One connection to a terminal, and its device. */
export interface Visit {
  readonly known: CachedDevice;
  readonly at: Connected;
  readonly settings: PullTerminal;
  readonly line: Line;
}

/** The worker that keeps the connection. */
export interface Keeper {
  readonly isOver: boolean;
  takeDoubt(): boolean;
  wake(): void;
  sleep(seconds: number): Promise<void>;
}

const lookSeconds = 20;
/** Events are stored for so long at a time: then commands, the clock and the log have their turn. */
const eventTurnMs = 1_000;
const tooFast = 'it reports events faster than they can be stored: those that are not in its log are lost';

/** The device's settings as one text. */
const addressIn = (settings: PullTerminal | null): string => {
  if (!settings) return '';
  const { host, port, commKey, transport, encoding, unlockUnit, live, pollSeconds, clearAfterRead } = settings;
  return JSON.stringify([host, port, commKey, transport, encoding, unlockUnit, live, pollSeconds, clearAfterRead]);
};

/** A read was given up because the worker was told to stop, or to connect again. */
export class Interrupted extends Error {}

/** Everything that is done over one connection, one thing after the other. */
export class Serving {
  private known: CachedDevice;
  private mark: Mark | null;
  private counted = -1;
  /** Null: it was told before commands that may have changed it. */
  private usersTold: number | null = null;
  private lookedAt = 0;
  private readonly waiting = new WaitingEvents();
  private readonly sn: string;

  constructor(
    private readonly visit: Visit,
    private readonly context: WorkerContext,
    private readonly keeper: Keeper,
  ) {
    this.known = visit.known;
    this.sn = visit.known.sn;
    this.mark = visit.settings.mark as Mark | null;
  }

  /**
   * Ends with the connection, when another caller needs the terminal, or, without live events, once everything is done.
   */
  async run(): Promise<void> {
    // Commands for it come before anything that it reports.
    await this.serveCommands();
    const live = this.visit.settings.live ? await this.listen() : null;
    try {
      while (await this.round(!this.visit.settings.live));
    } finally {
      await live?.stop();
    }
  }

  /** @returns whether there is another one */
  private async round(once: boolean): Promise<boolean> {
    const { context, sn } = this;
    await this.serveCommands();
    await this.storeWaiting();
    if (this.isOver || (await this.isOld())) return false;
    if (Date.now() - this.lookedAt >= this.lookEveryMs) await this.look();
    if (once) return false;
    if (this.waiting.isEmpty && !context.isDue(sn)) await this.keeper.sleep(1);
    return this.isOurs();
  }

  private serveCommands(): Promise<void> {
    if (this.context.isDue(this.sn)) this.usersTold = null;
    return this.context.serveCommands(this.known, this.visit.at, () => this.isOver);
  }

  private async isOurs(): Promise<boolean> {
    const { context, sn } = this;
    const known = await context.known(sn);
    this.known = known ?? this.known;
    return known?.status === 'approved';
  }

  private get isOver(): boolean {
    return this.keeper.isOver || !this.visit.at.terminal.session.isOpen;
  }

  private async isOld(): Promise<boolean> {
    if (!this.keeper.takeDoubt()) return false;
    return addressIn(await this.context.settings(this.sn)) !== addressIn(this.visit.settings);
  }

  private get lookEveryMs(): number {
    const { live, pollSeconds } = this.visit.settings;
    return live ? Math.min(lookSeconds, pollSeconds) * 1_000 : 0;
  }

  /** Null if the terminal does not report live events: then they come with its log. */
  private async listen(): Promise<Live | null> {
    const { terminal } = this.visit.at;
    try {
      return await this.startLive(terminal);
    } catch (error) {
      if (!isPullError(error, 'refused', 'notSupported')) throw error;
      return null;
    }
  }

  private startLive(terminal: Terminal): Promise<Live> {
    return Live.start(
      terminal,
      (event) => {
        this.waiting.add(event);
        if (this.waiting.isFlood) terminal.session.fail(new PullError('protocol', tooFast));
        this.keeper.wake();
      },
      () => this.keeper.wake(),
    );
  }

  /** A terminal that reports without end, or one that shows many events again, does not keep its commands waiting. */
  private async storeWaiting(): Promise<void> {
    const { users } = this.visit.at;
    const until = steadyMs() + eventTurnMs;
    for (let next = this.waiting.next(); next !== null; next = this.waiting.next()) {
      await this.context.storeLive(this.known, next.event, (uid) => users.userIdOf(uid));
      this.waiting.done(next);
      if (steadyMs() >= until || this.context.isDue(this.sn)) return;
    }
  }

  /** Checks that it is there, that its clock is right, and what its log has that is not stored here. */
  private async look(): Promise<void> {
    const { terminal, control } = this.visit.at;
    const wall = await control.time();
    await this.context.seen(this.known);
    if (wall !== null) await this.context.clock(this.known, wall);
    if (this.waiting.takeShortage()) {
      this.counted = -1;
      await this.context.alert(this.sn, tooFast);
    }
    const { records, users } = await terminal.sizes(['records', 'users']);
    await this.tellUsers(users);
    if (this.lookedAt === 0 || !records || records !== this.counted) await this.readLog(records);
    this.lookedAt = Date.now();
  }

  /** Somebody may have used its menu: users whom nobody sent may open doors, and users who are gone are sent again. */
  private async tellUsers(users: number | null): Promise<void> {
    if (users === null || users === this.usersTold) return;
    await this.context.users(this.sn, users);
    this.usersTold = users;
  }

  private async readLog(records: number | null): Promise<void> {
    const isComplete = await this.read();
    this.counted = records ?? -1;
    if (!isComplete || !this.visit.settings.clearAfterRead || this.mark === null) return;
    this.mark = await this.clear(this.mark);
    if (this.mark === null) this.counted = 0;
  }

  /** @returns whether it sent as many punches as it counts */
  private async read(): Promise<boolean> {
    const { context, sn, mark: since } = this;
    try {
      const done = await new PunchReader(this.visit.line, { since, giveWay: this.commandsFirst }).run(
        async (punches) => {
          // The rest comes the next time.
          if (this.keeper.isOver) throw new Interrupted();
          await context.store(this.known, punches);
          await context.seen(this.known);
        },
      );
      const isComplete = (done.counted ?? 0) <= done.held;
      if (!isComplete) await context.alert(sn, `it counts ${done.counted} punches and gave ${done.held}`);
      await context.noteRead(sn, done.mark, done.counted);
      this.mark = done.mark;
      return isComplete;
    } catch (error) {
      if (!(error instanceof UnknownLayout)) throw error;
      const sample = error.sample.subarray(0, 128).toString('hex');
      await context.keepLog(this.known, await readWhole(this.visit.at.terminal, tableRequests.attendance));
      await context.alert(sn, `${error.message}; it is in quarantine; its first bytes: ${sample}`);
      return false;
    }
  }

  /** A long log does not keep commands waiting: it is read on behind them. */
  private readonly commandsFirst: GiveWay = {
    isWanted: () => this.context.isDue(this.sn),
    run: async () => {
      // The commands have their connection; another one that was made for the log is not theirs.
      if (!this.visit.at.terminal.session.isOpen) throw new Interrupted();
      try {
        await this.serveCommands();
      } catch (error) {
        throw isPullError(error) ? new Interrupted() : error;
      }
    },
  };

  /** Every punch up to the mark is stored. If there are more by now, they are read first. */
  private async clear(mark: Mark): Promise<Mark | null> {
    try {
      await clearPunches(this.visit.at.terminal, mark);
      await this.context.noteRead(this.sn, null, 0);
      return null;
    } catch (error) {
      if (!isPullError(error, 'refused', 'notSupported')) throw error;
      return mark;
    }
  }
}
