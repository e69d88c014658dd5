/**
 * Work that many ask for at once and that one run does for all. A run that has begun may have missed what its caller has
 * just written, so all who ask meanwhile share the next one. Runs never overlap.
 */
export class SharedRun {
  private underWay: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  constructor(private readonly task: () => Promise<void>) {}

  /** Resolves after a run that began after the call. Rejects if that run does. */
  run(): Promise<void> {
    // The next is begun a moment after the one before has ended: who asks in that moment takes part in it.
    if (this.next !== null) return this.next;
    if (this.underWay === null) return this.begin();
    this.next = this.underWay
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.begin();
      });
    return this.next;
  }

  private begin(): Promise<void> {
    const mine = this.task().finally(() => {
      if (this.underWay === mine) this.underWay = null;
    });
    this.underWay = mine;
    return mine;
  }
}
