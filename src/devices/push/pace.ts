/** So many things in so long for each key, and the oldest keys are forgotten: whoever floods fills no memory. */
export class Pace {
  private readonly windows = new Map<string, { since: number; count: number }>();

  constructor(
    private readonly most: number,
    private readonly perMs: number,
    private readonly mostKeys = 10_000,
  ) {}

  /** Counts one more. @returns false where that is too many */
  isFree(key: string, now = Date.now()): boolean {
    const window = this.windows.get(key);
    if (window && now - window.since < this.perMs && now >= window.since) return ++window.count <= this.most;
    this.windows.delete(key);
    if (this.windows.size >= this.mostKeys) this.forgetOldest();
    this.windows.set(key, { since: now, count: 1 });
    return this.most > 0;
  }

  private forgetOldest(): void {
    for (const key of this.windows.keys()) {
      this.windows.delete(key);
      return;
    }
  }
}
