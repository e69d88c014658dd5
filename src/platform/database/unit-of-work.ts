import {
  DataSource,
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
  type EntityManager,
  type QueryRunner,
} from 'typeorm';
import { readManager } from './read-context.js';
import { rehearsedTx, type Rehearsal } from './rehearsal.js';
import { RehearsalEnd } from './rehearsal-end.js';
import type { Notification, NotificationKind, Notifications } from './notifications.js';

const notificationsOf = new WeakMap<EntityManager, Set<Notification>>();

/** Remembers a notification that is sent once the transaction has committed. */
export function notify(tx: EntityManager, kind: NotificationKind, key = ''): void {
  notificationsOf.get(tx)?.add(`${kind} ${key}`);
}

const undosOf = new WeakMap<EntityManager, (() => void)[]>();

/**
 * What to do in memory if the transaction ends in an error. Its rows may be stored all the same: a COMMIT whose answer
 * was lost may have happened.
 */
export function ifFailed(tx: EntityManager, undo: () => void): void {
  undosOf.get(tx)?.push(undo);
}

const commitsOf = new WeakMap<EntityManager, (() => void)[]>();

/** What to do in memory once the transaction has committed: in one that is run again, only for the last run. */
export function afterCommit(tx: EntityManager, task: () => void): void {
  commitsOf.get(tx)?.push(task);
}

/**
 * The connection broke between two statements; TypeORM's error about the second one says nothing about the database.
 */
const connectionLost = (cause?: unknown) =>
  Object.assign(new Error('the connection to the database was lost', { cause }), { code: '08006' });

/** SQLSTATE of a failed statement, or undefined. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof QueryFailedError
    ? (error.driverError as { code?: string }).code
    : (error as { code?: string } | null)?.code;

/** SQLSTATE classes 22 and 23: a value does not fit its column or breaks a rule. The same data fails again. */
export const isDataError = (error: unknown): boolean => /^2[23]/.test(sqlState(error) ?? '');

/**
 * Serialisation failure, deadlock, and two writers that made or deleted a row at once: the second run sees the result
 * of the first.
 */
const worthAnotherRun = new Set(['40001', '40P01', '23503', '23505']);
const runs = 6;

/** Another transaction committed between two statements: the next run sees its result. */
export const overtaken = (what: string): Error => Object.assign(new Error(what), { code: '40001' });

/** The other transaction continues first, and two that failed together do not meet again at once. */
const longestRestMs = 40;

/**
 * Where transactions begin: one call, one transaction, passed down as `tx`; notifications are sent after the commit.
 */
export class UnitOfWork {
  constructor(
    private readonly source: DataSource,
    private readonly notifications: Notifications,
  ) {}

  /** For reading outside a transaction. */
  get manager(): EntityManager {
    return rehearsedTx() ?? readManager() ?? this.source.manager;
  }

  /**
   * Runs `task` in a transaction that is rolled back. Calls of this class inside the rehearsal (`within`) take part in it
   * and commit nothing; what they note for after their commit is dropped. It gives way to whoever waits for its locks.
   * @param patienceMs it does not last longer
   * @throws Failure unavailable if it was ended
   */
  async rehearse<T>(patienceMs: number, task: (tx: EntityManager, rehearsal: Rehearsal) => Promise<T>): Promise<T> {
    const undos: (() => void)[] = [];
    const runner = this.source.createQueryRunner();
    await runner.connect();
    const rehearsal: Rehearsal = { tx: runner.manager, ended: null };
    undosOf.set(runner.manager, undos);
    const end = new RehearsalEnd(this.source, runner, rehearsal, patienceMs);
    try {
      await runner.startTransaction();
      await runner.query(`SET LOCAL statement_timeout = ${patienceMs}`);
      await runner.query(`SET LOCAL lock_timeout = ${patienceMs}`);
      await end.begin();
      return await task(runner.manager, rehearsal);
    } catch (error) {
      throw rehearsal.ended ?? error;
    } finally {
      rehearsal.tx = null;
      for (const undo of undos) undo();
      await end.stop();
      await rolledBack(runner);
    }
  }

  /**
   * Runs `task` in a transaction, and again if another transaction conflicted with it: so `task` must change nothing
   * but the database.
   * @param patienceMs how long to wait, after the commit, for what follows from it in this gateway
   */
  async run<T>(task: (tx: EntityManager) => Promise<T>, patienceMs = 0): Promise<T> {
    const rehearsed = rehearsedTx();
    if (rehearsed) return task(rehearsed);
    for (let run = 1; ; run++) {
      try {
        return await this.once(task, patienceMs);
      } catch (error) {
        if (run === runs || !worthAnotherRun.has(sqlState(error) ?? '')) throw error;
        await pause(Math.random() * longestRestMs * run);
      }
    }
  }

  private async once<T>(task: (tx: EntityManager) => Promise<T>, patienceMs: number): Promise<T> {
    const pending = new Set<Notification>();
    const undos: (() => void)[] = [];
    const commits: (() => void)[] = [];
    const result = await this.source
      .transaction(async (tx) => {
        notificationsOf.set(tx, pending);
        undosOf.set(tx, undos);
        commitsOf.set(tx, commits);
        return onLivingConnection(tx, task);
      })
      .catch((error: unknown) => {
        for (const undo of undos) undo();
        throw error;
      });
    for (const task of commits) task();
    const heard = this.notifications.send(pending);
    if (patienceMs > 0) await Promise.race([heard, pause(patienceMs)]);
    return result;
  }
}

/** A connection that is lost has rolled back by itself. */
async function rolledBack(runner: QueryRunner): Promise<void> {
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } finally {
    await runner.release();
  }
}

/** The first is of statements that entities and builders make, the second of `tx.query`. */
const isOfReleased = (error: unknown) =>
  error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError;

async function onLivingConnection<T>(tx: EntityManager, task: (tx: EntityManager) => Promise<T>): Promise<T> {
  const isLost = () => tx.queryRunner?.isReleased === true;
  const result = await task(tx).catch((error: unknown) => {
    throw isLost() && isOfReleased(error) ? connectionLost(error) : error;
  });
  if (isLost()) throw connectionLost();
  return result;
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds).unref());
