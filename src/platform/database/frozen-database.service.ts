import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import pg from 'pg';
import { LOG } from '../tokens.js';
import { DatabaseConnections } from './connections.js';
import { DatabaseFaults } from './database-faults.js';
import { Silence } from './silence.js';

const lookEveryMs = 250;
const askEveryMs = 1_000;
/** On an existing connection the server needs no disk, no lock and no new process to answer. */
const answersWithinMs = 3_000;
const connectsWithinMs = 5_000;

/** Errors of connecting that are no refusal but mean silence, too. The last one is a full queue of a socket. */
const unheard = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'EAGAIN']);

export const DATABASE_URL = Symbol('DATABASE_URL');

/**
 * If the server is frozen, or the network drops everything, no connection breaks: callers would wait for minutes. So a
 * separate connection sends a query each second. If there is no answer for seconds, and nothing comes on any other
 * connection, all are cut and none is opened until it answers. A statement may still take as long as it likes.
 */
@Injectable()
export class FrozenDatabaseService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private client: pg.Client | null = null;
  /** About the query that has no answer yet. */
  private silence: Silence | null = null;
  private askedAt = -Infinity;

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
    (isNew ? client.connect() : client.query('SELECT 1')).then(
      () => this.noteAnswer(client),
      (error: unknown) => this.noteRefusal(client, error),
    );
  }

  private newClient(): pg.Client {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'postern watch' });
    client.on('error', (error) => this.noteRefusal(client, error));
    return client;
  }

  private noteAnswer(client: pg.Client): void {
    if (this.client !== client) return;
    this.silence = null;
    this.connections.mend();
  }

  /** A refusal is an answer: other callers get the refusal themselves. */
  private noteRefusal(client: pg.Client, error: unknown): void {
    if (this.client !== client) return;
    this.hangUp();
    if (!unheard.has((error as { code?: string } | null)?.code ?? '')) this.connections.mend();
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
