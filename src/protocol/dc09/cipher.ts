import { createCipheriv, createDecipheriv } from 'node:crypto';

const blockLength = 16;
const zeroVector = Buffer.alloc(blockLength);

/** Bytes of a key: AES-128, 192 or 256. */
export const keyLengths: readonly number[] = [16, 24, 32];

const algorithmOf = (key: Buffer) => `aes-${key.length * 8}-cbc`;

/** A key in hexadecimal digits, or the characters themselves where there are 16, 24 or 32 of them. Null = it is none. */
export function keyOf(text: string): Buffer | null {
  const isHex = /^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{48}|[0-9A-Fa-f]{64})$/.test(text);
  const key = Buffer.from(text, isHex ? 'hex' : 'latin1');
  return keyLengths.includes(key.length) && /^[\x21-\x7e]+$/.test(text) ? key : null;
}

/**
 * Opens what stands behind the first bracket of an encrypted message: AES in CBC, with a vector of zeros. It begins with
 * padding, up to the first `|`.
 * @returns the rest as of a plain message; null = no such text
 */
export function open(hex: string, key: Buffer): string | null {
  if (hex === '' || !/^[0-9A-Fa-f]*$/.test(hex) || hex.length % (2 * blockLength) !== 0) return null;
  const decipher = createDecipheriv(algorithmOf(key), key, zeroVector).setAutoPadding(false);
  const text = Buffer.concat([decipher.update(hex, 'hex'), decipher.final()]).toString('latin1');
  const bracket = text.indexOf(']');
  const mark = text.indexOf('|');
  return bracket < 0 ? null : text.slice(mark < bracket ? mark + 1 : 0);
}

/**
 * The other way.
 * @param padding bytes that are neither `[`, `]` nor `|`, of any length; as many as are needed are taken
 */
export function seal(text: string, key: Buffer, padding: string): string {
  const missing = (blockLength - ((text.length + 1) % blockLength)) % blockLength;
  const padded = Buffer.from(`${padding.slice(0, missing).padEnd(missing, '0')}|${text}`, 'latin1');
  const cipher = createCipheriv(algorithmOf(key), key, zeroVector).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()])
    .toString('hex')
    .toUpperCase();
}
