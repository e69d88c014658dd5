export interface JobOptions {
  /** Its label in the metrics. */
  readonly name: string;
  /** From the end of a run to the beginning of the next. */
  readonly everyMs: number | (() => number);
  /** The log message when a run fails; the next run follows as usual. */
  readonly failure: string;
}

interface JobLog {
  warn(fields: object, message: string): void;
}

/** Work that is done at intervals. Runs never overlap, because two runs in one gateway would disturb each other. */
export class PeriodicJob {
  /** Since the start. */
  readonly totals = { runs: 0, failures: 0, seconds: 0, lastRunAt: 0 };
  /** The job ends soon: a run of many steps does not begin the next step. */
  isStopped = false;
  private timer: NodeJS.Timeout | null = null;
  /** Never rejects. */
  private running: Promise<unknown> = Promise.resolve();
  private underWay = 0;
  private isWanted = false;

  constructor(
    readonly options: JobOptions,
    private readonly task: () => unknown,
    private readonly log: JobLog,
  ) {}

  /** The first run comes after one interval. */
  start(): void {
    if (this.timer === null) this.schedule();
  }

  /** There is work: the next run begins at once, or after the one under way. */
  soon(): void {
    if (this.underWay > 0) this.isWanted = true;
    else this.schedule(0);
  }

  /** One run, after the one under way. Rejects if the task does. */
  run(): Promise<void> {
    const next = this.running.then(() => this.once());
    this.running = next.catch(() => undefined);
    return next;
  }

  /** Begins no further run, and waits for the one under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private schedule(inMs = this.pauseMs()): void {
    if (this.isStopped) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tick(), inMs).unref();
  }

  private async tick(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.log.warn({ err: error }, this.options.failure);
    }
    this.schedule(this.isWanted ? 0 : undefined);
  }

  private async once(): Promise<void> {
    const began = performance.now();
    this.isWanted = false;
    this.underWay++;
    try {
      await this.task();
    } catch (error) {
      this.totals.failures++;
      throw error;
    } finally {
      this.underWay--;
      this.totals.runs++;
      this.totals.lastRunAt = Date.now() / 1_000;
      this.totals.seconds += (performance.now() - began) / 1_000;
    }
  }

  private pauseMs(): number {
    const { everyMs } = this.options;
    return typeof everyMs === 'number' ? everyMs : everyMs();
  }
}
