import { dueAfter, longestFailingMs, longestLifeMs, pauseAfter } from './retry-schedule.js';
import type { Answer } from './webhook-client.js';

/** How a message stands after an attempt. */
export interface Judged {
  readonly status: 'delivered' | 'pending' | 'dead';
  readonly attempts: number;
  /** Of what is pending. */
  readonly nextAt: Date | null;
}

export interface Tried {
  /** Before this one. */
  readonly attempts: number;
  /** The first one. */
  readonly firstAt: Date;
  /** It was sent to see whether the endpoint is back. */
  readonly isProbe: boolean;
}

export const isSuccess = ({ result }: Answer): boolean => result === '2xx';

/** The endpoint says that it will never want anything again. */
export const isGone = ({ status }: Answer): boolean => status === 410;

const slowing: ReadonlySet<number | null> = new Set([429, 502, 503, 504]);

/** The endpoint, or what stands before it, has too much to do. */
export const isTooMuch = (answer: Answer): boolean =>
  !isSuccess(answer) && (slowing.has(answer.status) || answer.retryAfterMs !== null);

/** @param scale of time, for tests */
export function judge(answer: Answer, { attempts, firstAt, isProbe }: Tried, now: Date, scale: number): Judged {
  if (isSuccess(answer)) return { status: 'delivered', attempts: attempts + 1, nextAt: null };
  const age = now.getTime() - firstAt.getTime();
  // Probes come more often than attempts would: those between use up none, so no message ends before its time.
  if (isProbe && age < dueAfter(attempts) * scale) return { status: 'pending', attempts, nextAt: now };
  const made = attempts + 1;
  if (isGone(answer)) return { status: 'pending', attempts: made, nextAt: now };
  const pause = pauseAfter(made);
  if (pause === null || age >= longestLifeMs * scale) return { status: 'dead', attempts: made, nextAt: null };
  // It may not be the message's fault: it is tried again as soon as the endpoint is back.
  return { status: 'pending', attempts: made, nextAt: isProbe ? now : new Date(now.getTime() + pause * scale) };
}

/** It has failed for so long that nobody seems to look after it. */
export const isHopeless = (failingSince: Date | null, now: Date, scale: number): boolean =>
  failingSince !== null && now.getTime() - failingSince.getTime() >= longestFailingMs * scale;
