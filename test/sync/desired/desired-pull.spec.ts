import { describe, expect, it } from 'vitest';
import { sharedForLink } from '../../../src/sync/desired/desired-pull.js';
import type { HolidayDate } from '../../../src/modules/timeZone/open-at.js';

const periods = {
  mon: ['01:00-01:30'],
  tue: ['02:00-02:30'],
  wed: ['03:00-03:30'],
  thu: ['04:00-04:30'],
  fri: ['05:00-05:30'],
  sat: [],
  sun: [],
  hol1: ['11:00-11:30', '12:00-12:30'],
  hol2: [],
  hol3: ['13:00-13:30'],
};
const rows = [
  { table: 'timezone', row: { timezoneId: 2, periods } },
  { table: 'holiday', row: { holiday: '2026-01-01' } },
  { table: 'dstsetting', row: {} },
];

/** The zone on that day, and when it changes. @param link how the device is talked to */
function on(day: string, holidays: readonly HolidayDate[], link = 'pull', nextAt: Date | null = null) {
  const device = { device: { link }, timeZone: 'Europe/Madrid' } as never;
  const desired = sharedForLink({ rows, nextAt }, { holidays }, device, new Date(`${day}T12:00:00Z`));
  return { tables: desired.rows.map(({ table }) => table), week: desired.rows[0]?.row.periods, at: desired.nextAt };
}

const { hol1, hol2, hol3, ...week } = periods;
const once = (date: string, type: 1 | 2 | 3): HolidayDate => ({ date, type, everyYear: false });

describe('time zones of a terminal that knows no holidays', () => {
  it('are those of the weekdays, as long as there are no holidays', () => {
    expect(on('2026-03-02', [])).toEqual({ tables: ['timezone'], week, at: null });
    expect(on('2026-03-02', [], 'push-acc')).toMatchObject({ tables: ['timezone', 'holiday', 'dstsetting'] });
  });

  // 2 March 2026 is a Monday.
  it.each([
    ['2026-03-05', { ...week, fri: hol1 }, '2026-03-06T23:00:00.000Z'],
    ['2026-03-06', { ...week, fri: hol1 }, '2026-03-06T23:00:00.000Z'],
    ['2026-03-07', week, null],
    ['2026-02-27', week, '2026-02-27T23:00:00.000Z'],
    ['2026-02-28', { ...week, fri: hol1 }, '2026-03-06T23:00:00.000Z'],
  ] as const)('have on %s the periods of the holiday that comes within a week', (day, expected, at) => {
    const found = on(day, [once('2026-03-06', 1)]);
    expect([found.week, found.at?.toISOString() ?? null]).toEqual([expected, at]);
  });

  it('know holidays of every year, two in one week, and two a week apart', () => {
    const yearly: HolidayDate = { date: '2020-12-25', type: 3, everyYear: true };
    expect(on('2026-12-24', [yearly]).week).toEqual({ ...week, fri: hol3 });
    expect(on('2026-12-26', [yearly]).at?.toISOString()).toBe('2027-12-18T23:00:00.000Z');
    expect(on('2026-03-02', [once('2026-03-03', 2), once('2026-03-04', 3)]).week).toEqual({
      ...week,
      tue: hol2,
      wed: hol3,
    });
    const apart = [once('2026-03-06', 1), once('2026-03-13', 1)];
    expect(on('2026-03-05', apart).at?.toISOString()).toBe('2026-03-13T23:00:00.000Z');
  });

  it('change also when anything else changes', () => {
    const soon = new Date('2026-03-02T13:00:00Z');
    expect(on('2026-03-02', [once('2026-03-06', 1)], 'pull', soon).at).toEqual(soon);
    expect(on('2026-03-02', [], 'pull', soon).at).toEqual(soon);
  });
});
