import { inTurn } from './people-first.js';

/** One caller's share of a batch. */
interface Entry<Item, Result> {
  readonly items: readonly Item[];
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How a batch is written: one result for each entry, in order; an Error for an entry that cannot be written at all. */
export type WriteBatch<Item, Result> = (entries: readonly (readonly Item[])[]) => Promise<(Result | Error)[]>;

interface Limits {
  /** The most batches under way at once. */
  readonly lanes: number;
  /** Callers that must be waiting before a further lane opens: fewer and larger batches cost less. */
  readonly crowd: number;
  /** Items in one batch. */
  readonly most: number;
}

/**
 * Lets concurrent callers share one write: everything that arrives while a batch is being committed forms the next one.
 * The promise of each caller ends when the batch with its items has been committed or refused.
 */
export class GroupCommit<Item, Result> {
  private readonly waiting: Entry<Item, Result>[] = [];
  private running = 0;
  private scheduled = false;

  constructor(
    private readonly write: WriteBatch<Item, Result>,
    private readonly limits: Limits,
  ) {}

  add(items: readonly Item[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject });
      this.schedule();
    });
  }

  /** Items that were parsed in the same turn of the event loop join the same batch. */
  private schedule(): void {
    if (this.scheduled || !this.hasRoom()) return;
    this.scheduled = true;
    inTurn(() =>
      setImmediate(() => {
        this.scheduled = false;
        if (this.waiting.length > 0 && this.hasRoom()) void this.flush();
      }),
    );
  }

  private hasRoom(): boolean {
    const { lanes, crowd } = this.limits;
    return this.running === 0 || (this.running < lanes && this.waiting.length >= crowd);
  }

  private async flush(): Promise<void> {
    this.running++;
    const batch = this.nextBatch();
    const answer = await this.written(batch);
    this.running--;
    // This comes before the answers: the database gets its next batch while this process is busy with the answers.
    if (this.waiting.length > 0 && this.hasRoom()) void this.flush();
    answer();
    if (this.waiting.length > 0) this.schedule();
  }

  /** Never rejects. @returns a function that tells the callers the result */
  private async written(batch: readonly Entry<Item, Result>[]): Promise<() => void> {
    try {
      const results = await this.write(batch.map(({ items }) => items));
      return () =>
        batch.forEach(({ resolve, reject }, index) => {
          const result = results[index];
          if (result instanceof Error) reject(result);
          else resolve(result as Result);
        });
    } catch (error) {
      return () => {
        for (const { reject } of batch) reject(error);
      };
    }
  }

  private nextBatch(): Entry<Item, Result>[] {
    let size = 0;
    let end = 0;
    for (const { items } of this.waiting) {
      if (end > 0 && size + items.length > this.limits.most) break;
      size += items.length;
      end++;
    }
    return this.waiting.splice(0, end);
  }
}
