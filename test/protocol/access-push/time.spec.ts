import { describe, expect, it } from 'vitest';
import {
  decodeSeconds,
  encodeSeconds,
  isRealWall,
  offsetText,
  packedGmt,
  packedNow,
  wallClock,
} from '../../../src/protocol/access-push/time.js';

/** Numbers printed in the manual (9.5.1, 7.5, 9.1.1, 9.2.2) and seen on the wire (C10), decoded by hand. */
const printed: readonly (readonly [packed: number, wall: string])[] = [
  [0, '2000-01-01 00:00:00'],
  [583_050_990, '2018-02-22 06:36:30'],
  [583_080_894, '2018-02-22 14:54:54'],
  [583_512_660, '2018-02-27 14:51:00'],
  [752_688_180, '2023-06-01 16:03:00'],
  [755_193_780, '2023-06-30 16:03:00'],
  [548_003_687, '2017-01-19 15:14:47'],
  [845_882_880, '2026-04-26 07:28:00'],
];

describe('packed seconds (appendix 5 and 6)', () => {
  it.each(printed)('%d is %s', (packed, wall) => {
    expect(decodeSeconds(packed)).toBe(wall);
    expect(encodeSeconds(wall)).toBe(packed);
  });

  it('counts 31 days in every month', () => {
    expect(encodeSeconds('2000-02-01 00:00:00')).toBe(31 * 86_400);
    expect(encodeSeconds('2000-03-01 00:00:00')).toBe(62 * 86_400);
    expect(encodeSeconds('2001-01-01 00:00:00')).toBe(372 * 86_400);
  });

  it('gives back every day of 37 years, at the first and the last second', () => {
    for (let day = 0; day < 37 * 12 * 31; day += 1) {
      for (const second of [0, 86_399]) {
        const packed = day * 86_400 + second;
        const wall = decodeSeconds(packed);
        if (encodeSeconds(wall) !== packed) expect.fail(`${packed} came back from ${wall}`);
      }
    }
    expect(decodeSeconds(37 * 12 * 31 * 86_400 - 1)).toBe('2036-12-31 23:59:59');
  });

  it('decodes a day that no calendar has, which isRealWall refuses', () => {
    expect(decodeSeconds((31 + 29) * 86_400)).toBe('2000-02-30 00:00:00');
    expect(isRealWall('2000-02-30 00:00:00')).toBe(false);
  });

  it.each(['', '2017-01-10', '2017-1-1 1:1:1', 'yesterday'])('does not encode "%s"', (wall) => {
    expect(() => encodeSeconds(wall)).toThrow(RangeError);
  });
});

it.each([
  ['2024-02-29 23:59:59', true],
  ['2023-02-29 00:00:00', false],
  ['2023-13-01 00:00:00', false],
  ['2023-00-10 00:00:00', false],
  ['2023-01-01 24:00:00', false],
  ['2023-01-01 00:60:00', false],
  ['1970-01-01 00:00:00', true],
  ['0000-00-00 00:00:00', false],
])('%s is real: %s', (wall, real) => {
  expect(isRealWall(wall)).toBe(real);
});

describe('the clock of a zone', () => {
  const morning = new Date('2018-02-22T06:36:30.900Z');

  it('packs the local time for SET OPTIONS and Greenwich for rtdata', () => {
    expect(packedGmt(morning)).toBe(583_050_990);
    expect(packedNow(new Date('2018-02-22T06:54:54Z'), 'Asia/Shanghai')).toBe(583_080_894);
  });

  it.each([
    ['Asia/Shanghai', '+0800', '2018-02-22 14:36:30'],
    ['Asia/Kolkata', '+0530', '2018-02-22 12:06:30'],
    ['America/St_Johns', '-0330', '2018-02-22 03:06:30'],
    ['UTC', '+0000', '2018-02-22 06:36:30'],
  ])('%s is %s', (zone, offset, wall) => {
    expect(offsetText(morning, zone)).toBe(offset);
    expect(wallClock(morning, zone)).toBe(wall);
  });

  it('follows summer time', () => {
    expect(offsetText(new Date('2024-03-31T00:59:59.999Z'), 'Europe/Berlin')).toBe('+0100');
    expect(offsetText(new Date('2024-03-31T01:00:00Z'), 'Europe/Berlin')).toBe('+0200');
  });

  it('writes midnight as 00 hours', () => {
    expect(wallClock(new Date('2024-05-01T22:00:00Z'), 'Europe/Berlin')).toBe('2024-05-02 00:00:00');
  });
});
