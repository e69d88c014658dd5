/** Does batches one after the other as long as there is something to do, and again whenever it is woken. */
export class Worker {
  private working: Promise<void> = Promise.resolve();
  private wanted = false;
  private busy = false;
  private stopped = false;
  /** After a failure changes are taken one at a time, so that one that cannot be processed does not block others. */
  private careful = 0;

  /** @param batch does at most so many, and says how many it did */
  constructor(
    private readonly batch: (most?: number) => Promise<number>,
    private readonly failed: (error: unknown) => void,
  ) {}

  get isBusy(): boolean {
    return this.busy;
  }

  /** Resolves when nothing is left. */
  wake(): Promise<void> {
    this.wanted = true;
    if (this.busy || this.stopped) return this.working;
    this.busy = true;
    this.working = this.drain().finally(() => {
      this.busy = false;
      if (this.wanted) void this.wake();
    });
    return this.working;
  }

  stop(): Promise<void> {
    this.stopped = true;
    return this.working;
  }

  private async drain(): Promise<void> {
    this.wanted = false;
    try {
      while (!this.stopped && (await this.next()) > 0);
    } catch (error) {
      this.careful = carefulBatches;
      this.failed(error);
    }
  }

  private async next(): Promise<number> {
    if (this.careful === 0) return this.batch();
    const done = await this.batch(1);
    this.careful--;
    return done;
  }
}

const carefulBatches = 50;
