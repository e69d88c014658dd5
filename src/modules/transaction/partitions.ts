import type { EntityManager } from 'typeorm';
import { lock } from '../../platform/database/locks.js';

/** Months that are made in advance, and the month before this one, for devices that were away (docs/rules.md 1). */
const monthsAhead = 3;
const monthsBack = 1;

const firstOfMonth = (from: Date, offset: number) =>
  new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + offset, 1)).toISOString().slice(0, 10);

/**
 * Makes the monthly partitions of `event` around `now`. Rows that went to DEFAULT before the partition of their month
 * existed are moved into it.
 */
export async function ensurePartitions(tx: EntityManager, now: Date): Promise<void> {
  await lock(tx, 'feed');
  for (let offset = -monthsBack; offset <= monthsAhead; offset++) {
    await ensureMonth(tx, firstOfMonth(now, offset), firstOfMonth(now, offset + 1));
  }
}

/** The partition of one month, for events from before this server. */
export async function ensureMonthOf(tx: EntityManager, day: Date): Promise<void> {
  await lock(tx, 'feed');
  await ensureMonth(tx, firstOfMonth(day, 0), firstOfMonth(day, 1));
}

async function ensureMonth(tx: EntityManager, from: string, to: string): Promise<void> {
  const name = `event_${from.slice(0, 7).replace('-', '_')}`;
  // A month that was dropped does not come back.
  const found: unknown[] = await tx.query(
    'SELECT 1 WHERE to_regclass($1) IS NOT NULL OR $2::timestamp < (SELECT before FROM event_horizon)',
    [name, from],
  );
  if (found.length > 0) return;
  await tx.query(`CREATE TABLE ${name} (LIKE event INCLUDING DEFAULTS)`);
  await tx.query(
    `WITH moved AS (DELETE FROM event_default WHERE event_time >= '${from}' AND event_time < '${to}' RETURNING *)
     INSERT INTO ${name} SELECT * FROM moved`,
  );
  await tx.query(`ALTER TABLE event ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`);
}
