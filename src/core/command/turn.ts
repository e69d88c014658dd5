import type { Command, OpenCommand } from './command.js';

/* Which of a device's open commands is next, and when there may be another. */

/** All that decides about it: neither content nor text. */
export type Waiting = Omit<OpenCommand, 'order' | 'text' | 'answer'>;

/** Deliveries of a data command before it counts as failed (docs/rules.md 4). */
export const mostDeliveries = 5;

const none: ReadonlySet<number> = new Set();

const firstOf = <One extends Waiting>(open: readonly One[], lane: number) =>
  open.find((command) => command.lane === lane && command.status === 'queued');

/** A person waits at the door, so control orders go before queries. */
const nextControl = <One extends Waiting>(open: readonly One[]) =>
  firstOf(
    open.filter(({ kind }) => kind !== 'query'),
    1,
  );

const isSent = (command: Waiting, lane: number) => command.lane === lane && command.status === 'sent';

/** One data command at a time: nothing new while one is unanswered; that one is sent again when its time has come. */
function nextData<One extends Waiting>(open: readonly One[], beside: ReadonlySet<number>): One | undefined {
  const outstanding = open.find((command) => isSent(command, 2) && !beside.has(command.id));
  if (!outstanding) return firstOf(open, 2);
  return outstanding.overdue && !outstanding.once ? outstanding : undefined;
}

function nextQuery<One extends Waiting>(open: readonly One[], retrySeconds: number): One | undefined {
  const busy = open.some((command) => isSent(command, 3) && command.sentAgo < retrySeconds);
  return busy ? undefined : firstOf(open, 3);
}

/**
 * @param retrySeconds how long an answer is waited for
 * @param beside data commands of this very answer: they do not block others
 */
export function nextOf<One extends Waiting>(
  open: readonly One[],
  retrySeconds: number,
  beside: ReadonlySet<number> = none,
): One | undefined {
  const data = nextData(open, beside);
  const control = nextControl(open);
  // What is taken away does not wait for a count.
  if (control === undefined && data?.ahead === true) return data;
  return control ?? firstOf(open, 1) ?? data ?? nextQuery(open, retrySeconds);
}

/** Seconds until an answer is overdue. A device is not in sync before its users are counted, and counts at once. */
export function patienceFor(
  { type, origin, once, createdAt, expiresAt }: Pick<Command, 'type' | 'origin' | 'once' | 'createdAt' | 'expiresAt'>,
  retrySeconds: number,
): number {
  if (!once || !expiresAt || (type === 'count' && origin === 'sync')) return retrySeconds;
  return Math.max(1, (expiresAt.getTime() - createdAt.getTime()) / 1_000);
}

export function afterHandOut<One extends Waiting>(open: readonly One[], handedOut: One, retrySeconds: number): One[] {
  const retryIn = patienceFor(handedOut, retrySeconds);
  const sent = { status: 'sent', overdue: false, sentAgo: 0, retryIn } as const;
  return open.map((command) => (command.id === handedOut.id ? { ...command, ...sent } : command));
}

/** Epoch ms. */
export function nextDueOf(open: readonly Waiting[], retrySeconds: number): number {
  const now = Date.now();
  if (nextOf(open, retrySeconds)) return now;
  const seconds = open
    .filter(({ status }) => status === 'sent')
    .map(({ lane, sentAgo, retryIn }) => (lane === 3 ? retrySeconds - sentAgo : retryIn));
  return now + 1_000 * Math.max(0.1, Math.min(Infinity, ...seconds));
}

/** How a command ends that was handed out and never answered; null while it is still waited for. */
export function silence({
  overdue,
  once,
  attempts,
}: Pick<Waiting, 'overdue' | 'once' | 'attempts'>): 'unanswered' | 'failed' | null {
  if (!overdue) return null;
  if (once) return 'unanswered';
  return attempts >= mostDeliveries ? 'failed' : null;
}
