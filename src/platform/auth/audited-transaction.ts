import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SealedBox } from '../crypto/sealed-box.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Failure } from '../errors.js';
import { checkVersion, noteVersion } from './asked-version.js';
import { noteAskedAt, noteDeadline } from './asked-at.js';
import { changeKey, takeChange } from './audit-change.js';
import { AuditKey } from './audit-key.js';
import { recordAudit, type Caller } from './audit.js';

/** The commands of a grant or revocation are queued before the caller gets the answer, unless there is a backlog. */
const patienceMs = 100;

/** The locks of one transaction are limited, and other transactions must not wait long for them. */
const manyAtOnce = 100;
/** So many take no longer if each statement handles all of them. */
const setAtOnce = 250;

/** The result for one of many: null = it is done. */
export type Outcome = Failure | null;

type AuditDetails<T> = (result: T) => Readonly<Record<string, unknown>>;

interface Slices<I> {
  readonly nameOf: (item: I) => string;
  /** Items in one transaction. */
  readonly most: number;
  readonly task: (tx: EntityManager, items: readonly I[]) => Promise<Outcome[]>;
}

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
  run<T>(caller: Caller, task: (tx: EntityManager) => Promise<T>, told?: AuditDetails<T>): Promise<T> {
    return this.audit(caller, task, told, patienceMs);
  }

  private audit<T>(
    caller: Caller,
    task: (tx: EntityManager) => Promise<T>,
    told: AuditDetails<T> | undefined,
    patience: number,
  ): Promise<T> {
    const { version } = caller;
    const run = this.unitOfWork.run(async (tx) => {
      if (version) await checkVersion(tx, version);
      if (caller.askedAt !== undefined) noteAskedAt(tx, caller.askedAt);
      if (caller.deadline !== undefined) noteDeadline(tx, caller.deadline);
      // A run before this one may have been given up.
      takeChange(tx);
      const result = await task(tx);
      const changed = takeChange(tx);
      const more = { ...told?.(result), ...(changed ? { [changeKey]: changed } : {}) };
      await recordAudit(tx, this.auditKey, { ...caller, detail: { ...caller.detail, ...more } });
      if (version) await noteVersion(tx, version);
      return result;
    }, patience);
    return version ? run.finally(() => (version.isChecked = true)) : run;
  }

  /**
   * Many similar writes, a hundred in each transaction: one that is refused changes nothing and does not stop the
   * others. They run in the order of their names, so that two callers who change the same rows never deadlock.
   * @param nameOf the name of an item in the log
   * @returns the result of each item, in their order
   */
  each<I>(
    caller: Caller,
    items: readonly I[],
    nameOf: (item: I) => string,
    task: (tx: EntityManager, item: I) => Promise<unknown>,
  ): Promise<Outcome[]> {
    return this.slices(caller, items, { nameOf, most: manyAtOnce, task: (tx, some) => eachOf(tx, some, task) });
  }

  /**
   * The same by sets: `task` writes nothing of the items that it refuses, and returns the result of each. It gets them in
   * the order of their names; items of one name in the order of the request.
   */
  sets<I>(
    caller: Caller,
    items: readonly I[],
    nameOf: (item: I) => string,
    task: (tx: EntityManager, items: readonly I[]) => Promise<Outcome[]>,
  ): Promise<Outcome[]> {
    return this.slices(caller, items, { nameOf, most: setAtOnce, task });
  }

  private async slices<I>(caller: Caller, items: readonly I[], { nameOf, most, task }: Slices<I>): Promise<Outcome[]> {
    if (items.length === 1) return [await this.only(caller, (tx) => task(tx, items))];
    const ordered = inOrder(items, nameOf);
    const outcomes: Outcome[] = [];
    for (let at = 0; at < ordered.length; at += most) {
      const some = ordered.slice(at, at + most).map(({ item }) => item);
      const told = (of: readonly Outcome[]) => ({
        done: some.filter((_, place) => of[place] === null).map(nameOf),
        refused: some.filter((_, place) => of[place] !== null).map(nameOf),
      });
      const isLast = at + most >= ordered.length;
      outcomes.push(...(await this.audit(caller, (tx) => task(tx, some), told, isLast ? patienceMs : 0)));
    }
    const asked = new Map(ordered.map(({ place }, done) => [place, outcomes[done] ?? null]));
    return items.map((_, place) => asked.get(place) ?? null);
  }

  /** A refused item writes no row of the log either. */
  private async only(caller: Caller, task: (tx: EntityManager) => Promise<readonly Outcome[]>): Promise<Outcome> {
    try {
      await this.run(caller, async (tx) => {
        const [refused] = await task(tx);
        if (refused) throw refused;
      });
      return null;
    } catch (error) {
      // It is the call that is refused then, nothing of what it names.
      if (error instanceof Failure && error.reason !== 'changed') return error;
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
