import { setTimeout as delay } from 'node:timers/promises';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** One statement holds the locks of no more rows than these. */
export const bite = 5_000;
/** Others come first between two of them. */
const restMs = 20;

/** Rows that go. `t` is the table. */
export interface Leaving {
  readonly table: string;
  readonly where: string;
}

/**
 * Calls `take`, which deletes up to so many rows in a transaction of its own and says how many, until nothing is left or
 * the gateway stops.
 */
export async function inBites(take: (most: number) => Promise<number>, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    if ((await take(bite)) < bite) return;
    await delay(restMs, undefined, { ref: false });
  }
}

/** A row that somebody changes meanwhile is looked at again, so the condition stands twice. */
export const deleteRows = (unitOfWork: UnitOfWork, { table, where }: Leaving, isStopped: () => boolean) =>
  inBites(async (most) => {
    const [, deleted]: [unknown, number] = await unitOfWork.manager.query(
      `DELETE FROM ${table} t WHERE t.ctid = ANY(ARRAY(SELECT t.ctid FROM ${table} t WHERE ${where} LIMIT ${most}))
         AND (${where})`,
    );
    return deleted;
  }, isStopped);
