import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type pg from 'pg';
import type { Logger } from 'pino';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { CONFIG, LOG } from '../tokens.js';
import type { Config } from '../config.js';
import type { PeriodicJob } from '../schedule/periodic-job.js';
import { PeriodicJobService } from '../schedule/periodic-job.service.js';
import { DatabaseConnections } from './connections.js';
import { databaseFaultOf } from './database-faults.js';
import { replicaOptions } from './data-source.js';
import { readingFrom } from './read-context.js';
import { logPlaceOf, ReplicaLag } from './replica-lag.js';

/** Exports and charts: few at a time. */
const poolSize = 4;

/** On a connection of its own the question waits for no export. */
const answersWithinMs = 3_000;

const primaryPlace = 'SELECT pg_current_wal_lsn()::text AS place';
const replicaPlace = `SELECT pg_is_in_recovery() AS "isReplica", pg_last_wal_replay_lsn()::text AS place`;

interface Place {
  readonly isReplica: boolean;
  readonly place: string | null;
}

/**
 * A replica for what may be some seconds old and takes long: exports and charts. While it is away or too far behind, the
 * primary is asked. Nothing that follows a write of the same caller is read here.
 */
@Injectable()
export class ReadReplicaService implements OnApplicationBootstrap, OnModuleDestroy {
  /** Further behind than this, and the primary is asked. Other values in tests. */
  mostBehindMs = 5_000;
  private readonly lag = new ReplicaLag();
  private readonly connections = new DatabaseConnections();
  private asking: pg.Client | null = null;
  private readonly job: PeriodicJob | null;
  private replica: DataSource | null = null;
  /** Why it is not used; null = it is. */
  private reason: string | null = 'it was not asked yet';

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    private readonly primary: DataSource,
    jobs: PeriodicJobService,
  ) {
    const failure = 'the replica could not be asked how far it is';
    this.job = config.databaseReadUrl
      ? jobs.add({ name: 'replica-lag', everyMs: 1_000, failure }, () => this.look())
      : null;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.job) return;
    this.job.start();
    await this.job.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.hangUp();
    await this.job?.stop();
    this.hangUp();
    if (this.replica?.isInitialized) await this.replica.destroy();
  }

  /** Whether reads go to the replica at this moment. */
  get isUsed(): boolean {
    return this.usable() !== null;
  }

  /** Runs a task that only reads: at the replica, and again at the primary if the replica fails. */
  async read<T>(task: (tx: EntityManager) => Promise<T>): Promise<T> {
    const replica = this.usable();
    if (!replica) return task(this.primary.manager);
    try {
      return await readingFrom(replica, () => task(replica));
    } catch (error) {
      // A refusal of our own is no fault of the replica.
      if (!isOfDatabase(error)) throw error;
      if (this.reason === null) this.say(`it refused a statement: ${(error as Error).message}`);
      return task(this.primary.manager);
    }
  }

  private usable(): EntityManager | null {
    if (!this.replica || this.reason !== null) return null;
    const behind = this.lag.behindMs(performance.now());
    return behind !== null && behind <= this.mostBehindMs ? this.replica.manager : null;
  }

  private async look(): Promise<void> {
    const at = performance.now();
    const [{ place = '0/0' } = {}]: { place?: string }[] = await this.primary.query(primaryPlace);
    this.lag.primaryIs(logPlaceOf(place), at);
    try {
      const { isReplica, place: applied } = await this.ask();
      if (!isReplica || applied === null) {
        this.say('DATABASE_READ_URL leads to no replica');
        return;
      }
      this.lag.replicaIs(logPlaceOf(applied));
      await this.connected();
    } catch (error) {
      this.say(`it cannot be reached: ${(error as Error).message}`);
      this.hangUp();
      // Where nothing arrives any more no connection breaks: what waits there would wait for hours.
      this.connections.cut();
      this.connections.mend();
      return;
    }
    const behind = this.lag.behindMs(performance.now());
    this.say(behind !== null && behind <= this.mostBehindMs ? null : 'it is more than five seconds behind');
  }

  private async ask(): Promise<Place> {
    this.asking ??= await this.newAsking();
    const { rows } = await this.asking.query<Place>(replicaPlace);
    return rows[0] ?? { isReplica: false, place: null };
  }

  private async newAsking(): Promise<pg.Client> {
    const client = new this.connections.Client({
      connectionString: this.config.databaseReadUrl ?? '',
      keepAlive: true,
      application_name: 'postern reads',
      connectionTimeoutMillis: answersWithinMs,
      query_timeout: answersWithinMs,
    });
    client.on('error', () => undefined);
    // While it connects, too, a stop ends it.
    this.asking = client;
    await client.connect();
    return client;
  }

  private hangUp(): void {
    const { asking } = this;
    this.asking = null;
    if (asking) (asking.connection as unknown as { stream: { destroy(): void } }).stream.destroy();
  }

  private async connected(): Promise<void> {
    if (this.replica?.isInitialized) return;
    const options = this.primary.options;
    const entities = options.entities as (new () => object)[];
    this.replica = await new DataSource(
      replicaOptions(this.config.databaseReadUrl ?? '', entities, poolSize, this.connections.Client),
    ).initialize();
  }

  /** One line when it changes. */
  private say(reason: string | null): void {
    if (reason === this.reason) return;
    this.reason = reason;
    if (reason === null) this.log.info('exports and charts are read from the replica');
    else this.log.warn({ reason }, 'the replica is not used: exports and charts are read from the primary');
  }
}

/** Errors of a statement, a connection or the pool, as against those that the task throws for the caller. */
function isOfDatabase(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  if (error instanceof QueryFailedError || databaseFaultOf(error) !== null) return true;
  return typeof code === 'string' && /^(08|25|40|53|57|58)|^E[A-Z]+$/.test(code);
}
