/** Lets so many through in a round of the event loop, in their order: whatever else the loop has to do comes in between. */
export class Turnstile {
  private passed = 0;
  private isCounting = false;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  pass(): Promise<void> {
    if (this.passed === this.most) return new Promise((resolve) => this.waiting.push(resolve));
    this.passed++;
    this.count();
    return Promise.resolve();
  }

  /** Until this round is over. */
  private count(): void {
    if (this.isCounting) return;
    this.isCounting = true;
    setImmediate(() => {
      this.isCounting = false;
      const next = this.waiting.splice(0, this.most);
      this.passed = next.length;
      if (next.length > 0) this.count();
      for (const resolve of next) resolve();
    });
  }
}
