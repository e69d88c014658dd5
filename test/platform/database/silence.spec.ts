import { describe, expect, it } from 'vitest';
import { Silence } from '../../../src/platform/database/silence.js';

/** Looks at a silence of 1 s, meant to be looked at every 100 ms, and says at which of these it is too long. */
function lookedAt(looks: readonly (readonly [at: number, isAlive: boolean])[]): number[] {
  const silence = new Silence(100, 1_000, 0);
  return looks.flatMap(([at, isAlive]) => (silence.isTooLong(at, isAlive) ? [at] : []));
}

const every100 = (from: number, to: number, isAlive = false) =>
  Array.from({ length: (to - from) / 100 + 1 }, (_, at) => [from + 100 * at, isAlive] as const);

describe('a database that is silent', () => {
  it('is silent for too long when all checks in time have found it so', () => {
    expect(lookedAt(every100(100, 900))).toEqual([]);
    expect(lookedAt(every100(100, 1_000))).toEqual([1_000]);
  });

  it('is alive as long as anything else is heard from it', () => {
    expect(lookedAt(every100(100, 60_000, true))).toEqual([]);
    expect(lookedAt([...every100(100, 900), [1_000, true], ...every100(1_100, 2_000)])).toEqual([2_000]);
  });

  it('is not judged by a process that itself stood still', () => {
    expect(lookedAt([[100, false], [60_000, false], ...every100(60_100, 60_900)])).toEqual([60_900]);
    expect(lookedAt(Array.from({ length: 50 }, (_, at) => [at * 5_000, false] as const))).toEqual([]);
  });
});
