import { AsyncLocalStorage } from 'node:async_hooks';

const isFirst = new AsyncLocalStorage<boolean>();

/** A person waits for what the task asks of the database, or a door does. */
export const peopleFirst = <T>(task: () => T): T => isFirst.run(true, task);

/** What a task sets off for everybody takes its turn, whoever was the first to ask for it. */
export const inTurn = <T>(task: () => T): T => (isFirst.getStore() === true ? isFirst.run(false, task) : task());

export const goesFirst = (): boolean => isFirst.getStore() === true;
