import { describe, expect, it } from 'vitest';
import { logPlaceOf, ReplicaLag } from '../../../src/platform/database/replica-lag.js';

describe('a place in the log', () => {
  it.each([
    ['0/0', 0n],
    ['0/16B374D8', 0x16b374d8n],
    ['16/B374D848', 0x16b374d848n],
    ['FFFFFFFF/FFFFFFFF', 0xffffffffffffffffn],
  ])('%s', (text, bytes) => {
    expect(logPlaceOf(text)).toBe(bytes);
  });
});

describe('how far a replica is behind', () => {
  const lag = () => {
    const made = new ReplicaLag();
    for (const [at, place] of [
      [1_000, 10n],
      [2_000, 20n],
      [3_000, 20n],
      [4_000, 40n],
    ] as const)
      made.primaryIs(place, at);
    return made;
  };

  it.each([
    [40n, 4_000, 0],
    [45n, 4_100, 100],
    // Nothing was written from the second to the third second.
    [20n, 4_000, 1_000],
    [39n, 4_500, 1_500],
    [10n, 4_000, 3_000],
    [9n, 4_000, null],
  ] as const)('that has applied up to %s, at %s', (place, now, behind) => {
    const made = lag();
    made.replicaIs(place);
    expect(made.behindMs(now)).toBe(behind);
  });

  it('is not known before it was asked, nor after the log of the primary began again further back', () => {
    expect(lag().behindMs(4_000)).toBeNull();
    const made = lag();
    made.primaryIs(30n, 5_000);
    made.replicaIs(20n);
    expect(made.behindMs(5_000)).toBeNull();
    made.replicaIs(30n);
    expect(made.behindMs(5_000)).toBe(0);
  });
});
