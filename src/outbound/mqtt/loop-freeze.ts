import { steadyMs } from '../../platform/steady-clock.js';

const beatMs = 250;
/** A process that gets no time for longer than this was frozen. */
const frozenMs = 1_000;
/** What arrived meanwhile is read within this time. */
const suspectMs = 2_000;

/**
 * When a message can have arrived at the earliest. While this process was frozen (a suspended machine, a debugger, no
 * CPU), what came for it waited in the buffers of the system, and looks new afterwards.
 */
export class LoopFreeze {
  private lastBeat = steadyMs();
  private frozenSince = 0;
  private suspectUntil = 0;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.timer = setInterval(() => this.beat(), beatMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** By `steadyMs`. */
  arrival(): number {
    const now = this.beat();
    return now < this.suspectUntil ? this.frozenSince : now;
  }

  private beat(): number {
    const now = steadyMs();
    if (now - this.lastBeat > frozenMs) {
      // One that follows soon after another: what came before the first may not have been read yet.
      if (now > this.suspectUntil) this.frozenSince = this.lastBeat;
      this.suspectUntil = now + suspectMs;
    }
    this.lastBeat = now;
    return now;
  }
}
