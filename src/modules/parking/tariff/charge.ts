import { RateCalendar, type Moment } from './rate-calendar.js';
import type { Night, Period, Site, Span, Tariff } from './tariff.js';

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

/** Goes through a stay from one period to the next. */
class Meter {
  private readonly calendar: RateCalendar;
  private readonly sum = new Sum((moment, at) => this.dayOf(moment, at));
  private stepped = { day: '', steps: 0 };
  private paidNight: string | null = null;

  constructor(
    private readonly tariff: Tariff,
    private readonly start: number,
    private readonly end: number,
    site: Site,
    private readonly free: number,
  ) {
    this.calendar = new RateCalendar(tariff, site);
  }

  run(): readonly Charge[] {
    const free = Math.min(this.free, this.end - this.start);
    if (free > 0) {
      const to = new Date(this.start + free);
      this.sum.charges.push({ kind: 'free', from: new Date(this.start), to, count: 1, amount: 0 });
    }
    let cursor = this.start + Math.max(0, free);
    while (cursor < this.end) cursor = this.next(cursor);
    return this.sum.charges;
  }

  /** @returns where the next period begins */
  private next(cursor: number): number {
    const moment = this.calendar.at(cursor);
    const { rate, nightOf, until } = moment;
    const limit = Math.min(this.end, until, this.blockEnd(cursor));
    if (nightOf !== null && rate.night) return this.night(moment, rate.night, cursor, limit);
    const step = this.step(moment, cursor);
    if (!step) return this.periods('period', moment, rate.each, cursor, limit);
    const to = cursor + step.minutes * minuteMs;
    this.sum.add('step', moment, [cursor, to], 1, step.amount);
    return to;
  }

  /** The step that is next, which then has been taken. */
  private step(moment: Moment, cursor: number): Period | undefined {
    const day = this.tariff.stepsEachDay ? this.dayOf(moment, cursor) : '';
    if (this.stepped.day !== day) this.stepped = { day, steps: 0 };
    return moment.rate.steps[this.stepped.steps++];
  }

  private night(moment: Moment, { flat, each }: Night, cursor: number, limit: number): number {
    const isNew = this.paidNight !== moment.nightOf;
    this.paidNight = moment.nightOf;
    if (flat === null) return this.periods('night', moment, each, cursor, limit);
    if (isNew) this.sum.add('night', moment, [cursor, limit], 1, flat);
    return limit;
  }

  /** All periods that begin before something changes. */
  private periods(kind: ChargeKind, moment: Moment, each: Period | null, cursor: number, limit: number): number {
    if (!each) return limit;
    const length = each.minutes * minuteMs;
    const count = Math.ceil((limit - cursor) / length);
    const to = cursor + count * length;
    this.sum.add(kind, moment, [cursor, to], count, count * each.amount);
    return to;
  }

  private dayOf({ day }: Moment, at: number): string {
    return this.tariff.dayBy === '24h' ? String(this.blockOf(at)) : day;
  }

  private blockEnd(at: number): number {
    return this.tariff.dayBy === '24h' ? this.start + (this.blockOf(at) + 1) * dayMs : Infinity;
  }

  private blockOf(at: number): number {
    return Math.floor((at - this.start) / dayMs);
  }
}

/** How much of the charged time of a stay is free, in milliseconds: it has its free minutes once. */
function freeOf({ freeMinutes, deductFreeMinutes }: Tariff, charged: number): number {
  const free = freeMinutes * minuteMs;
  return deductFreeMinutes || charged <= free ? free : 0;
}

/**
 * What a stay costs, line by line. Time is real time: an hour is an hour also where the clock changes. Days, nights and
 * holidays are those of the clock. A period costs what it costs where it begins, and lasts its whole length.
 * @param spans what is charged of the stay, in the order of time
 */
export function chargesOf(tariff: Tariff, spans: readonly Span[], site: Site): readonly Charge[] {
  const seconds = spans.map(({ from, to }) => [wholeSecond(from), wholeSecond(to)] as const);
  const lengths = seconds.map(([from, to]) => Math.max(0, to - from));
  let free = freeOf(
    tariff,
    lengths.reduce((sum, length) => sum + length, 0),
  );
  return seconds.flatMap(([from, to], at) => {
    const charges = new Meter(tariff, from, to, site, free).run();
    free = Math.max(0, free - (lengths[at] ?? 0));
    return charges;
  });
}

export const sumOf = (charges: readonly Pick<Charge, 'amount'>[]): number =>
  charges.reduce((sum, { amount }) => sum + amount, 0);
