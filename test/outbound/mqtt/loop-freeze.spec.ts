import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LoopFreeze } from '../../../src/outbound/mqtt/loop-freeze.js';
import { steadyMs } from '../../../src/platform/steady-clock.js';

/** Nothing of this process runs meanwhile, as when it gets no CPU. */
const freezeFor = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

describe('a process that was frozen', () => {
  it('takes what it finds afterwards for as old as it may be', async () => {
    const freeze = new LoopFreeze();
    await sleep(10);
    const before = steadyMs();
    freezeFor(1_500);
    // The timer of the freeze runs first, then what waited in the sockets is read.
    await sleep(0);
    expect(freeze.arrival()).toBeLessThanOrEqual(before);
    freeze.stop();
  });
});
