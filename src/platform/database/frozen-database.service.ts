import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import pg from 'pg';
import { LOG } from '../tokens.js';
import { DatabaseConnections, unconfirmed } from './connections.js';
import { DatabaseFaults } from './database-faults.js';
import { Silence } from './silence.js';

const lookEveryMs = 250;
const askEveryMs = 1_000;
/** On an existing connection the server needs no disk, no lock and no new process to answer. */
const answersWithinMs = 3_000;
const connectsWithinMs = 5_000;

/**
 * A commit that no standby confirms keeps its locks, so others wait behind it. No setting of the server ends that wait
 * (docs/failover.md).
 */
const standbyConfirmsWithinMs = 10_000;
/** The statement that waits began a little earlier than those behind it. */
const asksForStandby = `SELECT EXISTS (SELECT FROM pg_stat_activity
  WHERE wait_event = 'SyncRep' AND query_start < clock_timestamp() - make_interval(secs => $1 * 0.0008)) AS "isSilent"`;

/** Errors of connecting that are no refusal but mean silence, too. The last one is a full queue of a socket. */
const unheard = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'EAGAIN']);

export const DATABASE_URL = Symbol('DATABASE_URL');

/**
 * If the server is frozen, or the network drops everything, no connection breaks: callers would wait for minutes. So a
 * separate connection sends a query each second. If there is no answer for seconds, and nothing comes on any other
 * connection, all are cut and none is opened until it answers. The same happens while the server waits for a standby
 * that does not confirm. A statement may still work for as long as it likes.
 */
@Injectable()
export class FrozenDatabaseService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private client: pg.Client | null = null;
  /** About the query that has no answer yet. */
  private silence: Silence | null = null;
  private askedAt = -Infinity;
  /** Shorter in tests. */
  standbyPatienceMs = standbyConfirmsWithinMs;
  private isStandbySilent = false;
  /** Of the statement that has waited longest on any connection. */
  private longestWaitMs = 0;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    @Inject(DATABASE_URL) private readonly url: string,
    private readonly faults: DatabaseFaults,
    private readonly connections: DatabaseConnections,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(performance.now()), lookEveryMs);
  }

  /** Stops after all services that end something in the database. */
  beforeApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.hangUp();
  }

  private look(now: number): void {
    this.longestWaitMs = this.connections.longestWaitMs(now);
    if (this.silence === null) {
      if (now - this.askedAt >= askEveryMs) this.ask(now);
    } else if (this.silence.isTooLong(now, this.connections.hasNews())) {
      this.hangUp();
      this.noteSilence();
    }
  }

  private ask(now: number): void {
    this.askedAt = now;
    this.connections.hasNews();
    this.silence = new Silence(lookEveryMs, this.client ? answersWithinMs : connectsWithinMs, now);
    const client = this.client ?? this.newClient();
    const isNew = this.client === null;
    this.client = client;
    (isNew ? this.connect(client) : this.askWhether(client)).then(
      (isSilent) => this.noteAnswer(client, isSilent),
      (error: unknown) => this.noteRefusal(client, error),
    );
  }

  private async connect(client: pg.Client): Promise<boolean> {
    await client.connect();
    return this.isStandbySilent;
  }

  /** @returns whether commits wait for a standby for too long; nobody asks before something has waited that long here */
  private async askWhether(client: pg.Client): Promise<boolean> {
    const { standbyPatienceMs: patienceMs } = this;
    const isAsked = this.isStandbySilent || this.longestWaitMs >= patienceMs;
    const { rows } = await (isAsked
      ? client.query<{ isSilent: boolean }>(asksForStandby, [patienceMs])
      : client.query<{ isSilent: boolean }>('SELECT false AS "isSilent"'));
    return rows[0]?.isSilent === true;
  }

  private newClient(): pg.Client {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'postern watch' });
    client.on('error', (error) => this.noteRefusal(client, error));
    return client;
  }

  private noteAnswer(client: pg.Client, isSilent: boolean): void {
    if (this.client !== client) return;
    this.silence = null;
    if (isSilent) this.noteStandby();
    else this.mend();
  }

  private mend(): void {
    this.isStandbySilent = false;
    this.connections.mend();
  }

  /** A refusal is an answer: other callers get the refusal themselves. */
  private noteRefusal(client: pg.Client, error: unknown): void {
    if (this.client !== client) return;
    this.hangUp();
    if (!unheard.has((error as { code?: string } | null)?.code ?? '')) this.mend();
  }

  /** Each statement that is tried again would leave one more connection of the server waiting. */
  private noteStandby(): void {
    if (this.isStandbySilent) return;
    this.isStandbySilent = true;
    this.connections.cut(unconfirmed);
    if (this.faults.note(unconfirmed()) === 'first') {
      this.log.warn('the standby of the database does not confirm: calls are refused until it does');
    }
  }

  private noteSilence(): void {
    if (this.connections.areCut) return;
    this.connections.cut();
    this.faults.freezes++;
    if (this.faults.note(Object.assign(new Error('no answer'), { code: '08006' })) === 'first') {
      this.log.warn('the database does not answer: its connections are cut, and calls are refused until it does');
    }
  }

  private hangUp(): void {
    const { client } = this;
    this.client = null;
    this.silence = null;
    if (client) (client.connection as unknown as { stream: { destroy(): void } }).stream.destroy();
  }
}
