import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';

export type MarkState = 'safe' | 'missing' | 'notHere';

/** What was said of a person, with the time when it was. */
export interface Mark {
  readonly muster: string;
  readonly pin: string;
  readonly name: string;
  readonly state: MarkState;
  readonly at: string;
}

const storage = 'postern.marks';
const retryMs = 3_000;
/** These do not say that the mark is wrong: it waits. */
const passing: ReadonlySet<string> = new Set(['unreachable', 'unavailable', 'unauthorized', 'tooMany']);

function stored(): readonly Mark[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(storage) ?? '[]');
    return Array.isArray(found) ? (found as Mark[]) : [];
  } catch {
    return [];
  }
}

let waiting = stored();
let isSending = false;
const listeners = new Set<() => void>();

function keep(next: readonly Mark[]): void {
  waiting = next;
  try {
    localStorage.setItem(storage, JSON.stringify(next));
  } catch {
    // Without room they are kept for as long as the page is open.
  }
  for (const listener of listeners) listener();
}

/** Kept in the browser until the gateway has it: a lost connection loses no mark. */
export function mark(one: Mark, onRefused: (error: unknown, refused: Mark) => void): void {
  keep([...waiting.filter(({ muster, pin }) => muster !== one.muster || pin !== one.pin), one]);
  void send(onRefused);
}

/** Sends what waits, the oldest first, until something does not get through. */
async function send(onRefused: (error: unknown, refused: Mark) => void): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const { muster, pin, state, at } = next;
      try {
        await call('PUT /musters/{id}/persons/{pin}', { path: { id: muster, pin }, body: { state, at } });
      } catch (error) {
        if (isProblem(error) && passing.has(error.reason)) return;
        onRefused(error, next);
      }
      const sent = next;
      keep(waiting.filter((one) => one !== sent));
    }
  } finally {
    isSending = false;
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Marks that have not reached the gateway. They are sent again and again, and at once when the network is back. */
export function useWaitingMarks(
  onRefused: (error: unknown, refused: Mark) => void,
  onSent: () => void,
): readonly Mark[] {
  const marks = useSyncExternalStore(subscribe, () => waiting);
  const count = marks.length;
  useEffect(() => {
    if (count === 0) {
      onSent();
      return undefined;
    }
    const again = () => void send(onRefused);
    const timer = setInterval(again, retryMs);
    window.addEventListener('online', again);
    again();
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
    // The functions are others with each drawing and do the same.
  }, [count]);
  return marks;
}
