import { describe, expect, it } from 'vitest';
import { chargesOf, sumOf } from '../../../../src/modules/parking/tariff/charge.js';
import { billOf, type Discount } from '../../../../src/modules/parking/tariff/discount.js';
import { amountOf, decimalOf } from '../../../../src/modules/parking/tariff/money.js';
import { tariffs, type TariffName } from './declared.js';
import { stays } from './stays.js';

const isHoliday = (day: string) => day === '2026-12-25' || day.endsWith('-01-01');
const all = Object.entries(stays).flatMap(([timeZone, byTariff]) =>
  Object.entries(byTariff).flatMap(([name, rows]) =>
    rows.map(([from, to, pays]) => ({ timeZone, name: name as TariffName, from, to, pays })),
  ),
);

describe('a stay costs', () => {
  it('what was worked out for more than 200 of them', () => {
    expect(all.length).toBeGreaterThan(200);
    expect(new Set(all.map(({ name }) => name))).toEqual(new Set(Object.keys(tariffs)));
  });

  it.each(all)('$pays: $name, $timeZone, $from to $to', ({ timeZone, name, from, to, pays }) => {
    const charges = chargesOf(tariffs[name], [{ from: new Date(from), to: new Date(to) }], { timeZone, isHoliday });
    expect(sumOf(charges)).toBe(pays);
  });

  it('what its lines say', () => {
    const site = { timeZone: 'Europe/Berlin', isHoliday };
    const [from, to] = [new Date('2026-05-04T18:30:00Z'), new Date('2026-05-05T05:00:00Z')];
    const line = (kind: string, start: string, end: string, count: number, amount: number) => ({
      ...{ kind, count, amount },
      from: new Date(`2026-05-0${start}Z`),
      to: new Date(`2026-05-0${end}Z`),
    });
    expect(chargesOf(tariffs['cheap nights'], [{ from, to }], site)).toEqual([
      line('period', '4T18:30:00', '4T20:30:00', 2, 400),
      line('night', '4T20:30:00', '4T22:30:00', 2, 100),
      line('night', '4T22:30:00', '5T04:30:00', 6, 300),
      line('nightMaximum', '4T22:30:00', '5T04:30:00', 1, -100),
      line('period', '5T04:30:00', '5T05:30:00', 1, 200),
    ]);
  });
});

describe('a fixed vehicle that comes before its days and leaves behind them', () => {
  const site = { timeZone: 'Europe/Berlin', isHoliday };
  /** Its days are May 5 to 8, from midnight to midnight in Berlin. */
  const around = (before: number, behind: number) => {
    const [first, end] = [new Date('2026-05-04T22:00:00Z'), new Date('2026-05-08T22:00:00Z')];
    return [
      { from: new Date(first.getTime() - before * 60_000), to: first },
      { from: end, to: new Date(end.getTime() + behind * 60_000) },
    ];
  };
  const tenMinutes: Discount = { kind: 'minutes', value: 10 };
  it.each([
    ['15 minutes free', 10, 5, [], 0],
    ['15 minutes free', 10, 10, [], 400],
    ['15 minutes free', 20, 10, [], 400],
    ['15 minutes free', 10, 10, [tenMinutes], 0],
    ['the first half hour free for all', 20, 10, [], 0],
    ['the first half hour free for all', 20, 20, [], 100],
    ['the first half hour free for all', 40, 40, [], 300],
    ['the first half hour free for all', 20, 20, [tenMinutes], 0],
    ['by the hour', 10, 10, [], 400],
  ] as const)('has its free minutes once: %s, %i and %i minutes, %j, pays', (name, before, behind, discounts, pays) => {
    expect(sumOf(billOf(tariffs[name], around(before, behind), discounts, site))).toBe(pays);
  });
});

describe('discounts', () => {
  const site = { timeZone: 'Europe/Berlin', isHoliday };
  const span = { from: new Date('2026-05-04T08:00:00Z'), to: new Date('2026-05-04T13:00:00Z') };
  const five = '5 hours for 10.00';
  const rows: readonly (readonly [what: string, discounts: readonly Discount[], pays: number])[] = [
    ['none', [], 1000],
    ['free', [{ kind: 'free', value: 0 }], 0],
    ['3.00', [{ kind: 'amount', value: 300 }], 700],
    ['more than it costs', [{ kind: 'amount', value: 1001 }], 0],
    ['two hours', [{ kind: 'minutes', value: 120 }], 600],
    ['61 minutes', [{ kind: 'minutes', value: 61 }], 800],
    ['all of it and more', [{ kind: 'minutes', value: 301 }], 0],
    ['a quarter', [{ kind: 'percent', value: 25 }], 750],
    ['a third, about', [{ kind: 'percent', value: 33 }], 670],
    [
      'half, and half of what is left',
      [
        { kind: 'percent', value: 50 },
        { kind: 'percent', value: 50 },
      ],
      250,
    ],
    [
      'an hour, half and 1.00',
      [
        { kind: 'amount', value: 100 },
        { kind: 'percent', value: 50 },
        { kind: 'minutes', value: 60 },
      ],
      300,
    ],
    [
      '1.00 twice',
      [
        { kind: 'amount', value: 100 },
        { kind: 'amount', value: 100 },
      ],
      800,
    ],
    [
      'free and 3.00',
      [
        { kind: 'free', value: 0 },
        { kind: 'amount', value: 300 },
      ],
      0,
    ],
  ];
  it.each(rows)(`of ${five}: %s`, (_, discounts, pays) => {
    expect(sumOf(billOf(tariffs['by the hour'], [span], discounts, site))).toBe(pays);
    expect(sumOf(billOf(tariffs['by the hour'], [span], [...discounts].reverse(), site))).toBe(pays);
  });

  it('of half a unit are rounded up', () => {
    const one = { ...tariffs['by the hour'], each: { minutes: 60, amount: 45 } };
    const hour = { from: span.from, to: new Date('2026-05-04T09:00:00Z') };
    expect(sumOf(billOf(one, [hour], [{ kind: 'percent', value: 10 }], site))).toBe(40);
  });
});

describe('amounts', () => {
  it.each([
    [250, 'EUR', '2.50'],
    [5, 'EUR', '0.05'],
    [0, 'EUR', '0.00'],
    [-205, 'EUR', '-2.05'],
    [123456789, 'USD', '1234567.89'],
    [250, 'JPY', '250'],
    [2500, 'BHD', '2.500'],
    [7, 'BHD', '0.007'],
  ])('%s of %s are %s', (amount, currency, text) => {
    expect(decimalOf(amount, currency)).toBe(text);
    if (amount >= 0) expect(amountOf(text, currency)).toBe(amount);
  });

  it.each([
    ['2', 'EUR', 200],
    ['2.5', 'EUR', 250],
    [' 2.50 ', 'EUR', 250],
    ['0.29', 'EUR', 29],
    ['2.500', 'EUR', 250],
    ['2.505', 'EUR', null],
    ['2,50', 'EUR', null],
    ['-1', 'EUR', null],
    ['', 'EUR', null],
    ['250', 'JPY', 250],
    ['250.5', 'JPY', null],
    ['1e3', 'EUR', null],
  ])('%s in %s are %s', (text, currency, amount) => {
    expect(amountOf(text, currency)).toBe(amount);
  });
});
