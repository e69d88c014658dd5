import { compareVersions } from '../../protocol/compare-versions.js';
import { version } from '../version.js';

type Query = (text: string, values?: unknown[]) => Promise<unknown>;

/**
 * The oldest version that works on the schema of this one. A gateway runs on the schema of the release after it, so that
 * an upgrade needs no stop. A release that takes away what older ones use raises this; they are turned away then.
 */
export const oldestGateway = '0.1.0';

const key = 'schema.oldest';

const numbersOf = (text: string): number[] => text.split(/[.+-]/, 3).map((part) => Number.parseInt(part, 10) || 0);

/** Before a release there may be candidates of it: 0.2.0-rc.1 is older than 0.2.0. */
const isCandidate = (text: string) => /^[\d.]+-/.test(text);

export const isOlder = (one: string, other: string): boolean => {
  const order = compareVersions(numbersOf(one), numbersOf(other));
  return order < 0 || (order === 0 && isCandidate(one) && !isCandidate(other));
};

/** @returns null where no version that knows of it has migrated the database */
export async function readOldest(query: Query): Promise<string | null> {
  const [row] = (await query(`SELECT value #>> '{}' AS oldest FROM setting WHERE key = $1`, [key])) as {
    oldest: string;
  }[];
  return row?.oldest ?? null;
}

/** It never goes down: a gateway that migrates after a newer one leaves it. */
export async function raiseOldest(query: Query, to = oldestGateway): Promise<void> {
  const now = await readOldest(query);
  if (now !== null && !isOlder(now, to)) return;
  await query(
    'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [key, JSON.stringify(to)],
  );
}

/** Why this gateway must not work on the database; null = it may. */
export const whyTooOld = (oldest: string | null, own = version): string | null =>
  oldest !== null && isOlder(own, oldest)
    ? `the database needs Postern ${oldest} or newer, and this is ${own}: start a newer one`
    : null;
