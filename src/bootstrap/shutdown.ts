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

  constructor(private readonly say: (line: string) => void) {}

  /** SIGHUP: the terminal in which it runs was closed. */
  onSignals(): void {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => this.begin());
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
  begin(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    this.say('Postern is stopping.');
    setTimeout(() => process.exit(0), longestStop).unref();
    void this.starting.then(() => this.stopAll()).finally(() => process.exit(0));
  }

  private async stopAll(): Promise<void> {
    for (const stop of this.steps.splice(0).reverse()) await stop().catch(() => undefined);
  }
}

class Ended extends Error {}
