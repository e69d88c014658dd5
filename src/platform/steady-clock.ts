import { performance } from 'node:perf_hooks';

let base = Date.now() - performance.now();

/**
 * Milliseconds since 1970 that never go back: the lives of commands end by this clock. It continues if the host's clock
 * is set back, and jumps forward with it if that is set ahead or the machine has slept. So a life is never too long.
 */
export function steadyMs(): number {
  const sinceStart = performance.now();
  base = Math.max(base, Date.now() - sinceStart);
  return base + sinceStart;
}

/** For tests that set the host's clock ahead: what runs after them in this process lives by today's again. */
export function restartSteadyClock(): void {
  base = Date.now() - performance.now();
}
