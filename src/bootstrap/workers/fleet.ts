import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { giveMetrics } from '../../operations/metrics-of-workers.js';
import type { WorkerMessage, WorkerTask } from './messages.js';

/** A worker that ends sooner than this is replaced only after this time: what killed it may do so again. */
const shortLifeMs = 5_000;

/** PostgreSQL is stopped after the workers, and all of it must take less than ten seconds (shutdown.ts). */
const longestStopMs = 6_000;

interface FleetOptions {
  readonly workers: number;
  readonly databaseUrl: string;
  readonly log: Logger;
  /** How long a worker answers beside its stop. */
  readonly drainMs: number;
  /** Nobody reads the output of a worker any more. */
  readonly onUnheard: () => void;
}

/**
 * Several gateways behind one port, each a process with a full replica (docs/architecture.md). The worker that is
 * free takes the next connection; the primary process replaces workers that die.
 */
export class WorkerFleet {
  private readonly alive = new Set<Worker>();
  private isStopping = false;

  constructor(private readonly options: FleetOptions) {
    // All workers listen on one socket. Where the primary process hands connections out, one that it gave to a worker
    // that just died is never answered.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    // `npm start` runs a script that looks whether the build is new; a worker has no use for that.
    cluster.setupPrimary({ exec: new URL('../../main.js', import.meta.url).pathname, args: [] });
  }

  /** Resolves when all serve. @throws Error with the reason of the first worker, if it cannot */
  async start(): Promise<void> {
    await this.served(this.fork(true));
    const others = Array.from({ length: this.options.workers - 1 }, () => this.fork(false));
    for (const worker of this.alive) this.keep(worker);
    await Promise.all(others.map((worker) => this.served(worker).catch(() => undefined)));
  }

  async stop(hurried: AbortSignal): Promise<void> {
    this.isStopping = true;
    const ended = [...this.alive].map((worker) => once(worker, 'exit'));
    this.tellAll(hurried.aborted ? 'SIGINT' : 'SIGTERM');
    hurried.addEventListener('abort', () => this.tellAll('SIGINT'));
    const last = setTimeout(() => this.tellAll('SIGKILL'), longestStopMs + this.options.drainMs);
    await Promise.all(ended);
    clearTimeout(last);
  }

  private tellAll(signal: NodeJS.Signals): void {
    for (const worker of this.alive) worker.process.kill(signal);
  }

  private fork(isFirst: boolean): Worker {
    const worker = cluster.fork();
    this.alive.add(worker);
    worker.once('exit', () => this.alive.delete(worker));
    const task: WorkerTask = { databaseUrl: this.options.databaseUrl, isFirst };
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'waiting') worker.send(task);
      if (message.kind === 'unheard') this.options.onUnheard();
    });
    giveMetrics(worker);
    return worker;
  }

  /** A worker that dies is replaced, until the stop. */
  private keep(worker: Worker): void {
    const since = performance.now();
    worker.once('exit', (code: number, signal: string | null) => {
      if (this.isStopping) return;
      const died = { worker: worker.process.pid, ...(signal ? { signal } : { code }) };
      this.options.log.error(died, 'a worker ended; another one takes its place');
      const rest = performance.now() - since < shortLifeMs ? shortLifeMs : 0;
      // Where all have died, nothing else keeps this process alive.
      void sleep(rest).then(() => {
        if (!this.isStopping) this.keep(this.fork(false));
      });
    });
  }

  private served(worker: Worker): Promise<void> {
    return new Promise((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'serving') resolve();
        if (message.kind === 'failed') reject(new Error(message.reason));
      });
      worker.once('exit', (code: number, signal: string | null) => {
        if (this.isStopping) resolve();
        else reject(new Error(`a worker ended while it was starting (${signal ?? code})`));
      });
    });
  }
}
