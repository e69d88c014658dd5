import type { FeedEntry, FeedPage } from './feed-entry.js';

/** The newest entries of the feed, without a hole: all that there are behind one position, up to another. */
export class NewestEntries {
  hasBegun = false;
  /** Up to where it was read. */
  to = 0;
  private from = 0;
  private entries: FeedEntry[] = [];

  constructor(private readonly most: number) {}

  /** Empty, at the end of the feed. */
  begin(position: number): void {
    this.hasBegun = true;
    this.from = this.to = position;
    this.entries = [];
  }

  /** What follows the end. The oldest make room. */
  add({ entries, position }: FeedPage): void {
    this.entries.push(...entries);
    this.to = position;
    const tooMany = this.entries.length - this.most;
    if (tooMany <= 0) return;
    this.from = this.entries[tooMany - 1]?.position ?? this.from;
    this.entries = this.entries.slice(tooMany);
  }

  /** Whether something is known to be behind a position. */
  isBehind(position: number): boolean {
    return this.hasBegun && position < this.to;
  }

  /** Null if it does not reach back so far. */
  read(after: number, most: number): FeedPage | null {
    if (after < this.from) return null;
    const first = firstBehind(this.entries, after);
    return pageOf(this.entries.slice(first, first + most), after, most);
  }
}

/** @param entries as many as were wanted, or all that there are */
export const pageOf = (entries: readonly FeedEntry[], after: number, most: number): FeedPage => ({
  entries,
  position: entries.at(-1)?.position ?? after,
  isFull: entries.length === most,
});

/** The index of the first entry behind a position. */
function firstBehind(entries: readonly FeedEntry[], after: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.position ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
