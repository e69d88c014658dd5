import { LRUCache } from 'lru-cache';
import { neighbourhood } from '../network/neighbourhood.js';

const mostWrong = 20;
const waitMs = 60_000;
const mostAddresses = 10_000;

interface Seen {
  wrong: number;
  /** When the entry is forgotten, by the clock of this process. */
  until: number;
}

/** Counts wrong tokens by address: after twenty within a minute the address must wait for another minute. */
export class FailedLoginLimiter {
  /** A caller with many addresses must not fill the memory. */
  private readonly byAddress = new LRUCache<string, Seen>({ max: mostAddresses });

  /** @returns seconds that this address must wait; 0 = it may try */
  waits(address: string, now = performance.now()): number {
    const seen = this.byAddress.get(neighbourhood(address));
    if (!seen || seen.wrong < mostWrong || seen.until <= now) return 0;
    return Math.ceil((seen.until - now) / 1_000);
  }

  wrong(address: string, now = performance.now()): void {
    const key = neighbourhood(address);
    const seen = this.byAddress.get(key);
    if (!seen || seen.until <= now) {
      this.byAddress.set(key, { wrong: 1, until: now + waitMs });
      return;
    }
    seen.wrong++;
    if (seen.wrong === mostWrong) seen.until = now + waitMs;
  }
}
