import { setTimeout as delay } from 'node:timers/promises';
import { sqlState, type UnitOfWork } from '../../platform/database/unit-of-work.js';
import { inBites } from './bites.js';
import { retention, tooOld } from './retention.js';

const lockNotAvailable = '55P03';
const notCountedYet = '55006';
const mostTries = 20;
const pauseMs = 500;

/** The oldest month that there is, if all of it is older. */
const oldest = (months: number) => `SELECT to_char(min(o.month), 'YYYY-MM-DD') AS month FROM (
    SELECT to_date(right(c.relname, 7), 'YYYY_MM') AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_\\d{4}_\\d\\d$') o
  WHERE o.month < date_trunc('month', now() AT TIME ZONE 'UTC') - interval '${months} months'`;

/** Drops the months of events that are older, and deletes what is in no month by when it came. */
export async function dropOldEvents(unitOfWork: UnitOfWork, months: number, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    const [row]: { month: string | null }[] = await unitOfWork.manager.query(oldest(months));
    if (!row?.month || !(await dropMonth(unitOfWork, row.month, isStopped))) break;
  }
  await inBites(async (most) => {
    const [row]: { n: number }[] = await unitOfWork.manager.query(
      `SELECT event_expire_default(${tooOld(months, retention.eventMonths)}, ${most}) AS n`,
    );
    return row?.n ?? 0;
  }, isStopped);
}

/** @returns false if the month is read for so long, or is not counted yet: the next run tries again */
async function dropMonth(unitOfWork: UnitOfWork, month: string, isStopped: () => boolean): Promise<boolean> {
  for (let attempt = 1; attempt <= mostTries && !isStopped(); attempt++) {
    try {
      await unitOfWork.manager.query('SELECT event_drop_month($1)', [month]);
      return true;
    } catch (error) {
      const state = sqlState(error);
      if (state === notCountedYet) return false;
      if (state !== lockNotAvailable) throw error;
      await delay(pauseMs, undefined, { ref: false });
    }
  }
  return false;
}
