import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from 'typeorm';
import { isSecret } from './audit-secrets.js';

/** What was changed in a transaction: the values that are not as they were. */
export interface Change {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** Where it stands in the detail of a row; no parameter has such a name. */
export const changeKey = '~changed';

/** Two at most: of more than one thing nothing is told. */
const changesOf = new WeakMap<EntityManager, Change[]>();
/** Kept by itself in every row that has it: it says nothing. */
const ofItself = new Set(['updatedAt', 'createdAt']);
const longestValue = 200;

/**
 * Remembers for the audit log what a row was before and is after, by those who change it. Secrets are not in it.
 * @param before a copy: what is changed in place would be the same as after
 */
export function noteChange(tx: EntityManager, before: object, after: object): void {
  const change = differing(before as Record<string, unknown>, after as Record<string, unknown>);
  if (Object.keys(change.after).length === 0) return;
  const noted = changesOf.get(tx);
  if (noted) noted[1] = change;
  else changesOf.set(tx, [change]);
}

/** The change of a transaction that changed one thing; of many, the request and its outcomes tell enough. */
export function takeChange(tx: EntityManager): Change | null {
  const [only, another] = changesOf.get(tx) ?? [];
  changesOf.delete(tx);
  return only && !another ? only : null;
}

function differing(before: Record<string, unknown>, after: Record<string, unknown>): Change {
  const changed = Object.keys(after).filter(
    (name) => !ofItself.has(name) && name in before && !isDeepStrictEqual(shown(before[name]), shown(after[name])),
  );
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.map((name) => [name, isSecret(name) ? '***' : shown(from[name])]));
  return { before: pick(before), after: pick(after) };
}

/** As JSON has it, without the secrets within. */
function shown(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value, (name, part: unknown) => (isSecret(name) ? '***' : part));
  return text.length > longestValue ? `${text.slice(0, longestValue)}...` : (JSON.parse(text) as unknown);
}
