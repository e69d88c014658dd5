import { en } from '../words/en.js';
import { eventName, type Words } from '../words/words.js';
import { LINKAGE_EVENTS } from './events.js';

export { verifyModes } from './verify-modes.js';

const bitString = /^(?:[01]{16}|[01]{32})$/;

/** `a, b, or c`, as the language writes lists. */
function joined(parts: readonly string[], word: string, { separator, gap, beforeLast }: Words): string {
  const last = `${gap}${word}${gap}`;
  if (parts.length <= 2) return parts.join(last);
  return `${parts.slice(0, -1).join(separator)}${beforeLast}${last}${parts.at(-1) ?? ''}`;
}

function bitName(text: string, words: Words): string {
  const isSet = (bit: number): boolean => text.at(-1 - bit) === '1';
  // Bit 0 says whether all of them are needed.
  const parts = words.verifyBits.filter((_, position) => isSet(position + 1));
  if (parts.length === 0) return words.other;
  const name = joined(parts, isSet(0) ? words.and : words.or, words);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * The name of a raw `verifytype`: decimal code, 16 or 32 character bit string, or, in linkage events, the name of the
 * triggering event. A value that names nothing (200, empty, unknown, all bits 0) is `Other`.
 */
export function verifyModeName(verifyType: string, eventNo: number, words: Words = en): string {
  const text = verifyType.trim();
  if (bitString.test(text)) return bitName(text, words);
  if (!/^\d{1,9}$/.test(text)) return words.other;
  if (LINKAGE_EVENTS.has(eventNo)) return eventName(words, Number(text));
  return words.verifyModes[Number(text)] ?? words.other;
}
