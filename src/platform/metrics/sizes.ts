/** Counts values by size, for a histogram. It is for hot paths: noting one allocates nothing and looks nothing up. */
export class Sizes {
  /** One for each bound, and one for what is above the last. */
  readonly counts: Float64Array;
  sum = 0;

  constructor(readonly bounds: readonly number[]) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  note(value: number): void {
    const { bounds, counts } = this;
    let place = 0;
    while (place < bounds.length && value > (bounds[place] ?? 0)) place++;
    counts[place] = (counts[place] ?? 0) + 1;
    this.sum += value;
  }
}

/** Seconds, from what a database does in memory to what a person waits for. */
export const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;
export const secondsSince = (began: number): number => (performance.now() - began) / 1_000;
