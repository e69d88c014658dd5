import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../tokens.js';
import { PeriodicJob, type JobOptions } from './periodic-job.js';

/** All periodic jobs; they end with the app, and the metrics show them. */
@Injectable()
export class PeriodicJobService implements OnModuleDestroy {
  private readonly known = new Map<string, PeriodicJob>();

  constructor(@Inject(LOG) private readonly log: Logger) {}

  get jobs(): readonly PeriodicJob[] {
    return [...this.known.values()];
  }

  /** The caller starts it, once the app is there. */
  add(options: JobOptions, task: () => unknown): PeriodicJob {
    if (this.known.has(options.name)) throw new Error(`there are two jobs ${options.name}`);
    const job = new PeriodicJob(options, task, this.log);
    this.known.set(options.name, job);
    return job;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.jobs.map((job) => job.stop()));
  }
}
