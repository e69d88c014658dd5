/** Work that is done a few at a time, and not at all where too much waits. */
export class SnapshotQueue {
  readonly totals = { taken: 0, failed: 0, dropped: 0 };
  private readonly waiting: (() => Promise<void>)[] = [];
  private readonly running = new Set<Promise<void>>();
  private isStopped = false;

  constructor(
    private readonly most: number,
    private readonly atOnce: number,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** @param task says whether it was done; it counts neither way where it was somebody else's */
  add(task: () => Promise<'taken' | 'dropped' | 'not mine'>): void {
    if (this.isStopped || this.waiting.length >= this.most) {
      this.totals.dropped++;
      return;
    }
    this.waiting.push(async () => {
      try {
        const end = await task();
        if (end !== 'not mine') this.totals[end]++;
      } catch (error) {
        this.totals.failed++;
        this.failed(error);
      }
    });
    this.next();
  }

  /** What waits is dropped; what is under way comes to its end. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.totals.dropped += this.waiting.splice(0).length;
    await Promise.all(this.running);
  }

  private next(): void {
    while (this.running.size < this.atOnce) {
      const task = this.waiting.shift();
      if (!task) return;
      const mine: Promise<void> = task().finally(() => {
        this.running.delete(mine);
        this.next();
      });
      this.running.add(mine);
    }
  }
}
