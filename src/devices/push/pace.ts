import { LRUCache } from 'lru-cache';

/**
 * Limits how often something may happen for each key in a time. Only the latest keys are remembered, so a flood does
 * not fill the memory.
 */
export class Pace {
  private readonly windows: LRUCache<string, { readonly since: number; count: number }>;

  constructor(
    private readonly most: number,
    private readonly perMs: number,
    mostKeys = 10_000,
  ) {
    this.windows = new LRUCache({ max: mostKeys });
  }

  /** Counts one more. @returns false if that is too many */
  isFree(key: string, now = Date.now()): boolean {
    const window = this.windows.get(key);
    if (window && now - window.since < this.perMs && now >= window.since) return ++window.count <= this.most;
    this.windows.set(key, { since: now, count: 1 });
    return this.most > 0;
  }
}
