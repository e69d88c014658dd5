/** How long whoever was asked something has been silent, counted in looks at it. */
export class Silence {
  private silentMs = 0;
  private lookedAt: number;

  /** @param lookEveryMs how often somebody means to look */
  constructor(
    private readonly lookEveryMs: number,
    private readonly longestMs: number,
    now: number,
  ) {
    this.lookedAt = now;
  }

  /**
   * A look that comes late counts for nothing: this process stood still itself, and what came meanwhile is not read yet.
   * @param isAlive whether anything else was heard since the last look
   * @returns whether it has been silent for too long
   */
  isTooLong(now: number, isAlive: boolean): boolean {
    const isLate = now - this.lookedAt > 2 * this.lookEveryMs;
    this.lookedAt = now;
    if (isAlive) this.silentMs = 0;
    else if (!isLate) this.silentMs += this.lookEveryMs;
    return this.silentMs >= this.longestMs;
  }
}
