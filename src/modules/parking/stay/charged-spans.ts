import type { Span } from '../tariff/tariff.js';

/** What is left of a stay outside of the spans for which a fixed vehicle has paid already. */
export function chargedSpans(stay: Span, paid: readonly Span[]): readonly Span[] {
  let left: readonly Span[] = [stay];
  for (const { from, to } of paid) {
    left = left.flatMap((span) => [
      ...(span.from < from ? [{ from: span.from, to: span.to < from ? span.to : from }] : []),
      ...(to < span.to ? [{ from: to > span.from ? to : span.from, to: span.to }] : []),
    ]);
  }
  return left;
}
