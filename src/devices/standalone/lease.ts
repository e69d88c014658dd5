import { steadyMs } from '../../platform/steady-clock.js';

/** The right of one gateway to talk to a terminal, kept for as long as it is needed. */
export class Lease {
  private readonly timer: NodeJS.Timeout;
  isLost = false;

  /**
   * @param again renews it, and tells whether it is still ours
   * @param lengthMs after this time without renewal another gateway may take it
   * @param lost another gateway may have it: nothing must be sent to the terminal any more
   * @param heldAt when it was asked for, by the steady clock
   */
  constructor(
    private readonly again: () => Promise<boolean>,
    private readonly lengthMs: number,
    private readonly lost: () => void,
    private heldAt: number,
  ) {
    this.timer = setInterval(() => void this.renew(), lengthMs / 3);
    this.timer.unref();
  }

  /** No other gateway can have taken it yet. */
  get isFresh(): boolean {
    return !this.isLost && steadyMs() - this.heldAt < this.lengthMs;
  }

  /** A gateway that was frozen asks before it goes on with what it was about to do. */
  async isOurs(): Promise<boolean> {
    if (!this.isFresh) await this.renew();
    return !this.isLost;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    const asked = steadyMs();
    const isOurs = await this.again().then(
      (is) => {
        if (is) this.heldAt = asked;
        return is;
      },
      // The database is away, so no other gateway can take the lease either.
      () => this.isFresh,
    );
    if (isOurs || this.isLost) return;
    this.isLost = true;
    this.stop();
    this.lost();
  }
}
