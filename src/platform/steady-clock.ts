import { performance } from 'node:perf_hooks';

let base = Date.now() - performance.now();

/**
 * Milliseconds since 1970 that never go back: the clock that ends lives. It goes on where the host's clock is set back,
 * and forward with it where that is set ahead or the machine has slept, so that a life is never longer than it may be.
 */
export function steadyMs(): number {
  const sinceStart = performance.now();
  base = Math.max(base, Date.now() - sinceStart);
  return base + sinceStart;
}
