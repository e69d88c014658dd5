/** A stop that hangs must not keep the process alive: PostgreSQL and the service manager wait ten seconds. */
const longestStop = 9_000;

interface Closable {
  on(event: 'error', listener: () => void): unknown;
}

/** Stops the process in order: what was started is stopped, the last first, also if the stop comes during the start. */
export class End {
  private readonly steps: (() => Promise<unknown>)[] = [];
  private isAsked = false;
  private starting: Promise<unknown> = Promise.resolve();

  private readonly hurry = new AbortController();

  /** @param drainMs how long the first step may take beside all others */
  constructor(
    private readonly say: (line: string) => void,
    private readonly drainMs: number,
  ) {}

  /** Nobody waits for other gateways to take over: somebody at a terminal, or whoever has stopped reading. */
  get hurried(): AbortSignal {
    return this.hurry.signal;
  }

  /** SIGTERM comes from what manages services. SIGHUP: the terminal in which it runs was closed. */
  onSignals(): void {
    process.on('SIGTERM', () => this.begin(false));
    for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => this.begin());
  }

  /** Nobody reads the output any more, as after `npm start | head -1`: this is noticed at the next line. */
  onClosed(output: Closable, then: () => void = () => this.begin()): void {
    output.on('error', then);
  }

  /** Registers what must be stopped before everything that was registered earlier. */
  push(stop: () => Promise<unknown>): void {
    this.steps.push(stop);
  }

  /** Called between the steps of a start: after a stop nothing more is started. */
  check(): void {
    if (this.isAsked) throw new Ended();
  }

  /** Runs the start. If it fails, what it had started is stopped, and the promise rejects. */
  async during(start: () => Promise<void>): Promise<void> {
    const started = start();
    this.starting = started.catch(() => undefined);
    try {
      await started;
    } catch (error) {
      if (error instanceof Ended) return;
      setTimeout(() => process.exit(1), longestStop).unref();
      await this.stopAll();
      throw error;
    }
  }

  /** Also where nobody reads what a worker writes. */
  begin(isHurried = true): void {
    if (isHurried) this.hurry.abort();
    if (this.isAsked) return;
    this.isAsked = true;
    this.say('Postern is stopping.');
    setTimeout(() => process.exit(0), longestStop + this.drainMs).unref();
    void this.starting.then(() => this.stopAll()).finally(() => process.exit(0));
  }

  private async stopAll(): Promise<void> {
    for (const stop of this.steps.splice(0).reverse()) await stop().catch(() => undefined);
  }
}

class Ended extends Error {}
