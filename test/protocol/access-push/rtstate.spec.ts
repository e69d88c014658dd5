import { describe, expect, it } from 'vitest';
import { parseRecords, type Rec } from '../../../src/protocol/access-push/records.js';
import { decodeRtstate, type DoorState, doorWords } from '../../../src/protocol/access-push/rtstate.js';

function rec(row: string): Rec {
  const [first] = parseRecords(row);
  if (first === undefined) throw new Error(`no record: ${row}`);
  return first;
}

const doorsOf = (row: string, doors: readonly number[]): DoorState[] => decodeRtstate(rec(row), doors).doors;

describe('decodeRtstate', () => {
  it('reads the printed example (7.3): a tamper alarm at door 1', () => {
    const row = 'time=2017-01-10 15:42:40\tsensor=00\trelay=00\talarm=0200000000000000';
    expect(decodeRtstate(rec(row), [1, 2])).toEqual({
      time: '2017-01-10 15:42:40',
      doors: [
        { door: 1, sensor: 0, relay: 0, alarm: 2 },
        { door: 2, sensor: 0, relay: 0, alarm: 0 },
      ],
    });
  });

  it('reads eight doors from the left: doors 1-4 in the first byte of the sensors', () => {
    const row = 'time=2017-01-10 15:42:40\tsensor=E41B\trelay=81\talarm=0102040810204080';
    expect(doorsOf(row, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([
      { door: 1, sensor: 0, relay: 1, alarm: 1 },
      { door: 2, sensor: 1, relay: 0, alarm: 2 },
      { door: 3, sensor: 2, relay: 0, alarm: 4 },
      { door: 4, sensor: 3, relay: 0, alarm: 8 },
      { door: 5, sensor: 3, relay: 0, alarm: 16 },
      { door: 6, sensor: 2, relay: 0, alarm: 32 },
      { door: 7, sensor: 1, relay: 0, alarm: 64 },
      { door: 8, sensor: 0, relay: 1, alarm: 128 },
    ]);
  });

  it('ignores surplus and calls missing bytes unknown (C3-200 Plus widths)', () => {
    expect(doorsOf('sensor=06\trelay=020000\talarm=0001', [1, 2, 3])).toEqual([
      { door: 1, sensor: 2, relay: 0, alarm: 0 },
      { door: 2, sensor: 1, relay: 1, alarm: 1 },
      { door: 3, sensor: 0, relay: 0, alarm: null },
    ]);
    expect(doorsOf('sensor=05', [5])).toEqual([{ door: 5, sensor: null, relay: null, alarm: null }]);
    expect(doorsOf('sensor=zz\trelay=1\talarm=-1', [1])).toEqual([{ door: 1, sensor: null, relay: null, alarm: null }]);
  });

  it('has nothing to say about a door 0', () => {
    expect(doorsOf('sensor=FF\trelay=FF\talarm=FF', [0])).toEqual([
      { door: 0, sensor: null, relay: null, alarm: null },
    ]);
  });
});

describe('doorWords', () => {
  it.each([
    [
      { sensor: 0, relay: 0, alarm: 0 },
      { sensor: 'no sensor', relay: 'off', alarm: 'none' },
    ],
    [
      { sensor: 1, relay: 1, alarm: 1 },
      { sensor: 'off', relay: 'open', alarm: 'be opened accidentally' },
    ],
    [
      { sensor: 2, relay: 0, alarm: 16 },
      { sensor: 'open', relay: 'off', alarm: 'timeout' },
    ],
    [
      { sensor: 3, relay: null, alarm: null },
      { sensor: 'unknown', relay: 'unknown', alarm: 'unknown' },
    ],
    [
      { sensor: null, relay: 1, alarm: 4 },
      { sensor: 'unknown', relay: 'open', alarm: 'duress password opening' },
    ],
    [
      { sensor: 1, relay: 0, alarm: 8 },
      { sensor: 'off', relay: 'off', alarm: 'duress fingerprint opening' },
    ],
    [
      { sensor: 1, relay: 0, alarm: 32 },
      { sensor: 'off', relay: 'off', alarm: 'backup power' },
    ],
    [
      { sensor: 1, relay: 0, alarm: 64 },
      { sensor: 'off', relay: 'off', alarm: 'low battery voltage' },
    ],
    [
      { sensor: 1, relay: 0, alarm: 130 },
      { sensor: 'off', relay: 'off', alarm: 'tampering' },
    ],
    [
      { sensor: 1, relay: 0, alarm: 19 },
      { sensor: 'off', relay: 'off', alarm: 'be opened accidentally,tampering,timeout' },
    ],
  ] as const)('%o', (state, words) => {
    expect(doorWords(state)).toEqual(words);
  });
});
