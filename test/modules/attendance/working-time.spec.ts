import { describe, expect, it } from 'vitest';
import { workingMinutes, type WorkingHours } from '../../../src/modules/attendance/working-time.js';

const day = [['09:00', '18:00']] as const;
const office: WorkingHours = {
  periods: { mon: day, tue: day, wed: day, thu: day, fri: [['09:00', '15:00']] },
  breaks: [['12:00', '13:00']],
  worksHolidays: false,
};
const night: WorkingHours = {
  periods: { mon: [['22:00', '06:00']], fri: [['22:00', '06:00']] },
  breaks: [['02:00', '02:30']],
  worksHolidays: false,
};
const christmas = { date: '2025-12-25', type: 1, everyYear: true } as const;
const once = { date: '2026-11-18', type: 2, everyYear: false } as const;

// 2026-11-16 is a Monday.
describe('minutes of work between two clocks', () => {
  it.each<[what: string, hours: WorkingHours | null, start: string, end: string, minutes: number]>([
    ['all of the time where nobody knows when', null, '2021-11-19 13:00:00', '2021-11-19 18:00:00', 300],
    ['an afternoon', office, '2026-11-16 13:00:00', '2026-11-16 18:00:00', 300],
    ['a break is none', office, '2026-11-16 11:30:00', '2026-11-16 13:30:00', 60],
    ['a day from midnight to its last second', office, '2026-11-16 00:00:00', '2026-11-16 23:59:59', 480],
    ['a short Friday', office, '2026-11-20 00:00:00', '2026-11-20 23:59:59', 300],
    ['a weekend', office, '2026-11-21 00:00:00', '2026-11-22 23:59:59', 0],
    ['over a weekend', office, '2026-11-20 14:00:00', '2026-11-23 10:00:00', 120],
    ['a week', office, '2026-11-16 00:00:00', '2026-11-22 23:59:59', 4 * 480 + 300],
    ['before work', office, '2026-11-16 06:00:00', '2026-11-16 09:00:00', 0],
    ['no time at all', office, '2026-11-16 10:00:00', '2026-11-16 10:00:00', 0],
    ['parts of a minute are left out', office, '2026-11-16 10:00:00', '2026-11-16 10:01:59', 1],
    ['a night', night, '2026-11-16 20:00:00', '2026-11-17 08:00:00', 450],
    ['the rest of a night that began the day before', night, '2026-11-17 00:00:00', '2026-11-17 23:59:59', 330],
    ['a night into a free day', night, '2026-11-20 22:00:00', '2026-11-21 23:59:59', 450],
    ['ten years', office, '2016-11-16 00:00:00', '2026-11-16 00:00:00', 521 * (4 * 480 + 300) + 2 * 480 + 300],
  ])('%s', (_, hours, start, end, minutes) => {
    expect(workingMinutes(hours, [], start, end)).toBe(minutes);
  });

  it('holidays are free, those of every year in each year', () => {
    const minutes = (date: string, hours = office) =>
      workingMinutes(hours, [christmas, once], `${date} 00:00:00`, `${date} 23:59:59`);
    expect([minutes('2026-11-18'), minutes('2027-11-18')]).toEqual([0, 480]);
    expect([minutes('2026-12-25'), minutes('2028-12-25'), minutes('2026-12-24')]).toEqual([0, 0, 480]);
    expect(minutes('2026-11-18', { ...office, worksHolidays: true })).toBe(480);
  });

  it('a shift that begins on a holiday is free to its end', () => {
    const friday = { date: '2026-11-20', type: 1, everyYear: false } as const;
    expect(workingMinutes(night, [friday], '2026-11-20 00:00:00', '2026-11-21 23:59:59')).toBe(0);
  });

  it('overlapping times count once', () => {
    const twice: WorkingHours = {
      periods: {
        mon: [
          ['08:00', '12:00'],
          ['11:00', '13:00'],
        ],
        sun: [['22:00', '09:00']],
      },
      breaks: [
        ['10:00', '10:30'],
        ['10:15', '10:45'],
      ],
      worksHolidays: false,
    };
    expect(workingMinutes(twice, [], '2026-11-16 00:00:00', '2026-11-16 23:59:59')).toBe(13 * 60 - 45);
  });
});
