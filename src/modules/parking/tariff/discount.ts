import type { DiscountKind } from '../parking-words.js';
import { chargesOf, sumOf, type Charge } from './charge.js';
import type { Site, Span, Tariff } from './tariff.js';

export interface Discount {
  readonly kind: DiscountKind;
  /** The smallest unit of the currency, minutes or percent; 0 for `free`. */
  readonly value: number;
}

const valuesOf = (discounts: readonly Discount[], kind: DiscountKind) =>
  discounts.filter((one) => one.kind === kind).map(({ value }) => value);

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** What is left of the spans without their first minutes. */
function without(minutes: number, spans: readonly Span[]): Span[] {
  let skip = minutes * 60_000;
  return spans.flatMap(({ from, to }) => {
    const length = Math.max(0, to.getTime() - from.getTime());
    const skipped = Math.min(skip, length);
    skip -= skipped;
    return skipped < length ? [{ from: new Date(from.getTime() + skipped), to }] : [];
  });
}

/** Half a unit is rounded up. */
const percentOf = (amount: number, percent: number) => Math.floor((amount * percent + 50) / 100);

/**
 * The lines of a bill with its discounts, whatever their order: `minutes` make the beginning of the stay free, then
 * `percent` takes off its part, one after the other, then `amount`. It never costs less than nothing.
 * @param spans what is charged of the stay: a fixed vehicle pays only for the time outside of its days
 */
export function billOf(tariff: Tariff, spans: readonly Span[], discounts: readonly Discount[], site: Site): Charge[] {
  const skipped = total(valuesOf(discounts, 'minutes'));
  const charges = [...chargesOf(tariff, without(skipped, spans), site)];
  const gross = sumOf(charges);
  let rest = gross;
  for (const percent of valuesOf(discounts, 'percent').sort((a, b) => b - a)) rest -= percentOf(rest, percent);
  rest = Math.max(0, rest - total(valuesOf(discounts, 'amount')));
  if (valuesOf(discounts, 'free').length > 0) rest = 0;
  const [first, last] = [spans[0], spans.at(-1)];
  if (rest === gross || !first || !last) return charges;
  return [...charges, { kind: 'discount', from: first.from, to: last.to, count: 1, amount: rest - gross }];
}
