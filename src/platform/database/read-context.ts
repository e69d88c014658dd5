import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';

const asked = new AsyncLocalStorage<boolean>();
const present = new AsyncLocalStorage<EntityManager>();

/** Calls of our own that the task makes may be answered from what was true some seconds ago. */
export const readingLate = <T>(task: () => Promise<T>): Promise<T> => asked.run(true, task);

/** Whether this code runs in such a task. */
export const mayReadLate = (): boolean => asked.getStore() === true;

/** Reads outside a transaction use this database. */
export const readingFrom = <T>(manager: EntityManager, task: () => Promise<T>): Promise<T> =>
  present.run(manager, task);

/** The database that this code reads; null = the primary. */
export const readManager = (): EntityManager | null => present.getStore() ?? null;
