/** Measures, in number of looks, how long there has been no answer to a question. */
export class Silence {
  private silentMs = 0;
  private lookedAt: number;

  /** @param lookEveryMs the planned time between two looks */
  constructor(
    private readonly lookEveryMs: number,
    private readonly longestMs: number,
    now: number,
  ) {
    this.lookedAt = now;
  }

  /**
   * A look that comes late does not count: this process was stopped itself, and has not read yet what came meanwhile.
   * @param isAlive whether anything else was received since the last look
   * @returns whether the silence has lasted too long
   */
  isTooLong(now: number, isAlive: boolean): boolean {
    const isLate = now - this.lookedAt > 2 * this.lookEveryMs;
    this.lookedAt = now;
    if (isAlive) this.silentMs = 0;
    else if (!isLate) this.silentMs += this.lookEveryMs;
    return this.silentMs >= this.longestMs;
  }
}
