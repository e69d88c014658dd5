import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../crypto/sealed-box.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Failure } from '../errors.js';
import { AuditKey } from './audit-key.js';
import { recordAudit, type Caller } from './audit.js';

/** The commands of a grant or revocation are queued before the caller gets the answer, unless there is a backlog. */
const patienceMs = 100;

/** The locks of one transaction are limited, and other transactions must not wait long for them. */
const manyAtOnce = 100;

/** The result for one of many: null = it is done. */
export type Outcome = Failure | null;

/** Runs the writes of a caller: one transaction, which also writes a row of the audit log. */
@Injectable()
export class AuditedTransaction {
  private readonly auditKey: AuditKey;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    seal: SealedBox,
  ) {
    this.auditKey = new AuditKey(seal);
  }

  /** @param told what the log should say about the result, beside the request */
  run<T>(
    caller: Caller,
    task: (tx: EntityManager) => Promise<T>,
    told?: (result: T) => Readonly<Record<string, unknown>>,
  ): Promise<T> {
    return this.unitOfWork.run(async (tx) => {
      const result = await task(tx);
      await recordAudit(
        tx,
        this.auditKey,
        told ? { ...caller, detail: { ...caller.detail, ...told(result) } } : caller,
      );
      return result;
    }, patienceMs);
  }

  /**
   * Many similar writes, a hundred in each transaction: one that is refused changes nothing and does not stop the
   * others. They run in the order of their names, so that two callers who change the same rows never deadlock.
   * @param nameOf the name of an item in the log
   * @returns the result of each item, in their order
   */
  async each<I>(
    caller: Caller,
    items: readonly I[],
    nameOf: (item: I) => string,
    task: (tx: EntityManager, item: I) => Promise<unknown>,
  ): Promise<Outcome[]> {
    const [first] = items;
    if (first !== undefined && items.length === 1) return [await this.one(caller, (tx) => task(tx, first))];
    const ordered = inOrder(items, nameOf);
    const outcomes: Outcome[] = [];
    for (let at = 0; at < ordered.length; at += manyAtOnce) {
      const some = ordered.slice(at, at + manyAtOnce).map(({ item }) => item);
      const told = (of: readonly Outcome[]) => ({
        done: some.filter((_, place) => of[place] === null).map(nameOf),
        refused: some.filter((_, place) => of[place] !== null).map(nameOf),
      });
      outcomes.push(...(await this.run(caller, (tx) => eachOf(tx, some, task), told)));
    }
    const asked = new Map(ordered.map(({ place }, done) => [place, outcomes[done] ?? null]));
    return items.map((_, place) => asked.get(place) ?? null);
  }

  private async one(caller: Caller, task: (tx: EntityManager) => Promise<unknown>): Promise<Outcome> {
    try {
      await this.run(caller, task);
      return null;
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
  }
}

/** By name; items with the same name in the order of the request. */
function inOrder<I>(items: readonly I[], nameOf: (item: I) => string) {
  return items
    .map((item, place) => ({ item, place, name: nameOf(item) }))
    .sort((one, other) => (one.name === other.name ? one.place - other.place : one.name < other.name ? -1 : 1));
}

async function eachOf<I>(
  tx: EntityManager,
  items: readonly I[],
  task: (tx: EntityManager, item: I) => Promise<unknown>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of items) {
    await tx.query('SAVEPOINT item');
    try {
      await task(tx, item);
      outcomes.push(null);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT item');
      outcomes.push(error);
    }
    await tx.query('RELEASE SAVEPOINT item');
  }
  return outcomes;
}
