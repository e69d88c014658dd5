import type { TestApp } from './app.js';

/** Somebody else made the passwords of operators that a test adds: what it is about begins after they were changed. */
export const passwordsWereChanged = async (app: TestApp): Promise<void> => {
  await app.sql('UPDATE operator SET must_change = false WHERE must_change');
};
