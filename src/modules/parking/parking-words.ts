import { largeLetters, plateSeparators, sharpS, smallLetters } from '../../platform/database/schema/plate-rule.js';

/** The direction of a channel (API manual v1.2, 2.8.3), by the code that page forms print. An inner one leads from one area of a car park to another. */
export const channelStates = {
  1: { words: 'main entry', direction: 'in', isInner: false },
  2: { words: 'main exit', direction: 'out', isInner: false },
  3: { words: 'inner entry', direction: 'in', isInner: true },
  4: { words: 'inner exit', direction: 'out', isInner: true },
  5: { words: 'central pay point', direction: null, isInner: false },
  6: { words: 'central pay exit', direction: 'out', isInner: false },
} as const satisfies Readonly<Record<number, { words: string; direction: 'in' | 'out' | null; isInner: boolean }>>;

/** The kind of a passage. */
export const eventTypes = {
  1: 'normal',
  2: 'fixed car as a temporary one',
  3: 'out with a lost card',
  4: 'overtime fee',
  5: 'opened by hand',
  6: 'opening cancelled',
  7: 'monthly fee',
  8: 'visitor or VIP car',
  9: 'plate corrected',
  10: 'unmatched',
  11: 'prepaid by WeChat',
  12: 'paid by WeChat',
} as const satisfies Readonly<Record<number, string>>;

/** What opens for a car: nothing of ours, a door, an auxiliary output, or a controller of the site by HTTP. */
export const barrierKinds = ['none', 'door', 'auxOutput', 'http'] as const;
export type BarrierKind = (typeof barrierKinds)[number];

/** What a bill is reduced by, with the number that the vendor prints (API manual v1.2, 2.8.1.5). */
export const discountKinds = { free: 1, amount: 2, minutes: 3, percent: 4 } as const;
export type DiscountKind = keyof typeof discountKinds;

export type ChannelState = keyof typeof channelStates;
export type EventType = keyof typeof eventTypes;

export const stateWords = (state: number): string => channelStates[state as ChannelState].words;
export const eventWords = (type: number): string => eventTypes[type as EventType];

const longestWritten = 40;
const printed = /^[\p{L}\p{M}\p{N}]{1,20}$/u;
const separator = new RegExp(`[${plateSeparators.replace('-', '\\-')}]`, 'g');
const sharp = new RegExp(`[${sharpS.letters}]`, 'g');
const largeOf = new Map(Array.from(smallLetters, (small, at) => [small, largeLetters.charAt(at)]));

/**
 * A plate in the form for comparisons, because readers and people write case, blanks and dashes in different ways.
 * @returns null for text that is no plate
 */
export function plateOf(carNumber: string): string | null {
  if (Array.from(carNumber).length > longestWritten) return null;
  const letters = carNumber.normalize('NFKC').replace(separator, '').replace(sharp, sharpS.becomes);
  const plate = Array.from(letters, (one) => largeOf.get(one) ?? one).join('');
  return printed.test(plate) ? plate : null;
}
