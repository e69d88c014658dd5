import { setTimeout as sleep } from 'node:timers/promises';
import { whyAway } from './away.js';
import type { PanelClock } from './clock.js';
import type { FirmwareQuirks } from './firmware-quirks.js';
import type { ConnectResult, Session } from './handshake.js';
import type { PanelEvent, PanelJournal } from './journal.js';
import { PollRefused, type PanelNews } from './panel-options.js';

/** The methods that the loop calls. */
export interface Playable {
  readonly journal: PanelJournal;
  readonly clock: PanelClock;
  readonly quirks: FirmwareQuirks;
  readonly session: Session;
  connect(): Promise<ConnectResult>;
  reboot(): Promise<ConnectResult>;
  introduce(): Promise<void>;
  fetchTime(): Promise<void>;
  sendEvent(event: PanelEvent): Promise<boolean>;
  sendState(): Promise<unknown>;
  followSchedules(): Promise<void>;
  flush(): Promise<boolean>;
  /** The commands that were handed out and done. */
  poll(): Promise<readonly unknown[]>;
  tell(news: PanelNews): void;
}

interface Pace {
  /** Instead of the RequestDelay of the server's configuration. */
  readonly pollSeconds: number | undefined;
  readonly retrySeconds: number;
  /** Restarts at this interval; 0 never. */
  readonly rebootSeconds: number;
}

/** Appendix 2: the panel was switched on, and it has reached the server. */
const started = 206;
const connected = 214;
/** News that get lost are replaced by the next ones; the next poll shows whether the server is there. */
const nothing = () => undefined;
/** If the server's configuration names none (Access PUSH 4.1). */
const usualDelay = 30;

/** Runs a panel from `run` to `stop`. */
export class PanelLoop {
  private stopping: AbortController | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly panel: Playable,
    private readonly pace: Partial<Pace>,
  ) {}

  get isRunning(): boolean {
    return this.stopping !== null;
  }

  run(): Promise<void> {
    this.stopping ??= new AbortController();
    const { pollSeconds, retrySeconds = 5, rebootSeconds = 0 } = this.pace;
    this.running ??= play(this.panel, { pollSeconds, retrySeconds, rebootSeconds }, this.stopping.signal);
    return this.running;
  }

  abort(): void {
    this.stopping?.abort();
  }

  /** Resolves after the request under way. */
  async ended(): Promise<void> {
    await this.running;
    this.running = null;
    this.stopping = null;
  }
}

/**
 * Runs a panel until the signal. It stays connected as long as it can, and connects again as soon as it can. Never
 * rejects.
 */
async function play(panel: Playable, pace: Pace, signal: AbortSignal): Promise<void> {
  panel.journal.record({ event: started, door: 0 }, panel.clock.wall());
  while (!signal.aborted) {
    try {
      if ((await panel.connect()) === 'registered') await stayOnline(panel, pace, signal);
    } catch (error) {
      panel.tell({ what: 'away', why: whyAway(error) });
    }
    await pause(pace.retrySeconds, signal);
  }
}

/**
 * Polls until the server refuses. It goes on during temporary faults (5xx); it rejects if the server cannot be reached.
 */
async function stayOnline(panel: Playable, pace: Pace, signal: AbortSignal): Promise<void> {
  const due = new Intervals();
  await panel.introduce().catch(nothing);
  await panel.fetchTime();
  await panel.sendEvent({ event: connected, door: 0 });
  await panel.sendState().catch(nothing);
  let idle = 0;
  while (!signal.aborted) {
    if (due.every('reboot', pace.rebootSeconds)) {
      panel.journal.record({ event: started, door: 0 }, panel.clock.wall());
      await panel.reboot();
    }
    if (due.every('state', panel.quirks.stateSeconds)) await panel.sendState().catch(nothing);
    await panel.followSchedules().catch(nothing);
    const busy = await pollOnce(panel, due);
    if (busy === 'refused') return;
    idle = busy ? 0 : idle + 1;
    if (!busy) await pause(delayOf(panel, pace, idle), signal);
  }
}

/**
 * Some firmware polls each second at first, then more and more slowly until the server's interval is reached (capture
 * C1).
 */
function delayOf({ session, quirks }: Playable, { pollSeconds }: Pace, idle: number): number {
  const asked = pollSeconds ?? (Number(session.config.requestdelay) || usualDelay);
  return quirks.pollsSlowerWhenIdle ? Math.min(asked, 1 + Math.floor(idle / 2)) : asked;
}

/** A panel that got commands polls again at once. */
async function pollOnce(panel: Playable, due: Intervals): Promise<boolean | 'refused'> {
  const { realtime, transinterval } = panel.session.config;
  if (realtime !== '0' || due.every('events', 60 * (Number(transinterval) || 2))) await panel.flush();
  try {
    return (await panel.poll()).length > 0;
  } catch (error) {
    if (!(error instanceof PollRefused)) throw error;
    return error.status >= 500 ? false : 'refused';
  }
}

/** Periodic work. */
class Intervals {
  private readonly last = new Map<string, number>();

  /** True if this many seconds have passed since it was last true, or since the first call; 0 is never. */
  every(what: string, seconds: number): boolean {
    const now = Date.now();
    const before = this.last.get(what) ?? now;
    const isDue = seconds > 0 && now - before >= seconds * 1000;
    if (isDue || !this.last.has(what)) this.last.set(what, now);
    return isDue;
  }
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
}
