import { describe, expect, it } from 'vitest';
import { dstSettingOf, machineTzOf } from '../../../src/protocol/access-push/dst.js';

/** From the zones' own rules, worked out with a calendar: MMIIWWHH, Sunday is 07. */
describe('daylight saving of a zone (9.1.1, DSTSetting)', () => {
  it.each([
    // The last Sundays of March and October: 29 March and 25 October 2026, 28 March and 31 October 2027.
    ['Europe/Berlin', 2026, '03050702', '10040703', 0],
    ['Europe/Berlin', 2027, '03040702', '10050703', 0],
    ['Europe/London', 2026, '03050701', '10040702', 0],
    ['Europe/Dublin', 2026, '03050701', '10040702', 0],
    // The second Sunday of March, the first of November, every year.
    ['America/New_York', 2026, '03020702', '11010702', 1],
    ['America/St_Johns', 2026, '03020702', '11010702', 1],
    ['America/Havana', 2026, '03020700', '11010701', 1],
    // South of the equator: the first Sundays of October and April.
    ['Australia/Sydney', 2026, '10010702', '04010703', 1],
    ['Australia/Adelaide', 2026, '10010702', '04010703', 1],
    // The last Sunday of September, the first of April; a quarter to three and to four.
    ['Pacific/Auckland', 2026, '09040702', '04010703', 0],
    ['Pacific/Chatham', 2026, '09040703', '04010704', 0],
    // Saturdays before midnight: the first Sundays after 2 September and 2 April, at four and three in GMT.
    ['America/Santiago', 2026, '09010700', '04010700', 0],
  ])('%s in %d starts %s and ends %s', (zone, year, startTime, endTime, loop) => {
    expect(dstSettingOf(zone, year)).toEqual({ year, startTime, endTime, loop });
  });

  it.each([
    ['Asia/Shanghai', 'none'],
    ['Asia/Kolkata', 'none, half an hour off'],
    ['Asia/Kathmandu', 'none, a quarter off'],
    ['UTC', 'none'],
    ['Asia/Tokyo', 'none'],
    ['Australia/Lord_Howe', 'half an hour'],
  ])('%s has none that a device can be told: %s', (zone) => {
    expect(dstSettingOf(zone, 2026)).toBeNull();
  });

  it('tells nothing of a change for good', () => {
    // Jordan stayed in its summer time in October 2022, Samoa lost a day in December 2011.
    expect(dstSettingOf('Asia/Amman', 2022)).toBeNull();
    expect(dstSettingOf('Pacific/Apia', 2011)).toBeNull();
  });

  it('refuses what is no zone', () => {
    expect(() => dstSettingOf('Nowhere/Land', 2026)).toThrow(RangeError);
  });
});

it.each([
  ['Europe/Berlin', '2026-07-01T12:00:00Z', false, '+0200'],
  ['Europe/Berlin', '2026-07-01T12:00:00Z', true, '+0100'],
  ['Europe/Berlin', '2026-12-01T12:00:00Z', true, '+0100'],
  ['Australia/Adelaide', '2026-01-01T12:00:00Z', true, '+0930'],
  ['Australia/Adelaide', '2026-01-01T12:00:00Z', false, '+1030'],
  ['America/St_Johns', '2026-07-01T12:00:00Z', true, '-0330'],
  ['Australia/Lord_Howe', '2026-01-01T12:00:00Z', true, '+1100'],
  ['Asia/Kolkata', '2026-07-01T12:00:00Z', true, '+0530'],
])('MachineTZ of %s at %s, shifting itself %s, is %s', (zone, instant, shiftsItself, offset) => {
  expect(machineTzOf(new Date(instant), zone, shiftsItself)).toBe(offset);
});
