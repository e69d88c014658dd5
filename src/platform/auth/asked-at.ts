import type { EntityManager } from 'typeorm';
import { steadyMs } from '../steady-clock.js';

const times = new WeakMap<EntityManager, number>();

/** Notes when the request came that a transaction is for, by `steadyMs`. */
export function noteAskedAt(tx: EntityManager, at: number): void {
  times.set(tx, at);
}

/** How long ago that was, in seconds; 0 where the transaction is for no request. */
export const askedSecondsAgo = (tx: EntityManager): number => (steadyMs() - (times.get(tx) ?? steadyMs())) / 1_000;

const deadlines = new WeakMap<EntityManager, number>();

/** Notes when the caller wants nothing of it to happen any more, by `steadyMs`. */
export function noteDeadline(tx: EntityManager, at: number): void {
  deadlines.set(tx, at);
}

/** How long it is until then, in seconds; Infinity where the caller said nothing. */
export const secondsLeft = (tx: EntityManager): number => ((deadlines.get(tx) ?? Infinity) - steadyMs()) / 1_000;
