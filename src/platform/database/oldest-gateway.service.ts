import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import pg from 'pg';
import type { PeriodicJob } from '../schedule/periodic-job.js';
import { PeriodicJobService } from '../schedule/periodic-job.service.js';
import { LOG } from '../tokens.js';
import { DatabaseConnections } from './connections.js';
import { DATABASE_URL } from './frozen-database.service.js';
import { readOldest, whyTooOld } from './oldest-gateway.js';
import { UnitOfWork } from './unit-of-work.js';

const everyMs = 5_000;
const connectsWithinMs = 3_000;

/**
 * During an upgrade a newer gateway may change the database so that this one would do harm. Then it works no longer: its
 * connections are cut, every call is refused as while the database is away, and devices keep what they have.
 */
@Injectable()
export class OldestGatewayService implements OnApplicationBootstrap {
  private readonly job: PeriodicJob;
  private tooOld: string | null = null;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    @Inject(DATABASE_URL) private readonly url: string,
    private readonly connections: DatabaseConnections,
    private readonly unitOfWork: UnitOfWork,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'oldest-gateway', everyMs, failure: 'a look at the schema failed' }, () => this.look());
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** @returns why this gateway must not work; null = it may. Rejects if the database is away */
  async look(): Promise<string | null> {
    const tooOld = whyTooOld(await (this.tooOld === null ? this.read() : this.readBeside()));
    if (tooOld !== null && this.tooOld === null) {
      this.log.error(tooOld);
      this.connections.turnAway();
    } else if (tooOld === null && this.tooOld !== null) {
      this.log.info('the database may be used again');
      this.connections.letIn();
    }
    this.tooOld = tooOld;
    return tooOld;
  }

  private read(): Promise<string | null> {
    const { manager } = this.unitOfWork;
    return readOldest((text, values) => manager.query(text, values));
  }

  /** All other connections are cut. */
  private async readBeside(): Promise<string | null> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: connectsWithinMs });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await readOldest(async (text, values) => (await client.query<object>(text, values)).rows);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
