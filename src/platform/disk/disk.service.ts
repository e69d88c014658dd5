import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { DatabaseFaults, faultWords } from '../database/database-faults.js';
import { clusterName } from '../database/embedded/place.js';
import { Failure } from '../errors.js';
import type { PeriodicJob } from '../schedule/periodic-job.js';
import { PeriodicJobService } from '../schedule/periodic-job.service.js';
import { CONFIG, LOG } from '../tokens.js';
import { spaceAt, stateOf, type DiskSpace, type DiskState } from './disk-space.js';

const everyMs = 1_000;
const megabyte = 1024 * 1024;

/** No picture is taken: whoever sends one keeps it, and comes again. */
export class PictureRefused extends Failure {
  constructor() {
    super('unavailable', 'the disk of the database is nearly full: no pictures are taken');
  }
}

/**
 * How much room the embedded database has. A disk that is full stops PostgreSQL, and with it whatever could make room:
 * so devices keep their logs a little earlier. Of another server only its own errors tell.
 */
@Injectable()
export class DiskService implements OnApplicationBootstrap {
  private state: DiskState = 'room';
  private space: DiskSpace = { free: 0, total: 0 };
  private readonly job: PeriodicJob;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly faults: DatabaseFaults,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'disk', everyMs, failure: 'the disk was not looked at' }, () => this.look());
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.databaseUrl !== null) return;
    await this.look();
    this.job.start();
  }

  /** Nothing is taken from devices. */
  get isFull(): boolean {
    return this.state === 'full' || this.faults.current === 'full';
  }

  get takesPictures(): boolean {
    return !this.isFull && this.state !== 'low';
  }

  /** @throws PictureRefused */
  checkPicture(): void {
    if (!this.takesPictures) throw new PictureRefused();
  }

  /** Null = there is room. */
  fault(): string | null {
    if (this.state === 'full') return `${this.freeWords}: devices keep what they have`;
    return this.faults.current === 'full' ? faultWords.full : null;
  }

  warnings(): string[] {
    return this.state === 'low' ? [`${this.freeWords}: no pictures are taken`] : [];
  }

  private get freeWords(): string {
    const { free, total } = this.space;
    const percent = total > 0 ? Math.floor((free * 100) / total) : 0;
    return `the disk of the database has ${Math.floor(free / megabyte)} MB free (${percent} %)`;
  }

  private async look(): Promise<void> {
    // There is none before the first start, and in a gateway whose database is given to it.
    const space = await spaceAt(clusterName(this.config.dataDir)).catch(() => null);
    if (space === null) return;
    this.space = space;
    const before = this.state;
    this.state = stateOf(space, this.config.diskLimits);
    if (this.state === before) return;
    if (this.state === 'room') this.log.info(`${this.freeWords} again`);
    else this.log.warn(this.fault() ?? this.warnings().join());
  }
}
