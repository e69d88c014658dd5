/** Lets so many tasks run at once; the others wait in their order. */
export class AtMost {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** A task must not run another one in here: it could wait for itself. */
  readonly run = async <T>(task: () => Promise<T>): Promise<T> => {
    if (this.running < this.most) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await task();
    } finally {
      // The place goes on to the next.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  };
}
