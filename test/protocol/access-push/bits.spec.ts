import { expect, it } from 'vitest';
import { bitSet } from '../../../src/protocol/access-push/bits.js';

it.each([
  ['BF', [0, 1, 2, 3, 4, 5, 7]],
  ['2B12', [0, 1, 3, 5, 9, 12]],
  ['ff7f0000', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]],
  ['', []],
  ['zz', []],
  ['01zz01', [0]],
  ['010', [0]],
])('%s holds %j (4.4)', (hex, numbers) => {
  expect(bitSet(hex)).toEqual(numbers);
});

it('counts from the first number of its range', () => {
  expect(bitSet('2B12', 4000)).toEqual([4000, 4001, 4003, 4005, 4009, 4012]);
});
