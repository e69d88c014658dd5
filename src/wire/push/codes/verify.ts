import { eventOf, LINKAGE_EVENTS } from './events.js';

/** `verifytype` as a decimal number (Access PUSH appendix 3); the position is the code. */
export const verifyModes: readonly string[] = [
  'Vein, face, fingerprint, card, or password (automatically identified)',
  'Fingerprint only',
  'User ID',
  'Password only',
  'Card only',
  'Fingerprint or password',
  'Fingerprint or card',
  'Card or password',
  'User ID and fingerprint',
  'Fingerprint and password',
  'Card and fingerprint',
  'Card and password',
  'Fingerprint, password, and card',
  'User ID, fingerprint, and password',
  'User ID and fingerprint, or card and fingerprint',
  'Face',
  'Face and fingerprint',
  'Face and password',
  'Face and card',
  'Face, fingerprint, and card',
  'Face, fingerprint, and password',
  'Finger vein',
  'Finger vein and password',
  'Finger vein and card',
  'Finger vein, password, and card',
  'Palm',
  'Palm and card',
  'Palm and face',
  'Palm and fingerprint',
  'Palm, fingerprint and face',
];

/** Bits 1.. of a verification string, read from the right (Access PUSH 9.5.1 and NewVFStyles); bit 0 is the logic. */
const verifyBits: readonly string[] = [
  'face',
  'palm print',
  'palm vein',
  'fingerprint',
  'finger vein',
  'voice print',
  'iris',
  'retina',
  'password',
  'user ID',
  'card',
  'QR code or health code',
];

const OTHER = 'Other';
const bitString = /^(?:[01]{16}|[01]{32})$/;

const joined = (parts: readonly string[], word: string): string =>
  parts.length <= 2 ? parts.join(` ${word} `) : `${parts.slice(0, -1).join(', ')}, ${word} ${parts.at(-1) ?? ''}`;

function bitName(text: string): string {
  const isSet = (bit: number): boolean => text.at(-1 - bit) === '1';
  const parts = verifyBits.filter((_, position) => isSet(position + 1));
  if (parts.length === 0) return OTHER;
  const name = joined(parts, isSet(0) ? 'and' : 'or');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * The name of a raw `verifytype`: decimal code, 16 or 32 character bit string, or, in linkage events, the name of the
 * triggering event. Whatever names nothing (200, empty, unknown, all bits 0) is `Other`.
 */
export function verifyModeName(verifyType: string, eventNo: number): string {
  const text = verifyType.trim();
  if (bitString.test(text)) return bitName(text);
  if (!/^\d{1,9}$/.test(text)) return OTHER;
  if (LINKAGE_EVENTS.has(eventNo)) return eventOf(Number(text)).name;
  return verifyModes[Number(text)] ?? OTHER;
}
