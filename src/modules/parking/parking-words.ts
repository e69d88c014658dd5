/** Where a channel leads (API manual v1.2, 2.8.3), by the code that page forms print. */
export const channelStates = {
  1: { words: 'main entry', direction: 'in' },
  2: { words: 'main exit', direction: 'out' },
  3: { words: 'inner entry', direction: 'in' },
  4: { words: 'inner exit', direction: 'out' },
  5: { words: 'central pay point', direction: null },
  6: { words: 'central pay exit', direction: 'out' },
} as const satisfies Readonly<Record<number, { words: string; direction: 'in' | 'out' | null }>>;

/** What a passage was. */
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

export type ChannelState = keyof typeof channelStates;
export type EventType = keyof typeof eventTypes;

export const stateWords = (state: number): string => channelStates[state as ChannelState].words;
export const eventWords = (type: number): string => eventTypes[type as EventType];

/** What a plate may look like: letters and digits of any script, and what stands between them. */
const printed = /^[\p{L}\p{M}\p{N}\s.\-_/·•]{1,40}$/u;
const longest = 20;

/**
 * A plate as plates are compared: readers and typists put blanks and dashes where they like.
 * @returns null for what is no plate
 */
export function plateOf(carNumber: string): string | null {
  if (!printed.test(carNumber)) return null;
  const plate = carNumber
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return plate.length > 0 && plate.length <= longest ? plate : null;
}
