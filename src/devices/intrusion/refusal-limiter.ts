import { LRUCache } from 'lru-cache';
import { steadyMs } from '../../platform/steady-clock.js';

/** Refused messages of one address in a minute. */
const mostRefused = 60;
const minuteMs = 60_000;

/** Addresses whose messages are refused too often are not heard for a while. */
export class RefusalLimiter {
  private readonly known = new LRUCache<string, { since: number; count: number }>({ max: 10_000 });

  isMuted(address: string): boolean {
    const entry = this.known.get(address);
    return entry !== undefined && steadyMs() - entry.since < minuteMs && entry.count >= mostRefused;
  }

  note(address: string): void {
    const entry = this.known.get(address);
    if (!entry || steadyMs() - entry.since >= minuteMs) this.known.set(address, { since: steadyMs(), count: 1 });
    else entry.count++;
  }
}
