/** Whether an endpoint is spared, because it has failed too often in a row. */
export interface Breaker {
  /** In a row. */
  readonly failures: number;
  /** Probes since it opened. */
  readonly probes: number;
  /** When the next probe is due, in milliseconds; null = it is closed, and everything is sent. */
  readonly until: number | null;
}

export const closedBreaker: Breaker = { failures: 0, probes: 0, until: null };

/** So many failures in a row open it. */
export const failuresToOpen = 20;

const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

/** 5, 10, 20 ... 300 seconds. */
const pauseBefore = (probe: number) => Math.min(firstPauseMs * 2 ** Math.min(probe, 10), longestPauseMs);

/**
 * After an attempt that failed.
 * @param isProbe the attempt was sent to see whether the endpoint is back
 * @param scale of time, for tests
 */
export function afterFailure(breaker: Breaker, now: number, isProbe: boolean, scale = 1): Breaker {
  const failures = breaker.failures + 1;
  if (breaker.until === null) {
    const until = failures >= failuresToOpen ? now + pauseBefore(0) * scale : null;
    return { failures, probes: 0, until };
  }
  // What was under way when it opened says nothing new.
  if (!isProbe) return { ...breaker, failures };
  const probes = breaker.probes + 1;
  return { failures, probes, until: now + pauseBefore(probes) * scale };
}
