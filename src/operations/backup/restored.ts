import type { EntityManager } from 'typeorm';
import { restoreHold, type RestoreHold } from '../../core/ledger/restore-hold.js';
import {
  comparedSince,
  personsLacking,
  type ComparedSince,
  type LackingPerson,
} from '../../sync/ledger/ledger-lacking.repository.js';

/** What waits since a restore, as far as devices have told what they hold. */
export interface RestoredState extends RestoreHold, ComparedSince {
  readonly lacking: readonly LackingPerson[];
}

export async function restoredState(tx: EntityManager): Promise<RestoredState | null> {
  const hold = await restoreHold(tx);
  if (!hold) return null;
  const { restoredAt } = hold;
  return { ...hold, ...(await comparedSince(tx, restoredAt)), lacking: await personsLacking(tx, restoredAt) };
}
