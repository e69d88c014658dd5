import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DatabaseFaults, type DatabaseFault } from './database-faults.js';
import { LOG } from '../tokens.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * A megabyte is written and deleted again: it needs room on the disk, and its commit waits for the standby, like any
 * other row.
 */
const writeSomething = `CREATE TEMP TABLE room ON COMMIT DROP AS
  SELECT repeat('x', 1000) AS filler FROM generate_series(1, 1000)`;

const overWords: Readonly<Record<DatabaseFault, string>> = {
  away: 'the database is back',
  full: 'the database can be written again',
  standby: 'the standby of the database confirms again',
};

/** Finds out when a fault of the database is over. */
@Injectable()
export class DatabaseWatchService {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly faults: DatabaseFaults,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Does nothing while the database has no fault. Rejects while it is away, or cannot be written. */
  async look(): Promise<void> {
    const { faults } = this;
    if (faults.current === null) return;
    if (faults.current === 'away') await this.unitOfWork.manager.query('SELECT 1');
    else await this.unitOfWork.run((tx) => tx.query(writeSomething));
    const outage = faults.over();
    if (outage) this.log.info(outage, overWords[outage.fault]);
  }
}
