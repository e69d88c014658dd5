/** The right of one gateway to talk to a terminal, kept for as long as it is needed. */
export class Lease {
  private readonly timer: NodeJS.Timeout;
  private heldAt = Date.now();
  isLost = false;

  /**
   * @param again renews it, and tells whether it is still ours
   * @param lengthMs after this time without renewal another gateway may take it
   * @param lost another gateway may have it: nothing must be sent to the terminal any more
   */
  constructor(
    private readonly again: () => Promise<boolean>,
    private readonly lengthMs: number,
    private readonly lost: () => void,
  ) {
    this.timer = setInterval(() => void this.renew(), lengthMs / 3);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    const asked = Date.now();
    const isOurs = await this.again().then(
      (is) => {
        if (is) this.heldAt = asked;
        return is;
      },
      // The database is away, so no other gateway can take the lease either.
      () => Date.now() - this.heldAt < this.lengthMs,
    );
    if (isOurs || this.isLost) return;
    this.isLost = true;
    this.stop();
    this.lost();
  }
}
