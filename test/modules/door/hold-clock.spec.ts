import { expect, it } from 'vitest';
import { HoldClock } from '../../../src/modules/door/hold-clock.js';

const hold = (leftMs: number, commandId = 1) => ({ doorId: 'front', commandId, leftMs });

it('a hold is over when its time has passed, whatever the clock of the database says', () => {
  const clock = new HoldClock();
  expect(clock.over([hold(60_000)], 0)).toEqual([]);
  // Set back by twenty minutes.
  expect(clock.over([hold(1_230_000)], 30_000)).toEqual([]);
  expect(clock.over([hold(1_200_001)], 59_999)).toEqual([]);
  expect(clock.over([hold(1_200_000)], 60_000)).toEqual([hold(1_200_000)]);
});

it('an end that comes nearer counts', () => {
  const clock = new HoldClock();
  expect(clock.over([hold(60_000)], 0)).toEqual([]);
  expect(clock.over([hold(1_000)], 2_000)).toEqual([]);
  expect(clock.over([hold(58_000)], 3_000)).toHaveLength(1);
});

it('another order for the same door has its own end, and what is over is forgotten', () => {
  const clock = new HoldClock();
  clock.over([hold(1_000)], 0);
  expect(clock.over([hold(60_000, 2)], 2_000)).toEqual([]);
  expect(clock.over([hold(5_000)], 3_000)).toEqual([]);
});
