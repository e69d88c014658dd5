import type { Outcome } from '../../platform/auth/audited-transaction.js';
import { Failure } from '../../platform/errors.js';
import { Shown } from '../common/fields.js';
import { itemFault } from '../common/invalid.js';
import { ItemFaultView } from '../common/item-fault.js';

class RefusedItemView extends ItemFaultView {
  @Shown('Its place in the list, from 0; of a file the line, from 1') at!: number;
  @Shown('Its key, or the pin of the account') key!: string;
  @Shown('The field that it is about', { nullable: true, type: String }) field!: string | null;
}

export class TakenItemsView {
  @Shown('Items that were not there') added!: number;
  @Shown('Items that were there already') known!: number;
  @Shown('Items that were not taken over') failed!: number;
  @Shown('Which, and why; the first thousand of them', { type: [RefusedItemView] }) errors!: RefusedItemView[];
  @Shown('Headings of a file that say nothing to us', { type: [String] }) ignoredColumns!: readonly string[];
}

/** One of many, and what became of it. */
export interface TakenItem {
  readonly at: number;
  readonly key: string;
  readonly outcome: Outcome;
  readonly isNew: boolean;
}

const mostErrors = 1_000;
const fields = { personNotFound: 'pin' } as const;

/** What came of many. @param refused those that were refused before anything was tried */
export function toTakenItems(
  items: readonly TakenItem[],
  refused: readonly RefusedItemView[] = [],
  ignoredColumns: readonly string[] = [],
): TakenItemsView {
  const done = items.filter(({ outcome }) => outcome === null);
  const errors = [
    ...refused,
    ...items.flatMap(({ at, key, outcome }) => (outcome ? [{ at, key, ...itemFault(outcome, fields) }] : [])),
  ].sort((one, other) => one.at - other.at);
  const added = done.filter(({ isNew }) => isNew).length;
  return {
    ...{ added, known: done.length - added, failed: errors.length },
    ...{ errors: errors.slice(0, mostErrors), ignoredColumns },
  };
}

/** What one item comes to, and whether it is new. @throws anything but a Failure */
export async function outcomeOf(
  task: Promise<boolean>,
): Promise<{ readonly outcome: Outcome; readonly isNew: boolean }> {
  try {
    return { outcome: null, isNew: await task };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { outcome: error, isNew: false };
  }
}
