import type { TerminalUser } from '../../protocol/standalone/users.js';
import type { People } from './client/people.js';
import { PullError } from './client/pull-error.js';

const fingersOfAPerson = Array.from({ length: 10 }, (_, finger) => finger);

const stillThere = (finger: number, pin: string) =>
  new PullError('refused', `finger ${finger} of user ${pin} is still there`);

/**
 * @param finger null = all of them
 * @param given those of them that the terminal was given
 */
export async function removeFingers(
  people: People,
  user: TerminalUser,
  finger: number | null,
  given: readonly number[],
): Promise<void> {
  const before = await people.fingerCount();
  const doubtful: number[] = [];
  for (const no of finger === null ? fingersOfAPerson : [finger]) {
    await people.deleteFinger(user.uid, no, user.userId);
    const isThere = await people.holdsFinger(user.uid, no);
    if (isThere === true) throw stillThere(no, user.userId);
    if (isThere === null && given.includes(no)) doubtful.push(no);
  }
  if (doubtful.length > 0) await proveGone(people, user, doubtful, before);
}

/** A terminal that is busy refuses to delete fingers and to give them, as one does that has none. */
async function proveGone(
  people: People,
  user: TerminalUser,
  fingers: readonly number[],
  before: number | null,
): Promise<void> {
  const after = await people.fingerCount();
  if (after === 0 || (before !== null && after !== null && before - after >= fingers.length)) return;
  const all = await people.fingers();
  const kept = all.find(({ uid, finger }) => uid === user.uid && fingers.includes(finger));
  if (kept) throw stillThere(kept.finger, user.userId);
}
