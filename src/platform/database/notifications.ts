import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { about } from '../errors.js';
import { inTurn } from './people-first.js';

/**
 * What a notification is about; its key names the thing. A notification is never needed for correctness, only for
 * speed.
 */
export type NotificationKind =
  | 'change'
  | 'due'
  | 'device'
  | 'token'
  | 'feed'
  | 'command'
  | 'doorState'
  | 'guess'
  | 'setting'
  | 'wire'
  | 'reader'
  | 'webhook'
  | 'camera'
  | 'recorder';
export type Notification = `${NotificationKind} ${string}`;

/** A promise, if the work that follows from the notification takes a moment. */
type Listener = (key: string) => void | Promise<void>;
interface Log {
  warn(message: string): void;
  info(message: string): void;
}

const channel = 'postern';
/** A notification is lost with the server anyway, so this one transaction does not wait for the disk. */
const notify = `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`;
const longestPayload = 7_500;
const pauseMs = 10;
/** How often everything is looked at without a notification: rarely while NOTIFY works, often if it does not. */
const looks = { usual: 1_000, alone: 250 } as const;

/** Runs a statement on one of the connections that everything else uses. */
interface Pool {
  query(sql: string, values: unknown[]): Promise<unknown>;
}

/**
 * Notifies listeners here at once, and those in other gateways by NOTIFY on a connection of its own: inside the writing
 * transaction it would reduce throughput to a quarter (docs/rules.md 4). Notifications that come while one is being
 * sent are sent together.
 */
export class Notifications {
  private readonly self = randomBytes(6).toString('hex');
  private readonly listeners = new Map<NotificationKind, Set<Listener>>();
  private readonly waiting = new Set<Notification>();
  private client: pg.Client | null = null;
  private sending = false;
  private stopped = false;
  private echo: { readonly word: string; readonly heard: () => void } | null = null;
  recheckMs: number = looks.usual;
  echoPatienceMs = 2_000;
  /** How long the last NOTIFY took to come back; null = it did not. */
  delaySeconds: number | null = null;

  constructor(
    private readonly url: string,
    private readonly log: Log,
    private readonly Client: typeof pg.Client = pg.Client,
    /** The variable that the URL is of, where that is not the one of the pool: a start that fails names it. */
    private readonly variable: string | null = null,
  ) {}

  on(kind: NotificationKind, listener: Listener): void {
    const all = this.listeners.get(kind) ?? new Set();
    this.listeners.set(kind, all.add(listener));
  }

  /** Call it after the commit that the notifications are about. Resolves when the listeners here have finished. */
  async send(hints: Iterable<Notification>): Promise<void> {
    const heard: Promise<void>[] = [];
    for (const hint of hints) {
      heard.push(...this.tell(hint));
      this.waiting.add(hint);
    }
    if (this.waiting.size > 0) void this.flush();
    await Promise.allSettled(heard);
  }

  /** The same for a few over another connection: at the end of a gateway, this one may have been closed before. */
  async sendOver(tx: Pool, hints: readonly Notification[]) {
    if (hints.length > 0) await tx.query(notify, [channel, [this.self, ...hints].join('\n')]);
  }

  async start(pool: Pool): Promise<void> {
    await (this.variable === null ? this.connect() : this.connect().catch(about(this.variable)));
    await this.checkEcho(pool);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private tell(hint: Notification): Promise<void>[] {
    const blank = hint.indexOf(' ');
    const listeners = this.listeners.get(hint.slice(0, blank) as NotificationKind) ?? [];
    return inTurn(() => [...listeners].flatMap((listener) => listener(hint.slice(blank + 1)) ?? []));
  }

  /** Notifications may have been missed, and nobody knows which: everybody looks again. */
  private tellAll(): void {
    for (const all of this.listeners.values()) for (const listener of all) void listener('*');
  }

  private async connect(): Promise<void> {
    const client = new this.Client({ connectionString: this.url, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client.on('error', () => this.reconnect(client));
    client.on('end', () => this.reconnect(client));
    client.on('notification', ({ payload }) => this.receive(payload ?? ''));
    await client.connect();
    // Refused by a standby. An open connection that nobody listens on is one too many.
    await client.query(`LISTEN ${channel}`).catch(async (error: unknown) => {
      await client.end().catch(() => undefined);
      throw error;
    });
    this.client = client;
  }

  private reconnect(lost: pg.Client): void {
    if (this.stopped || this.client !== lost) return;
    this.client = null;
    const again = () => {
      if (this.stopped) return;
      this.connect().then(
        () => this.tellAll(),
        () => setTimeout(again, 500).unref(),
      );
    };
    again();
  }

  private receive(payload: string): void {
    const [from, ...hints] = payload.split('\n');
    if (from !== undefined && from === this.echo?.word) this.echo.heard();
    if (from === this.self) return;
    for (const hint of hints) void this.tell(hint as Notification);
  }

  private async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.waiting.size > 0 && this.client) {
        const payload = this.nextPayload();
        await this.client.query(notify, [channel, payload]);
        // Notifications that come in the meantime are sent together.
        await new Promise((done) => setTimeout(done, pauseMs));
      }
    } catch {
      // Every gateway's own regular look finds what these notifications were about.
      this.waiting.clear();
    } finally {
      this.sending = false;
    }
  }

  private nextPayload(): string {
    let payload = this.self;
    for (const hint of this.waiting) {
      if (payload.length + hint.length + 1 > longestPayload) break;
      payload += `\n${hint}`;
      this.waiting.delete(hint);
    }
    return payload;
  }

  /**
   * Whether NOTIFY of any connection arrives here. A pooler in transaction mode takes LISTEN and tells nobody: the
   * connection that listens would hear only itself. Then the regular look comes more often (docs/rules.md 4).
   */
  async checkEcho(pool: Pool): Promise<void> {
    if (!this.isListening()) return;
    const begun = performance.now();
    const word = `echo ${this.self} ${randomBytes(4).toString('hex')}`;
    const heard = new Promise<boolean>((resolve) => {
      this.echo = { word, heard: () => resolve(true) };
      setTimeout(() => resolve(false), this.echoPatienceMs).unref();
    });
    await pool.query(notify, [channel, word]);
    const isHeard = await heard;
    this.echo = null;
    // A connection that was lost meanwhile says nothing about notifications.
    if (!this.isListening()) return;
    this.delaySeconds = isHeard ? (performance.now() - begun) / 1_000 : null;
    this.lookAgainEvery(isHeard ? looks.usual : looks.alone);
  }

  private isListening(): boolean {
    return this.client !== null && !this.stopped;
  }

  private lookAgainEvery(ms: number): void {
    if (this.recheckMs === ms) return;
    this.recheckMs = ms;
    if (ms === looks.usual) this.log.info('NOTIFY comes back again');
    else
      this.log.warn(
        'NOTIFY does not come back, as behind a pooler in transaction mode: the database is asked every 250 ms instead; ' +
          'set DATABASE_LISTEN_URL to the same database without the pooler',
      );
  }
}
