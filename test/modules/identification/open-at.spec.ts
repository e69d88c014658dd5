import { describe, expect, it } from 'vitest';
import { dayNameAt, isOpenAt, type HolidayDate } from '../../../src/modules/timeZone/open-at.js';

const office = {
  mon: [
    ['08:30', '12:00'],
    ['13:00', '17:30'],
  ],
  sun: [['10:00', '11:00']],
  hol1: [['09:00', '09:30']],
  hol3: [['00:00', '23:59']],
} as never;

const holidays: HolidayDate[] = [
  { date: '2026-03-02', type: 1, everyYear: false },
  { date: '2020-12-25', type: 3, everyYear: true },
  { date: '2026-12-25', type: 2, everyYear: false },
];

describe('a time zone', () => {
  it.each([
    // 2026-03-09 is a Monday.
    ['2026-03-09 08:29:59', false],
    ['2026-03-09 08:30:00', true],
    ['2026-03-09 12:00:00', true],
    // The last minute belongs to it, as devices count.
    ['2026-03-09 12:00:59', true],
    ['2026-03-09 12:01:00', false],
    ['2026-03-09 13:00:00', true],
    ['2026-03-09 17:31:00', false],
    ['2026-03-10 10:00:00', false],
    ['2026-03-15 10:00:00', true],
    // A holiday takes the place of its Monday.
    ['2026-03-02 10:00:00', false],
    ['2026-03-02 09:15:00', true],
    // Every year, whatever the weekday; a year with an entry of its own goes by that.
    ['2025-12-25 00:00:00', true],
    ['2027-12-25 23:59:59', true],
    ['2026-12-25 12:00:00', false],
  ])('at %s: %s', (clock, open) => {
    expect(isOpenAt(office, holidays, clock)).toBe(open);
  });

  it.each([
    ['2026-03-01 00:00:00', 'sun'],
    ['2026-03-02 00:00:00', 'hol1'],
    ['2026-03-03 23:59:59', 'tue'],
    ['2024-02-29 12:00:00', 'thu'],
    ['2026-12-25 00:00:00', 'hol2'],
  ])('%s is %s', (clock, day) => {
    expect(dayNameAt(clock, holidays)).toBe(day);
  });
});
