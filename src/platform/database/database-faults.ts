import { sqlState } from './unit-of-work.js';

/** The reason why the database cannot be used. */
export type DatabaseFault = 'away' | 'full' | 'standby' | 'tooOld';

export const faultWords: Readonly<Record<DatabaseFault, string>> = {
  away: 'the database cannot be reached',
  full: 'the disk of the database is full: nothing can be written',
  tooOld: 'a newer version has changed the database: this gateway is too old for it',
  standby: 'the standby of the database does not confirm what is written',
};

/** The code of the error where this gateway is too old: no SQLSTATE. */
export const tooOldCode = 'POSTERN_TOO_OLD';

/** Connection errors, no such database, too many connections, the server going down or starting. */
const awayState = /^(08|3D|533|57P)/;
const awaySystem = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const fullState = '53100';
/** A commit that no standby is known to have (connections.ts). */
const standbyState = '08007';

/** The server's socket; if another file is missing, the reason is another one. */
const isSocketGone = (error: unknown, state: string) =>
  state === 'ENOENT' && (error as { syscall?: string }).syscall === 'connect';

/** The errors of the pool and of a client whose connection broke have no code. */
const isPoolFault = (text: string) =>
  (/connection|trying to connect/i.test(text) && /timeout|terminated/i.test(text)) || text.endsWith('not queryable');

const isAway = (error: unknown, state: string, text: string) =>
  awayState.test(state) || awaySystem.has(state) || isSocketGone(error, state) || (state === '' && isPoolFault(text));

/** What an error of a statement or of the pool says about the database; null if it says nothing. */
export const databaseFaultOf = (error: unknown): DatabaseFault | null =>
  sqlState(error) === tooOldCode ? 'tooOld' : faultOf(error);

function faultOf(error: unknown): Exclude<DatabaseFault, 'tooOld'> | null {
  const state = sqlState(error) ?? '';
  const text = error instanceof Error ? error.message : '';
  if (state === fullState || /no space left on device/i.test(text)) return 'full';
  if (state === standbyState) return 'standby';
  return isAway(error, state, text) ? 'away' : null;
}

/** A fault that is over. */
export interface Outage {
  readonly fault: DatabaseFault;
  readonly seconds: number;
  readonly errors: number;
}

/**
 * The known faults of the database. While it is away, everything that needs it fails, many times a second. Only the
 * first error is logged, the others are counted (`newLog`), and the end of the fault is logged, too.
 */
export class DatabaseFaults {
  /** Since the start. */
  readonly counts: Record<'away' | 'full' | 'standby', number> & { tooOld?: number } = { away: 0, full: 0, standby: 0 };
  /** How often it stopped answering, since the start. */
  freezes = 0;
  current: DatabaseFault | null = null;
  private since = 0;
  private errors = 0;

  /** @returns null if the error says nothing about the database, else whether it is the first of its kind */
  note(error: unknown): 'first' | 'again' | null {
    const fault = databaseFaultOf(error);
    if (fault === null) return null;
    this.counts[fault] = (this.counts[fault] ?? 0) + 1;
    this.errors++;
    // A server with a full disk may go away, too: the full disk stays the reason until a write succeeds.
    if (this.current === fault || this.current === 'full') return 'again';
    if (this.current === null) {
      this.since = Date.now();
      this.errors = 1;
    }
    this.current = fault;
    return 'first';
  }

  /** The database did what it was asked to do. */
  over(): Outage | null {
    const { current: fault, since, errors } = this;
    this.current = null;
    return fault && { fault, seconds: Math.round((Date.now() - since) / 1_000), errors };
  }
}
