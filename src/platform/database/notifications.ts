import { randomBytes } from 'node:crypto';
import pg from 'pg';

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
  | 'webhook';
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
  private echo: (() => void) | null = null;
  /** How often everything is looked at without a notification: rarely while NOTIFY works, often if it does not. */
  recheckMs = 1_000;

  constructor(
    private readonly url: string,
    private readonly log: Log,
    private readonly Client: typeof pg.Client = pg.Client,
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
  async sendOver(tx: { query(sql: string, values: unknown[]): Promise<unknown> }, hints: readonly Notification[]) {
    if (hints.length > 0) await tx.query(notify, [channel, [this.self, ...hints].join('\n')]);
  }

  async start(): Promise<void> {
    await this.connect();
    await this.checkEcho();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private tell(hint: Notification): Promise<void>[] {
    const blank = hint.indexOf(' ');
    const listeners = this.listeners.get(hint.slice(0, blank) as NotificationKind) ?? [];
    return [...listeners].flatMap((listener) => listener(hint.slice(blank + 1)) ?? []);
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
    if (from === `echo ${this.self}`) this.echo?.();
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

  /** A pooler between us and PostgreSQL may drop LISTEN: then the regular look comes more often (docs/rules.md 4). */
  private async checkEcho(): Promise<void> {
    const heard = new Promise<boolean>((resolve) => {
      this.echo = () => resolve(true);
      setTimeout(() => resolve(false), 2_000).unref();
    });
    await this.client?.query(notify, [channel, `echo ${this.self}`]);
    if (await heard) return;
    this.recheckMs = 250;
    this.log.warn('NOTIFY does not come back (a transaction pooler?): the database is asked every 250 ms instead');
  }
}
