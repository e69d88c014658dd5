import type { TerminalUser, UserWidth } from '../../../protocol/standalone/users.js';
import { PullError } from './pull-error.js';

/* Where a user stands in a terminal's table. */

/** The values to set for a user; all others stay as they are in the terminal. */
export type UserChange = Partial<TerminalUser> & { readonly userId: string };

const uidLimit = 65_534;

/** @throws RangeError if another user has the requested place */
export function placeFor(
  users: readonly TerminalUser[],
  { uid, userId }: UserChange,
  there?: TerminalUser,
): number | null {
  if (uid === undefined || uid === there?.uid) return there?.uid ?? null;
  const other = there ?? users.find((user) => user.uid === uid);
  if (other) throw new RangeError(`uid ${uid} cannot be that of ${userId}: ${other.userId} has uid ${other.uid}`);
  return uid;
}

/** On old terminals the place in the table must be the number of the person. */
export function freeUid(uids: readonly number[], userId: string, width: UserWidth | null): number {
  const taken = new Set(uids);
  const own = Number(userId);
  if (width !== null && width !== 72 && own >= 1 && own <= uidLimit && !taken.has(own)) return own;
  let next = uids.reduce((highest, uid) => Math.max(highest, uid), 0) + 1;
  if (next > uidLimit) for (next = 1; taken.has(next);) next++;
  if (next > uidLimit) throw new PullError('refused', 'the terminal has no place for another user', 4990);
  return next;
}
