import type { TestApp } from './app.js';

/** Reads the feed by SQL, once all that was committed has its place. */
export async function fromFeed<T = Record<string, unknown>>(
  app: TestApp,
  query: string,
  parameters: unknown[] = [],
): Promise<T[]> {
  await app.sql('SELECT feed_drain(100000)');
  return app.sql<T>(query, parameters);
}
