import { steadyMs } from '../../platform/steady-clock.js';
import { FeedRun, type ReaderSource, type ReaderTotals } from './feed-run.js';
import type { ReaderKind } from './publisher.js';
import type { ReaderRow } from './reader-store.js';

/** One reader in this gateway: it follows the feed while the lease is here. */
export class LeasedReader {
  readonly totals: ReaderTotals = { published: 0, failures: 0 };
  private row: ReaderRow | null = null;
  private stopper = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private expiry: NodeJS.Timeout | null = null;

  constructor(
    readonly kind: ReaderKind,
    private readonly source: ReaderSource,
    /** Who has the lease should be looked at again. */
    private readonly lookAgain: () => void,
  ) {}

  /**
   * The lease was taken or prolonged; null = another gateway has it, or the reader is not set.
   * @param leaseEnds by `steadyMs`
   */
  async offer(row: ReaderRow | null, leaseEnds: number): Promise<void> {
    if (row === null) return this.stop();
    if (this.row?.revision !== row.revision || this.stopper.signal.aborted) {
      await this.stop();
      this.begin(row);
    }
    if (this.expiry) clearTimeout(this.expiry);
    // The database did not prolong it: by now another gateway may have it.
    this.expiry = setTimeout(() => void this.stop(), Math.max(0, leaseEnds - steadyMs())).unref();
  }

  /** Resolves when nothing more is published. */
  async stop(): Promise<void> {
    this.stopper.abort();
    if (this.expiry) clearTimeout(this.expiry);
    this.expiry = null;
    await this.running;
    this.row = null;
  }

  private begin(row: ReaderRow): void {
    const stopper = new AbortController();
    const isOver = () => {
      stopper.abort();
      this.lookAgain();
    };
    this.row = row;
    this.stopper = stopper;
    this.running = new FeedRun(this.kind, row, this.source, this.totals, stopper.signal, isOver).follow();
  }
}
