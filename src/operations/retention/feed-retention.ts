import { sqlState, type UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Readers and writers of the feed wait for no longer while a partition goes. */
const patience = `'200ms'`;
const mostTries = 20;
const lockNotAvailable = '55P03';

/**
 * Drops the partitions of the feed of which all is older. Whoever is further behind finds the horizon. Counters, alarms
 * and musters have read what is dropped.
 */
export async function dropOldFeed(unitOfWork: UnitOfWork, days: number): Promise<void> {
  const before = `clock_timestamp() - interval '${days} days'`;
  await tried(unitOfWork, `feed_begin_partition(${before})`);
  while (await tried(unitOfWork, `feed_drop_oldest(${before})`));
}

/** @returns what the function does; false if the feed was never free for a moment: the next run tries again */
async function tried(unitOfWork: UnitOfWork, call: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await unitOfWork.run(async (tx) => {
        await tx.query(`SET LOCAL lock_timeout = ${patience}`);
        const [row]: { done: boolean }[] = await tx.query(`SELECT ${call} AS done`);
        return row?.done === true;
      });
    } catch (error) {
      if (sqlState(error) !== lockNotAvailable) throw error;
      if (attempt === mostTries) return false;
      await new Promise((done) => setTimeout(done, 100).unref());
    }
  }
}
