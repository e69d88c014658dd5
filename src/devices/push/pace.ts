import { LRUCache } from 'lru-cache';

/**
 * A limit of so many things in so long for each key. Only the latest keys are remembered, so a flood fills no memory.
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

  /** Counts one more. @returns false where that is too many */
  isFree(key: string, now = Date.now()): boolean {
    const window = this.windows.get(key);
    if (window && now - window.since < this.perMs && now >= window.since) return ++window.count <= this.most;
    this.windows.set(key, { since: now, count: 1 });
    return this.most > 0;
  }
}
