import type { EntityManager } from 'typeorm';
import { neighbourhood } from '../network/neighbourhood.js';
import { lockKey } from '../database/locks.js';
import { Failure } from '../errors.js';

const mostOfName = 5;
const mostOfAddress = 20;
const minutes = 15;

/** One attempt to sign in. It counts as wrong until it is known to be right, so that many at once are not let through. */
export interface Attempt {
  /** Empty = a secret that nobody guesses: only its address is counted. */
  readonly name: string;
  readonly address: string;
}

export const attemptOf = (name: string, address: string): Attempt => ({
  name: name.trim().toLowerCase(),
  address: neighbourhood(address),
});

/** Where the operator of the name $1 has signed in. */
const known = `SELECT k.address FROM operator_address k JOIN operator o ON o.id = k.operator_id WHERE lower(o.name) = $1`;

/**
 * What counts for this name: where it has signed in, what was wrong there; elsewhere, what was wrong anywhere else. So
 * no stranger makes an operator wait where it works, and a guesser gains nothing by changing addresses.
 */
const ofName = `name = $1 AND CASE WHEN $2 IN (${known}) THEN address = $2 ELSE address NOT IN (${known}) END`;

/** @throws Failure tooMany with `retryAfter`, in seconds */
export async function beginAttempt(tx: EntityManager, { name, address }: Attempt): Promise<void> {
  // Always in this order, so that two never wait for each other.
  await lockKey(tx, 'signInName', name);
  await lockKey(tx, 'signInAddress', address);
  const [held]: { seconds: number | null }[] = await tx.query(
    `SELECT ceil(extract(epoch FROM max(free) - now()))::int AS seconds FROM (
       (SELECT at + $3::interval AS free FROM wrong_password
        WHERE $1 <> '' AND ${ofName} AND at > now() - $3::interval
        ORDER BY at DESC OFFSET $4 LIMIT 1)
       UNION ALL
       (SELECT at + $3::interval FROM wrong_password WHERE address = $2 AND at > now() - $3::interval
        ORDER BY at DESC OFFSET $5 LIMIT 1)) waits`,
    [name, address, `${minutes} minutes`, mostOfName - 1, mostOfAddress - 1],
  );
  if (held?.seconds) {
    const retryAfter = Math.max(1, held.seconds);
    throw new Failure('tooMany', 'too many wrong passwords: wait before the next try', { retryAfter });
  }
  await tx.query('INSERT INTO wrong_password (name, address) VALUES ($1, $2)', [name, address]);
}

/** It was right: what was wrong before is forgotten for this name from this address. */
export async function attemptWasRight(tx: EntityManager, { name, address }: Attempt): Promise<void> {
  await tx.query('DELETE FROM wrong_password WHERE name = $1 AND address = $2', [name, address]);
}

/** From now on this operator is known there. */
export async function noteAddress(tx: EntityManager, operatorId: string, { address }: Attempt): Promise<void> {
  await tx.query(
    `INSERT INTO operator_address (operator_id, address) VALUES ($1, $2)
     ON CONFLICT (operator_id, address) DO UPDATE SET last_used_at = now()`,
    [operatorId, address],
  );
}
