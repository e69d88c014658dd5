import type { Hashes } from './sources.repository.js';

/** The values of an object by field, in one form on both sides; an absent field is one that is not told. */
export type Fields = Readonly<Record<string, string>>;

export interface FieldChange {
  readonly field: string;
  readonly ours: string;
  readonly theirs: string;
}

/** How an object of the old server compares with what is here. */
export interface Judged {
  readonly outcome: 'add' | 'change' | 'same';
  readonly changes: readonly FieldChange[];
  /** Changed here since it was taken over. */
  readonly kept: readonly FieldChange[];
  /** Hashes of the fields that are equal to the old server's once the changes are made. */
  readonly hash: Hashes;
}

interface Sides {
  readonly theirs: Fields;
  /** Undefined where it is not here. */
  readonly ours: Fields | undefined;
  /** Undefined where it was never taken over. */
  readonly before: Hashes | undefined;
}

interface Rules {
  readonly hashOf: (field: string, value: string) => string;
  /** `--theirs`: what was changed here is replaced, too. */
  readonly preferTheirs: boolean;
}

/**
 * Compares field by field. What an operator changed here since the last import stays, and what is empty there does not
 * empty a field that was never taken over.
 */
export function judge({ theirs, ours, before = {} }: Sides, { hashOf, preferTheirs }: Rules): Judged {
  const changes: FieldChange[] = [];
  const kept: FieldChange[] = [];
  const hash: Record<string, string> = { ...before };
  for (const [field, there] of Object.entries(theirs)) {
    const [here, last] = [ours?.[field] ?? '', before[field]];
    const isOurs = () => ours !== undefined && last !== undefined && last !== hashOf(field, here) && !preferTheirs;
    const standing = here === there ? 'same' : standingOf(there, last, isOurs);
    const change = { field, ours: here, theirs: there };
    if (standing === 'kept') kept.push(change);
    if (standing === 'changed') changes.push(change);
    if (standing === 'changed' || standing === 'same') hash[field] = hashOf(field, there);
  }
  return { outcome: outcomeOf(ours, changes), changes, kept, hash };
}

function standingOf(there: string, last: string | undefined, isOurs: () => boolean): 'nothing' | 'kept' | 'changed' {
  if (last === undefined && there === '') return 'nothing';
  return isOurs() ? 'kept' : 'changed';
}

const outcomeOf = (ours: Fields | undefined, changes: readonly FieldChange[]): Judged['outcome'] =>
  !ours ? 'add' : changes.length > 0 ? 'change' : 'same';
