import type { Socket } from 'node:net';
import pg from 'pg';
import { countingErrors } from './error-counts.js';
import { tooOldCode } from './database-faults.js';

/** The error for callers while the database does not answer: SQLSTATE 08006 says that it is away. */
const noAnswer = () => Object.assign(new Error('the database does not answer'), { code: '08006' });

/** The error for callers in a gateway that is too old for the database. */
const turnedAway = () => Object.assign(new Error('this gateway is too old'), { code: tooOldCode });

const streamOf = ({ connection }: pg.Client) => (connection as unknown as { stream: Socket }).stream;

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

/**
 * All connections of one gateway to its database, except the one that watches them: they can be cut, and new ones
 * refused.
 */
export class DatabaseConnections {
  private readonly open = new Set<pg.Client>();
  private heard = new WeakMap<pg.Client, number>();
  private isSilent = false;
  private isTurnedAway = false;

  /** What went wrong since the start, by the class of the SQLSTATE. */
  readonly errors = new Map<string, number>();

  /** The class of which pools and others make their connections. */
  readonly Client: typeof pg.Client = countingErrors(
    clientOf(this.open, () => this.refusal()),
    this.errors,
  );

  get areCut(): boolean {
    return this.isSilent;
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

  /**
   * Everything that waits for the database gets an error at once, and so does every later request until the fault is
   * over.
   */
  cut(): void {
    this.isSilent = true;
    this.endAll(noAnswer);
  }

  mend(): void {
    this.isSilent = false;
  }

  /** The same where this gateway must not work on the database any more. */
  turnAway(): void {
    this.isTurnedAway = true;
    this.endAll(turnedAway);
  }

  letIn(): void {
    this.isTurnedAway = false;
  }

  private refusal(): Error | null {
    if (this.isTurnedAway) return turnedAway();
    return this.isSilent ? noAnswer() : null;
  }

  private endAll(reason: () => Error): void {
    for (const client of [...this.open]) streamOf(client).destroy(reason());
  }
}

function clientOf(open: Set<pg.Client>, refusal: () => Error | null): typeof pg.Client {
  return class extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(connected: Connected): void;
    override connect(connected?: Connected): Promise<pg.Client> | undefined {
      const refused = refusal();
      if (refused) return refuse(connected, refused);
      open.add(this);
      this.connection.once('end', () => open.delete(this));
      if (connected === undefined) return super.connect();
      super.connect(connected);
      return undefined;
    }
  };
}

function refuse(connected: Connected | undefined, reason: Error): Promise<never> | undefined {
  if (connected === undefined) return Promise.reject(reason);
  process.nextTick(connected, reason);
  return undefined;
}
