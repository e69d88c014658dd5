import { RateCalendar, type Moment } from './rate-calendar.js';
import type { Night, Period, Site, Tariff } from './tariff.js';

export const chargeKinds = ['free', 'step', 'period', 'night', 'dayMaximum', 'nightMaximum', 'discount'] as const;
export type ChargeKind = (typeof chargeKinds)[number];

/** A line of a bill. */
export interface Charge {
  readonly kind: ChargeKind;
  readonly from: Date;
  readonly to: Date;
  /** How many periods of the same kind. */
  readonly count: number;
  /** Of all of them; less than 0 for what a maximum or a discount takes off. */
  readonly amount: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Bills are computed from the times that they show: whole seconds. */
const wholeSecond = (at: Date) => Math.floor(at.getTime() / 1_000) * 1_000;

/** The charges of one stay as they add up, with the maxima of its days and nights. */
class Sum {
  readonly charges: Charge[] = [];
  private readonly used = new Map<string, number>();
  private readonly most = new Map<string, number>();

  constructor(private readonly dayOf: (moment: Moment, at: number) => string) {}

  /** @param at when the first of the periods begins; a maximum counts for the day on which a period begins */
  add(kind: ChargeKind, moment: Moment, [at, end]: readonly [number, number], count: number, amount: number): void {
    const [from, to] = [new Date(at), new Date(end)];
    this.charges.push({ kind, from, to, count, amount });
    const { nightOf, rate } = moment;
    const tonight = nightOf === null ? null : (rate.night?.maximum ?? null);
    const afterNight = this.within('nightMaximum', `night ${nightOf ?? ''}`, tonight, amount, from, to);
    this.within('dayMaximum', `day ${this.dayOf(moment, at)}`, rate.dayMaximum, afterNight, from, to);
  }

  /** Takes off what is more than the maximum. @returns what is left */
  private within(kind: ChargeKind, of: string, maximum: number | null, amount: number, from: Date, to: Date): number {
    // A day of 24 hours may begin on a Friday and end on a Saturday: its beginning counts.
    const most = this.most.get(of) ?? maximum ?? Infinity;
    this.most.set(of, most);
    const used = this.used.get(of) ?? 0;
    const left = Math.max(0, Math.min(amount, most - used));
    this.used.set(of, used + left);
    if (left < amount) this.charges.push({ kind, from, to, count: 1, amount: left - amount });
    return left;
  }
}

/**
 * What a stay costs, line by line. Time is real time: an hour is an hour also where the clock changes. Days, nights and
 * holidays are those of the clock. A period costs what it costs where it begins, and lasts its whole length.
 */
export function chargesOf(tariff: Tariff, entered: Date, left: Date, site: Site): readonly Charge[] {
  const start = wholeSecond(entered);
  const end = wholeSecond(left);
  const free = tariff.freeMinutes * minuteMs;
  const calendar = new RateCalendar(tariff, site);
  const blockAt = (at: number) => Math.floor((at - start) / dayMs);
  const by24h = tariff.dayBy === '24h';
  const dayOf = ({ day }: Moment, at: number) => (by24h ? String(blockAt(at)) : day);
  const sum = new Sum(dayOf);
  if (free > 0 && end > start && (tariff.deductFreeMinutes || end - start <= free)) {
    const to = new Date(Math.min(end, start + free));
    sum.charges.push({ kind: 'free', from: new Date(start), to, count: 1, amount: 0 });
  }
  if (end - start <= free) return sum.charges;

  let cursor = tariff.deductFreeMinutes ? start + free : start;
  let stepped = { day: '', steps: 0 };
  let paidNight: string | null = null;
  while (cursor < end) {
    const moment = calendar.at(cursor);
    const { rate, nightOf } = moment;
    const limit = Math.min(end, moment.until, by24h ? start + (blockAt(cursor) + 1) * dayMs : Infinity);
    const day = tariff.stepsEachDay ? dayOf(moment, cursor) : '';
    if (stepped.day !== day) stepped = { day, steps: 0 };
    const step = rate.steps[stepped.steps];
    if (nightOf !== null && rate.night) {
      if (rate.night.flat !== null && paidNight !== nightOf)
        sum.add('night', moment, [cursor, limit], 1, rate.night.flat);
      paidNight = nightOf;
      cursor = periods('night', eachOf(rate.night));
    } else if (step) {
      sum.add('step', moment, [cursor, cursor + step.minutes * minuteMs], 1, step.amount);
      stepped = { day, steps: stepped.steps + 1 };
      cursor += step.minutes * minuteMs;
    } else {
      cursor = periods('period', rate.each);
    }

    /** All periods that begin before something changes. */
    function periods(kind: ChargeKind, each: Period | null): number {
      if (!each) return limit;
      const length = each.minutes * minuteMs;
      const count = Math.ceil((limit - cursor) / length);
      const to = cursor + count * length;
      sum.add(kind, moment, [cursor, to], count, count * each.amount);
      return to;
    }
  }
  return sum.charges;
}

const eachOf = ({ flat, each }: Night) => (flat === null ? each : null);

export const sumOf = (charges: readonly Pick<Charge, 'amount'>[]): number =>
  charges.reduce((sum, { amount }) => sum + amount, 0);
