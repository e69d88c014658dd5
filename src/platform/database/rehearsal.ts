import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Failure } from '../errors.js';

/** A transaction that is rolled back whatever becomes of it: what runs inside sees its own changes, and nobody else does. */
export interface Rehearsal {
  /** Null once it is over: what is left of the call finds the database as everybody does. */
  tx: EntityManager | null;
  /** Why it was ended before its time; null = it was not. */
  ended: Failure | null;
}

const present = new AsyncLocalStorage<Rehearsal>();
const open = new Map<string, Rehearsal>();

/** The transaction of the rehearsal that this code runs in; null outside of any. */
export const rehearsedTx = (): EntityManager | null => present.getStore()?.tx ?? null;

/** Runs the task inside. */
export const within = <T>(rehearsal: Rehearsal, task: () => Promise<T>): Promise<T> => present.run(rehearsal, task);

/** A name under which a call of our own is recognized as part of a rehearsal, as long as that lasts. */
export function nameOf(rehearsal: Rehearsal): string {
  const name = randomBytes(16).toString('hex');
  open.set(name, rehearsal);
  return name;
}

export const forget = (name: string): boolean => open.delete(name);

/** Undefined = it is over, or never was. */
export const named = (name: string): Rehearsal | undefined => open.get(name);
