import { EventSubscriber, type EntitySubscriberInterface, type TransactionStartEvent } from 'typeorm';
import { sqlState } from './unit-of-work.js';

/** Whoever waits for a table holds up all who come behind it: so a migration waits for a moment only. */
export const lockPatience = '3s';
const pauseMs = 1_000;
const mostTries = 20;

/** lock_not_available, deadlock_detected */
const worthAnotherTry = new Set(['55P03', '40P01']);

/** Sets the patience of every transaction of its data source: a pooler gives each another session. */
@EventSubscriber()
export class ShortLocks implements EntitySubscriberInterface {
  async afterTransactionStart({ queryRunner }: TransactionStartEvent): Promise<void> {
    await queryRunner.query(`SET LOCAL lock_timeout = '${lockPatience}'`);
  }
}

/**
 * Runs work that waited for a lock in vain again, after a pause in which the others go on. What it has committed by then
 * it must not do twice.
 * @throws Error of one line if a lock was not to be had for more than a minute
 */
export async function inShortLocks<T>(
  work: () => Promise<T>,
  onWait: () => void = () => undefined,
  { tries = mostTries, pause = pauseMs } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!worthAnotherTry.has(sqlState(error) ?? '')) throw error;
      if (attempt === tries) {
        const what = 'a table that has to be changed is locked by somebody else: end what locks it, and try again';
        throw new Error(what, { cause: error });
      }
      onWait();
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}
