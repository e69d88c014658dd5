import type { Socket } from 'node:net';
import pg from 'pg';

/** The error for callers while the database does not answer: SQLSTATE 08006 says that it is away. */
const noAnswer = () => Object.assign(new Error('the database does not answer'), { code: '08006' });

/** SQLSTATE 08007, "transaction resolution unknown": it is stored here, and no standby is known to have it. */
export const unconfirmed = () =>
  Object.assign(new Error('the standby did not confirm what was written'), { code: '08007' });

/** Where the server waits for its standbys. The name is the same in every language of the server. */
const waitForStandby = 'SyncRepWaitForLSN';

const streamOf = ({ connection }: pg.Client) => (connection as unknown as { stream: Socket }).stream;
const isWaiting = (client: pg.Client) => !(client as unknown as { readyForQuery: boolean }).readyForQuery;

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

interface Silence {
  readonly bytes: number;
  readonly since: number;
}

/**
 * All connections of one gateway to its database, except the one that watches them: they can be cut, and new ones
 * refused.
 */
export class DatabaseConnections {
  private readonly open = new Set<pg.Client>();
  private heard = new WeakMap<pg.Client, number>();
  private silences = new WeakMap<pg.Client, Silence>();
  private refusal: (() => Error) | null = null;

  /** The class of which pools and others make their connections. */
  readonly Client: typeof pg.Client = clientOf(this.open, () => this.refusal?.() ?? null);

  get areCut(): boolean {
    return this.refusal !== null;
  }

  /** Whether the server sent anything on any of them since the last call. */
  hasNews(): boolean {
    let news = false;
    for (const client of this.open) {
      const bytes = streamOf(client).bytesRead;
      if ((this.heard.get(client) ?? 0) !== bytes) news = true;
      this.heard.set(client, bytes);
    }
    return news;
  }

  /** How long the server has owed an answer to a statement without sending a byte, as far as earlier calls can tell. */
  longestWaitMs(now: number): number {
    let longest = 0;
    for (const client of this.open) {
      const bytes = streamOf(client).bytesRead;
      const known = this.silences.get(client);
      if (isWaiting(client) && known?.bytes === bytes) longest = Math.max(longest, now - known.since);
      else this.silences.set(client, { bytes, since: now });
    }
    return longest;
  }

  /**
   * Everything that waits for the database gets an error at once, and so does every later request until the fault is
   * over.
   */
  cut(why: () => Error = noAnswer): void {
    this.refusal = why;
    for (const client of [...this.open]) streamOf(client).destroy(why());
  }

  mend(): void {
    this.refusal = null;
  }
}

function clientOf(open: Set<pg.Client>, refusal: () => Error | null): typeof pg.Client {
  return class extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(connected: Connected): void;
    override connect(connected?: Connected): Promise<pg.Client> | undefined {
      const error = refusal();
      if (error) return refuse(error, connected);
      open.add(this);
      this.connection.once('end', () => open.delete(this));
      failUnconfirmed(this);
      if (connected === undefined) return super.connect();
      super.connect(connected);
      return undefined;
    }
  };
}

/**
 * A COMMIT whose wait for the standby is cancelled succeeds, as the protocol sees it, and tells so in a notice alone:
 * whoever took it for stored would lose it with the primary. So the statement fails, and its connection ends.
 */
function failUnconfirmed({ connection }: pg.Client): void {
  let isUnconfirmed = false;
  connection.on('notice', ({ routine }: { routine?: string }) => {
    isUnconfirmed ||= routine === waitForStandby;
  });
  // Before the client's own listener, for which the statement is over.
  connection.prependListener('readyForQuery', () => {
    if (isUnconfirmed) connection.emit('error', unconfirmed());
  });
}

function refuse(error: Error, connected: Connected | undefined): Promise<never> | undefined {
  if (connected === undefined) return Promise.reject(error);
  process.nextTick(connected, error);
  return undefined;
}
