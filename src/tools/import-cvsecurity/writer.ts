import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { Caller } from '../../platform/auth/audit.js';
import type { AuditedTransaction, Outcome } from '../../platform/auth/audited-transaction.js';
import { sqlState, type UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import type { Kind } from './items.js';

/** Objects in one transaction. */
export const atOnce = 100;

type Task<I> = (tx: EntityManager, item: I) => Promise<void>;

/** Writes objects one by one; a refused one leaves nothing behind and does not stop the others. */
export interface Writer {
  /** Reads see what was written. */
  readonly tx: EntityManager;
  each<I>(kind: Kind, items: readonly I[], nameOf: (item: I) => string, task: Task<I>): Promise<Outcome[]>;
}

export const callerOf = (kind: Kind): Caller => ({
  actor: 'system',
  tokenId: '',
  address: '',
  action: `import-cvsecurity ${kind}`,
  detail: {},
});

/** What the database itself refuses is the fault of one object. */
export function refusalOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const state = sqlState(error) ?? '';
  if (state.startsWith('22') || state.startsWith('23')) {
    return new Failure('invalid', `the database refuses it (${state})`);
  }
  throw error;
}

/** A hundred in a transaction with savepoints and a row of the audit log. */
export class ApplyingWriter implements Writer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audited: AuditedTransaction,
  ) {}

  get tx(): EntityManager {
    return this.unitOfWork.manager;
  }

  async each<I>(kind: Kind, items: readonly I[], nameOf: (item: I) => string, task: Task<I>): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let at = 0; at < items.length; at += atOnce) {
      const some = items.slice(at, at + atOnce);
      outcomes.push(...(await this.some(kind, some, nameOf, task)));
    }
    return outcomes;
  }

  private async some<I>(
    kind: Kind,
    items: readonly I[],
    nameOf: (item: I) => string,
    task: Task<I>,
  ): Promise<Outcome[]> {
    try {
      return await this.audited.each(callerOf(kind), items, nameOf, task);
    } catch (error) {
      const refused = refusalOf(error);
      if (items.length === 1) return [refused];
      const alone: Outcome[] = [];
      for (const item of items) alone.push(...(await this.some(kind, [item], nameOf, task)));
      return alone;
    }
  }
}

/** Everything in one transaction that is rolled back in the end. */
export class TrialWriter implements Writer {
  private constructor(
    private readonly runner: QueryRunner,
    readonly tx: EntityManager,
  ) {}

  static async begin(source: DataSource): Promise<TrialWriter> {
    const runner = source.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    return new TrialWriter(runner, runner.manager);
  }

  async each<I>(_kind: Kind, items: readonly I[], _nameOf: (item: I) => string, task: Task<I>): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const item of items) {
      await this.tx.query('SAVEPOINT item');
      try {
        await task(this.tx, item);
        outcomes.push(null);
      } catch (error) {
        await this.tx.query('ROLLBACK TO SAVEPOINT item');
        outcomes.push(refusalOf(error));
      }
      await this.tx.query('RELEASE SAVEPOINT item');
    }
    return outcomes;
  }

  async end(): Promise<void> {
    await this.runner.rollbackTransaction().catch(() => undefined);
    await this.runner.release();
  }
}
