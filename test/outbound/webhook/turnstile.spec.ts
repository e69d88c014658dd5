import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Turnstile } from '../../../src/outbound/webhook/turnstile.js';

it('lets five through in a round of the event loop, in their order', async () => {
  const turnstile = new Turnstile(5);
  const through: number[] = [];
  const all = Array.from({ length: 12 }, (_, at) => turnstile.pass().then(() => through.push(at)));

  await Promise.resolve();
  expect(through).toEqual([0, 1, 2, 3, 4]);
  await nextRound();
  expect(through).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await Promise.all(all);
  expect(through).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

it('counts anew in each round', async () => {
  const turnstile = new Turnstile(1);
  await turnstile.pass();
  await nextRound();
  const through: string[] = [];
  const first = turnstile.pass().then(() => through.push('first'));
  const second = turnstile.pass().then(() => through.push('second'));

  await Promise.resolve();
  expect(through).toEqual(['first']);
  await Promise.all([first, second]);
});
