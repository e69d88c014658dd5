import { readCard } from '../access-push/field.js';

const fourBytes = 0xffff_ffffn;

/**
 * A card in the form of USERINFO (appendix A9): decimal, or on classic firmware the bytes of the number from the lowest
 * to the highest in brackets, five of them. A number of more than 32 bits is in brackets on all firmware.
 * @param cardNo decimal text; '' for none
 */
export function cardText(cardNo: string, classic: boolean): string {
  const value = /^\d{1,25}$/.test(cardNo) ? BigInt(cardNo) : 0n;
  if (value === 0n) return classic ? '[0000000000]' : '';
  if (!classic && value <= fourBytes) return value.toString();
  const hex = value.toString(16);
  const even = hex.padStart(Math.max(10, hex.length + (hex.length % 2)), '0');
  return `[${(even.match(/../g) ?? []).reverse().join('')}]`;
}

/** A card as a device sends it, to decimal text; '' for none. */
export const readCardText = (raw: string): string => readCard(raw, false);
