import pg from 'pg';
import { goesFirst } from './people-first.js';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: unknown) => void,
) => void;

interface Waiting {
  readonly connected: Connected;
  readonly timer: NodeJS.Timeout | undefined;
}

/** As many people are served before one of the others, so that these come on however many ask. */
const mostInRow = 7;

/**
 * A pool in which a thousand devices that come back at once do not stand before the one request of a person: while all
 * connections are in use, the next goes to work of `peopleFirst`, and every eighth to other work.
 */
export class OrderedPool extends pg.Pool {
  private readonly waiting: Readonly<Record<'people' | 'others', Waiting[]>> = { people: [], others: [] };
  private readonly held = new Set<pg.PoolClient>();
  /** Those that were asked of the pool and are not there yet. */
  private coming = 0;
  /** People who were served while others waited. */
  private inRow = 0;

  constructor(options: pg.PoolConfig) {
    super(options);
    this.on('release', (_error, client) => {
      this.held.delete(client);
      this.next();
    });
    const ofPool = () => Reflect.get(pg.Pool.prototype, 'waitingCount', this);
    Object.defineProperty(this, 'waitingCount', {
      get: () => ofPool() + this.waiting.people.length + this.waiting.others.length,
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    if (connected) {
      this.ask(connected);
      return undefined;
    }
    return new Promise((resolve, reject) => {
      this.ask((error, client) => {
        if (client) resolve(client);
        else reject(error ?? new Error('no connection'));
      });
    });
  }

  private get hasRoom(): boolean {
    return this.coming + this.held.size < this.options.max;
  }

  private ask(connected: Connected): void {
    if (this.ending || this.hasRoom) {
      this.take(connected);
      return;
    }
    const queue = goesFirst() ? this.waiting.people : this.waiting.others;
    const { connectionTimeoutMillis = 0 } = this.options;
    const timer = connectionTimeoutMillis > 0 ? setTimeout(giveUp, connectionTimeoutMillis).unref() : undefined;
    const one: Waiting = { connected, timer };
    queue.push(one);
    function giveUp(): void {
      const place = queue.indexOf(one);
      if (place >= 0) queue.splice(place, 1);
      connected(new Error('timeout exceeded when trying to connect'), undefined, () => undefined);
    }
  }

  private take(connected: Connected): void {
    this.coming++;
    super.connect((error, client, release) => {
      this.coming--;
      if (client) this.held.add(client);
      connected(error, client, release);
      if (!client) this.next();
    });
  }

  private next(): void {
    while (!this.ending && this.hasRoom) {
      const one = this.nextOne();
      if (!one) return;
      clearTimeout(one.timer);
      this.take(one.connected);
    }
  }

  private nextOne(): Waiting | undefined {
    const { people, others } = this.waiting;
    const isTurnOfOthers = people.length === 0 || (others.length > 0 && this.inRow >= mostInRow);
    this.inRow = isTurnOfOthers || others.length === 0 ? 0 : this.inRow + 1;
    return isTurnOfOthers ? others.shift() : people.shift();
  }
}
