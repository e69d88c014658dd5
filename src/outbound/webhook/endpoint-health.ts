import { afterFailure, closedBreaker, type Breaker } from './breaker.js';
import { isGone, isHopeless, isSuccess, isTooMuch } from './judgement.js';
import type { Answer } from './webhook-client.js';

export interface StoredHealth {
  readonly failures: number;
  readonly probes: number;
  readonly probeAt: Date | null;
  readonly slowUntil: Date | null;
  readonly failingSince: Date | null;
  readonly lastSuccessAt: Date | null;
}

export const goneReason = 'its receiver answered 410 Gone';
export const hopelessReason = 'its receiver has failed for 120 hours';

/** How an endpoint does, and how much it gets therefore. */
export class EndpointHealth {
  breaker: Breaker;
  slowUntil: Date | null;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  /** Why it is to be disabled. */
  hopeless: string | null = null;
  /** Attempts at once, where it has said that there were too many. */
  private window = Infinity;

  constructor(
    { failures, probes, probeAt, slowUntil, failingSince, lastSuccessAt }: StoredHealth,
    private readonly scale: number,
  ) {
    this.breaker = { failures, probes, until: probeAt?.getTime() ?? null };
    this.slowUntil = slowUntil;
    this.failingSince = failingSince;
    this.lastSuccessAt = lastSuccessAt;
  }

  get isOpen(): boolean {
    return this.breaker.until !== null;
  }

  /** It has another address now. */
  forget(): void {
    this.window = Infinity;
    this.breaker = closedBreaker;
    this.slowUntil = null;
  }

  /** When anything may be sent again; null = now. */
  sparedUntil(now: number): number | null {
    const until = Math.max(this.breaker.until ?? 0, this.slowUntil?.getTime() ?? 0);
    return until > now ? until : null;
  }

  /** How many may be under way. @param most of the endpoint's settings */
  atOnce(most: number): number {
    return this.isOpen ? 1 : Math.max(1, Math.min(most, Math.floor(this.window)));
  }

  /** @param most attempts at once, of the endpoint's settings */
  note(answer: Answer, isProbe: boolean, now: Date, most: number): void {
    if (isSuccess(answer)) {
      // It gets one more each time, up to what it may have.
      this.window = this.window + 1 >= most ? Infinity : this.window + 1;
      this.breaker = closedBreaker;
      this.failingSince = null;
      this.lastSuccessAt = now;
      return;
    }
    this.breaker = afterFailure(this.breaker, now.getTime(), isProbe, this.scale);
    this.failingSince ??= now;
    if (isTooMuch(answer)) this.slowDown(answer, now, most);
    if (isGone(answer)) this.hopeless = goneReason;
    else if (isHopeless(this.failingSince, now, this.scale)) this.hopeless = hopelessReason;
  }

  private slowDown({ retryAfterMs }: Answer, now: Date, most: number): void {
    this.window = Math.max(1, Math.min(this.window, most) / 2);
    if (retryAfterMs === null) return;
    const until = new Date(now.getTime() + retryAfterMs * this.scale);
    if (this.slowUntil === null || until > this.slowUntil) this.slowUntil = until;
  }
}
