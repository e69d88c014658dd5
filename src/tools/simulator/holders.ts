import type { PanelMemory, PanelRow } from './memory.js';
import type { PanelSettings } from './settings.js';

/** The owner of a card, and whether it was reported lost. @param card decimal */
export function holderOf(
  memory: PanelMemory,
  settings: PanelSettings,
  card: string,
): { user: PanelRow; lost: boolean } | undefined {
  const number = cardNumber(card, 10);
  if (number === 0n) return undefined;
  const users = memory.rows('user');
  if (!settings.multiCard) {
    const user = users.find((row) => cardNumber(row.get('cardno') ?? '', 10) === number);
    return user && { user, lost: false };
  }
  const held = memory.rows('mulcarduser').find((row) => cardNumber(row.get('cardno') ?? '', 16) === number);
  const user = held === undefined ? undefined : memory.user(held.get('pin') ?? '');
  return user && { user, lost: held?.get('losscardflag') === '1' };
}

/** The cards that a panel looks up, in decimal. */
export function cardsOf(memory: PanelMemory, settings: PanelSettings): { pin: string; card: string }[] {
  const [table, radix] = settings.multiCard ? (['mulcarduser', 16] as const) : (['user', 10] as const);
  return memory.rows(table).flatMap((row) => {
    const card = cardNumber(row.get('cardno') ?? '', radix);
    return card === 0n ? [] : [{ pin: row.get('pin') ?? '', card: card.toString() }];
  });
}

/** A card as written in a table: decimal, hexadecimal in `mulcarduser`, or `[15CD5B07]` with the lowest byte first. */
export function cardNumber(text: string, radix: 10 | 16): bigint {
  const bytes = /^\[((?:[\da-f]{2})+)\]$/i.exec(text)?.[1];
  if (bytes !== undefined) return BigInt(`0x${Buffer.from(bytes, 'hex').reverse().toString('hex')}`);
  if (radix === 16) return /^[\da-f]+$/i.test(text) ? BigInt(`0x${text}`) : 0n;
  return /^\d+$/.test(text) ? BigInt(text) : 0n;
}

/** `[15CD5B07]` for 123456789 (Access PUSH 7.5). */
export function bracketed(card: string): string {
  const number = cardNumber(card, 10);
  if (number === 0n) return card;
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.padStart(Math.max(8, hex.length + (hex.length % 2)), '0'), 'hex').reverse();
  return `[${bytes.toString('hex').toUpperCase()}]`;
}
