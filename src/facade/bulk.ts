import { Failure } from '../platform/errors.js';
import { turns } from '../platform/turns.js';
import { ok } from './code.js';
import { Verbatim } from './envelope.js';
import type { Item } from './params.js';

interface Named<T> {
  readonly name: string;
  readonly value: T;
}

/** One item that can be done, or the reason why it cannot. */
type Readable<T> = Named<T> | { readonly name: string; readonly refused: Failure };

/** The result of one item; null = it is done. */
interface Outcome {
  readonly name: string;
  readonly refused: Failure | null;
}

/**
 * Reads each item by itself.
 * @param nameOf how the answer names an item; an unreadable item is named by its position
 */
export async function readEach<P, T>(
  items: readonly Item<P>[],
  nameOf: (params: P) => string,
  make: (params: P) => T | Promise<T>,
): Promise<Readable<T>[]> {
  const read: Readable<T>[] = [];
  const othersTurn = turns();
  for (const [place, item] of items.entries()) {
    await othersTurn();
    let name = `item ${place + 1}`;
    try {
      const params = item();
      name = nameOf(params);
      read.push({ name, value: await make(params) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      read.push({ name, refused: error });
    }
  }
  return read;
}

/** Does all items that can be done, and returns the result of each, in their order. */
export async function doEach<T>(
  read: readonly Readable<T>[],
  task: (items: readonly Named<T>[]) => Promise<readonly (Failure | null)[]>,
): Promise<Outcome[]> {
  const outcomes = [...(await task(read.filter((one) => 'value' in one)))];
  return read.map((one) => ({ name: one.name, refused: 'refused' in one ? one.refused : (outcomes.shift() ?? null) }));
}

/**
 * The answer to a call about many items (docs/rules.md 5): how many were done, and why the others were not. A list of
 * one item is answered like a call about one item.
 * @throws Failure of the single item
 */
export function bulkAnswer(
  outcomes: readonly Outcome[],
  tells: 'refusals' | 'counts' = 'refusals',
): Verbatim | undefined {
  const refusals = outcomes.flatMap(({ name, refused }) => (refused ? [{ name, refused }] : []));
  if (outcomes.length === 1) {
    if (refusals[0]) throw refusals[0].refused;
    return undefined;
  }
  return new Verbatim({
    code: ok,
    message: `Succeed: ${outcomes.length - refusals.length}, Failed: ${refusals.length}.`,
    data:
      refusals.length === 0 || tells === 'counts'
        ? null
        : refusals.map(({ name, refused }) => `${name}: ${refused.message}`),
  });
}

/**
 * The same as the calls of v1.2 answer it: the counts, also of one item, and an empty array (API manual v1.2, 2.13.2.3).
 * @throws Failure of the single item
 */
export function countedAnswer(outcomes: readonly (Failure | null)[]): Verbatim {
  const refused = outcomes.filter((one) => one !== null);
  if (outcomes.length === 1 && refused[0]) throw refused[0];
  return new Verbatim({
    code: ok,
    message: `Succeed: ${outcomes.length - refused.length}, Failed: ${refused.length}.`,
    data: [],
  });
}
