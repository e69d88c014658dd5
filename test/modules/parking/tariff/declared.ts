import type { Rate, Tariff } from '../../../../src/modules/parking/tariff/tariff.js';

const rate: Rate = { steps: [], each: null, dayMaximum: null, night: null };

export const declared = (facts: Partial<Tariff>): Tariff => ({
  ...rate,
  ...{ currency: 'EUR', freeMinutes: 0, deductFreeMinutes: false, graceMinutes: 15 },
  ...{ dayBy: 'calendar', stepsEachDay: false, otherDays: [] },
  ...facts,
});

const hour = (amount: number) => ({ minutes: 60, amount });

/** One tariff of each kind. */
export const tariffs = {
  'by the hour': declared({ each: hour(200) }),
  '15 minutes free': declared({ freeMinutes: 15, each: hour(200) }),
  'the first half hour free for all': declared({
    ...{ freeMinutes: 30, deductFreeMinutes: true },
    each: { minutes: 30, amount: 100 },
  }),
  'cheaper with each hour': declared({ steps: [hour(200), hour(150)], each: hour(100) }),
  'at most 10.00 a day': declared({ each: hour(200), dayMaximum: 1000 }),
  'at most 10.00 in 24 hours': declared({ each: hour(200), dayMaximum: 1000, dayBy: '24h' }),
  'a dear first hour every 24 hours': declared({
    ...{ steps: [hour(300)], each: hour(100), dayMaximum: 800, dayBy: '24h', stepsEachDay: true },
  }),
  'one price for a night': declared({
    each: hour(200),
    night: { from: '20:00', to: '06:00', flat: 500, each: null, maximum: null },
  }),
  'cheap nights': declared({
    each: hour(200),
    night: { from: '22:00', to: '06:00', flat: null, each: hour(50), maximum: 300 },
  }),
  'free nights': declared({
    each: hour(150),
    night: { from: '18:00', to: '08:00', flat: null, each: null, maximum: null },
  }),
  'cheap weekends and free holidays': declared({
    each: hour(200),
    otherDays: [
      { ...rate, days: ['hol'] },
      { ...rate, days: ['sat', 'sun'], each: hour(100), dayMaximum: 500 },
    ],
  }),
  'by the day': declared({ steps: [{ minutes: 1, amount: 500 }], stepsEachDay: true }),
  'once and for all': declared({ steps: [{ minutes: 1_440, amount: 1200 }] }),
  'by the quarter, at most 15.00 a day': declared({ each: { minutes: 15, amount: 50 }, dayMaximum: 1500 }),
  'in yen': declared({ currency: 'JPY', each: { minutes: 20, amount: 100 }, dayMaximum: 2000, dayBy: '24h' }),
} as const satisfies Readonly<Record<string, Tariff>>;

export type TariffName = keyof typeof tariffs;
