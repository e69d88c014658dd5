/** A place in the log of the database, as bytes. */
export type LogPlace = bigint;

/** `16/B374D848` -> its bytes. */
export function logPlaceOf(text: string): LogPlace {
  const [high = '0', low = '0'] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

interface Sample {
  readonly at: number;
  readonly place: LogPlace;
}

/**
 * How far a replica is behind its primary, from the places in their logs: clocks of other machines do not count, and a
 * replica that is cut off is behind although it has applied all it got.
 */
export class ReplicaLag {
  private samples: Sample[] = [];
  private seenMs: number | null = null;

  /** @param keptMs older places of the primary are forgotten: who is further behind is behind at least so much */
  constructor(private readonly keptMs = 60_000) {}

  /** @param at milliseconds of a monotonic clock */
  primaryIs(place: LogPlace, at: number): void {
    // After a failover its log may begin further back.
    if (this.samples.some((sample) => sample.place > place)) this.samples = [];
    this.samples = [...this.samples.filter((sample) => at - sample.at <= this.keptMs), { at, place }];
  }

  /** What the replica has applied. */
  replicaIs(place: LogPlace): void {
    const seen = this.samples.findLast((sample) => sample.place <= place);
    this.seenMs = seen?.at ?? null;
  }

  /** Everything that was written until so many milliseconds ago is there; null = not known. */
  behindMs(now: number): number | null {
    return this.seenMs === null ? null : now - this.seenMs;
  }
}
