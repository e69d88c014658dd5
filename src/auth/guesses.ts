const windowMs = 60_000;
const mostAddresses = 10_000;

/** Counts wrong tokens by address. It is asked only after a token turned out wrong: a right one is never refused. */
export class Guesses {
  private readonly byAddress = new Map<string, { count: number; until: number }>();

  constructor(private readonly mostPerMinute: number) {}

  /** Notes a wrong guess. @returns whether this address has had too many within a minute */
  isTooMany(address: string, now = Date.now()): boolean {
    const seen = this.byAddress.get(address);
    if (!seen || seen.until <= now) {
      this.makeRoom(now);
      this.byAddress.set(address, { count: 1, until: now + windowMs });
      return false;
    }
    seen.count++;
    return seen.count > this.mostPerMinute;
  }

  /** Whoever guesses from many addresses must not fill the memory. */
  private makeRoom(now: number): void {
    if (this.byAddress.size < mostAddresses) return;
    for (const [address, { until }] of this.byAddress) if (until <= now) this.byAddress.delete(address);
    if (this.byAddress.size >= mostAddresses) this.byAddress.clear();
  }
}
