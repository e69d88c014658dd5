import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargesOf, sumOf } from '../../../../src/modules/parking/tariff/charge.js';
import { billOf } from '../../../../src/modules/parking/tariff/discount.js';
import { dayNames, type Rate, type Tariff } from '../../../../src/modules/parking/tariff/tariff.js';
import { chargedSpans } from '../../../../src/modules/parking/stay/charged-spans.js';
import { tariffs } from './declared.js';

const amount = fc.integer({ min: 0, max: 5_000 });
const period = fc.record({ minutes: fc.integer({ min: 1, max: 600 }), amount });
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const clock = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${['00', '15', '30', '45'][quarter % 4]}`);
const night = fc
  .record({ from: clock, to: clock, flat: orNull(amount), each: orNull(period), maximum: orNull(amount) })
  .filter(({ from, to }) => from !== to);
const rate: fc.Arbitrary<Rate> = fc.record({
  steps: fc.array(period, { maxLength: 3 }),
  each: orNull(period),
  dayMaximum: orNull(amount),
  night: orNull(night),
});
const otherDays = fc
  .tuple(rate, fc.uniqueArray(fc.constantFrom(...dayNames), { minLength: 1, maxLength: 3 }))
  .map(([one, days]) => ({ ...one, days }));
const tariff: fc.Arbitrary<Tariff> = fc
  .tuple(
    rate,
    fc.record({
      freeMinutes: fc.constantFrom(0, 10, 30, 120),
      deductFreeMinutes: fc.boolean(),
      dayBy: fc.constantFrom('calendar' as const, '24h' as const),
      stepsEachDay: fc.boolean(),
      otherDays: fc.array(otherDays, { maxLength: 2 }),
    }),
  )
  .map(([one, more]) => ({ currency: 'EUR', graceMinutes: 15, ...one, ...more }));
const site = fc
  .constantFrom('Europe/Berlin', 'Australia/Sydney', 'America/Santiago', 'Australia/Lord_Howe', 'UTC')
  .map((timeZone) => ({ timeZone, isHoliday: (day: string) => day.endsWith('5') }));
/** Around a change of the clock in most of those zones, or anywhere in the year. */
const start = fc
  .tuple(
    fc.constantFrom('2026-03-28', '2026-10-24', '2026-04-04', '2026-10-03', '2026-09-05', '2026-06-01'),
    fc.nat(86_400),
  )
  .map(([day, second]) => new Date(Date.parse(`${day}T00:00:00Z`) + second * 1_000));
const seconds = fc.integer({ min: 0, max: 9 * 86_400 });
const later = (from: Date, by: number) => new Date(from.getTime() + by * 1_000);

const runs = { numRuns: 150, seed: 20261125 };

describe('what a stay costs', () => {
  it('is never less if it is longer, and never less than nothing', () => {
    fc.assert(
      fc.property(tariff, site, start, seconds, seconds, (of, at, from, a, b) => {
        const cost = (by: number) => sumOf(chargesOf(of, [{ from, to: later(from, by) }], at));
        const [short, long] = [Math.min(a, b), Math.max(a, b)];
        expect(cost(short)).toBeGreaterThanOrEqual(0);
        expect(cost(short)).toBeLessThanOrEqual(cost(long));
        expect(cost(long)).toBeLessThanOrEqual(cost(long + 1));
      }),
      runs,
    );
  });

  it('is nothing as long as it is free', () => {
    fc.assert(
      fc.property(tariff, site, start, (of, at, from) => {
        expect(sumOf(chargesOf(of, [{ from, to: later(from, of.freeMinutes * 60) }], at))).toBe(0);
      }),
      runs,
    );
  });

  it('is never more than the maximum for each day that it touches', () => {
    fc.assert(
      fc.property(tariff, site, start, seconds, fc.nat(3_000), (of, at, from, by, most) => {
        const limited = {
          ...of,
          dayMaximum: most,
          otherDays: of.otherDays.map((one) => ({ ...one, dayMaximum: most })),
        };
        // Days of the calendar: with the two that it may begin and end in, and one of 23 hours.
        const days = of.dayBy === '24h' ? Math.ceil(by / 86_400) : Math.floor(by / 82_800) + 2;
        expect(sumOf(chargesOf(limited, [{ from, to: later(from, by) }], at))).toBeLessThanOrEqual(most * days);
      }),
      runs,
    );
  });

  it('is not more with a discount', () => {
    const discount = fc.oneof(
      fc.record({ kind: fc.constantFrom('free' as const), value: fc.constant(0) }),
      fc.record({ kind: fc.constantFrom('amount' as const), value: amount }),
      fc.record({ kind: fc.constantFrom('percent' as const), value: fc.integer({ min: 1, max: 100 }) }),
    );
    fc.assert(
      fc.property(tariff, site, start, seconds, fc.array(discount, { maxLength: 4 }), (of, at, from, by, given) => {
        const span = { from, to: later(from, by) };
        const [full, less] = [[], given].map((discounts) => sumOf(billOf(of, [span], discounts, at)));
        expect(less).toBeGreaterThanOrEqual(0);
        expect(less).toBeLessThanOrEqual(full ?? 0);
        expect(sumOf(billOf(of, [span], [...given].reverse(), at))).toBe(less);
      }),
      runs,
    );
  });

  it('of a whole year by the minute is worked out at once', () => {
    const of: Tariff = { ...tariffs['cheap nights'], steps: [], each: { minutes: 1, amount: 1 }, dayBy: '24h' };
    const berlin = { timeZone: 'Europe/Berlin', isHoliday: () => false };
    const year = { from: new Date('2025-06-01T04:00:00Z'), to: new Date('2026-06-01T04:00:00Z') };
    const charges = chargesOf(of, [year], berlin);
    // 365 nights at their maximum, and 16 hours of each day.
    expect(sumOf(charges)).toBe(365 * 300 + 365 * 16 * 60);
    // Minutes are not counted one by one.
    expect(charges.length).toBeLessThan(365 * 8);
  });
});

describe('a fixed vehicle', () => {
  const day = (of: number, hour = 0) => new Date(Date.UTC(2026, 4, of, hour));
  const stay = { from: day(4, 10), to: day(6, 10) };
  it.each([
    ['none of its days', [], [stay]],
    ['all of it', [{ from: day(1), to: day(9) }], []],
    ['its beginning', [{ from: day(1), to: day(5) }], [{ from: day(5), to: day(6, 10) }]],
    ['its end', [{ from: day(6), to: day(9) }], [{ from: day(4, 10), to: day(6) }]],
    [
      'what is between',
      [{ from: day(5), to: day(6) }],
      [
        { from: day(4, 10), to: day(5) },
        { from: day(6), to: day(6, 10) },
      ],
    ],
    ['days before', [{ from: day(1), to: day(3) }], [stay]],
    ['days behind', [{ from: day(8), to: day(9) }], [stay]],
    ['days right before', [{ from: day(1), to: day(4, 10) }], [stay]],
  ])('does not pay for its days: %s', (_, paid, left) => {
    expect(chargedSpans(stay, paid)).toEqual(left);
  });
});
