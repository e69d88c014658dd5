import { createHmac, randomBytes } from 'node:crypto';

/** By which a secret is known in a configuration (Standard Webhooks). */
const prefix = 'whsec_';
const newLength = 30;
const shortest = 24;
const longest = 64;

/** 30 bytes are 40 characters of base64 without padding. */
export const newSecret = (): string => prefix + randomBytes(newLength).toString('base64');

/**
 * The bytes of a secret that a client brought along, with or without `whsec_`.
 * @returns null if it is not base64, or not of 24 to 64 bytes
 */
export function secretBytes(secret: string): Buffer | null {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  const bytes = Buffer.from(text, 'base64');
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === text.replace(/={1,2}$/, '');
  return isBase64 && bytes.length >= shortest && bytes.length <= longest ? bytes : null;
}

/** As it is shown: always with `whsec_`. */
export const shownAs = (secret: string): string => (secret.startsWith(prefix) ? secret : prefix + secret);

/**
 * The header `webhook-signature`: HMAC-SHA256 over `id.timestamp.body`, once for each secret.
 * @param secrets the newest first
 * @param timestamp seconds since 1970
 */
export const signatureOf = (secrets: readonly Buffer[], id: string, timestamp: number, body: string): string =>
  secrets
    .map((secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
    .join(' ');
