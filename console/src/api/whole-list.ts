import { call, type Given, type ItemOf, type Query } from './call.js';
import type { ListName } from './list.js';

/** As many as the gateway gives at once. */
const limit = 1000;

interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor?: string | null;
}

export interface Whole<Row> {
  readonly items: readonly Row[];
}

/** @param ask for one page, from where the last one ended */
export async function everyPage<Row>(
  ask: (from: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Row>>,
): Promise<Whole<Row>> {
  const items: Row[] = [];
  for (let from: { limit: number; cursor?: string } | null = { limit }; from !== null;) {
    const page: Page<Row> = await ask(from);
    items.push(...page.items);
    from = typeof page.nextCursor === 'string' ? { limit, cursor: page.nextCursor } : null;
  }
  return { items };
}

/** A list of which something is chosen: all of it, since what is missing there cannot be chosen. @throws Problem */
export function wholeList<N extends ListName>(
  name: N,
  query: Query<N>,
  signal: AbortSignal,
): Promise<Whole<ItemOf<N>>> {
  const loosely = call as unknown as (name: N, given: Given<N>) => Promise<Page<ItemOf<N>>>;
  return everyPage((from) => loosely(name, { query: { ...query, ...from }, signal }));
}
