import { plateOf } from '../parking-words.js';

const byte = 256n;
const shortest = 2;

/**
 * The plates that a card number may mean. Cameras with a Wiegand output send the characters of a plate as the bytes of the
 * number, or the digits of a plate as the number itself.
 * @param cardNo decimal
 */
export function platesOfCard(cardNo: string): string[] {
  if (!/^\d{1,40}$/.test(cardNo)) return [];
  const plates = [charactersOf(BigInt(cardNo)), cardNo].map((text) => (text === null ? null : plateOf(text)));
  return [...new Set(plates.filter((plate) => plate !== null))];
}

/** Null if not all bytes are capital letters, digits, blanks or dashes. */
function charactersOf(number: bigint): string | null {
  let text = '';
  for (let rest = number; rest > 0n; rest /= byte) text = String.fromCharCode(Number(rest % byte)) + text;
  // A reader fills up what is shorter.
  const plain = text.replace(/^[\0 ]+|[\0 ]+$/g, '');
  return plain.length >= shortest && /^[A-Z0-9 -]+$/.test(plain) ? plain : null;
}
