import { setImmediate as turn } from 'node:timers/promises';
import { steadyMs } from './steady-clock.js';

/** After this time other work may run (docs/rules.md 11). */
const longestMs = 20;

/** For long work. Between two pieces of it the caller awaits the result, so that other work can run. */
export function turns(): () => Promise<void> | undefined {
  let until = steadyMs() + longestMs;
  return () => {
    if (steadyMs() < until) return undefined;
    return turn().then(() => {
      until = steadyMs() + longestMs;
    });
  };
}
