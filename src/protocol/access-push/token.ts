import { createHash, timingSafeEqual } from 'node:crypto';

/** What goes into a device's token; unknown parts are empty. */
export interface TokenParts {
  registryCode: string;
  sn: string;
  /** The session of the last `push` answer. */
  sessionId: string;
  /** The session before it: a device that missed the last answer still uses it. */
  previousSessionId?: string;
}

/**
 * The values that a token is made of: `session` and `previousSession` are the manual's form, `timestamp` and `registry`
 * occur on `push`, `serial` is what a device uses before it is registered. All but `serial` prove the registry code.
 */
export const formsOfToken = ['session', 'previousSession', 'timestamp', 'registry', 'serial'] as const;
export type TokenForm = (typeof formsOfToken)[number];

/** More pieces than any device sends in one header; further pieces are not compared. */
const MAX_PIECES = 16;
const hex32 = /^[0-9a-f]{32}$/;

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

/** A form only exists if all of its parts exist: with an empty part it would be a weaker form under a stronger name. */
const formOf = (...parts: string[]): string | null => (parts.includes('') ? null : md5(parts.join('')));

/**
 * The tokens a device may send: lower-case hex MD5 of the parts without separators (Access PUSH 4.5; the example of 4.2
 * is the MD5 of the serial number alone).
 *
 * @param timestamp the cookie's own timestamp, where it has one
 */
export function tokenForms(parts: TokenParts, timestamp = ''): ReadonlyMap<TokenForm, string> {
  const { registryCode, sn, sessionId, previousSessionId = '' } = parts;
  const forms: readonly (readonly [TokenForm, string | null])[] = [
    ['session', formOf(registryCode, sn, sessionId)],
    ['previousSession', formOf(registryCode, sn, previousSessionId)],
    ['timestamp', formOf(registryCode, sn, timestamp)],
    ['registry', formOf(registryCode, sn)],
    ['serial', formOf(sn)],
  ];
  return new Map(forms.flatMap(([form, token]) => (token === null ? [] : [[form, token] as const])));
}

interface CookieParts {
  tokens: string[];
  timestamp: string;
}

function readCookie(header: string): CookieParts {
  const read: CookieParts = { tokens: [], timestamp: '' };
  for (const piece of header.split(/[;,]/).slice(0, MAX_PIECES)) {
    const at = piece.indexOf('=');
    const name = piece.slice(0, Math.max(at, 0)).trim().toLowerCase();
    const value = piece.slice(at + 1).trim();
    if (name === 'timestamp' && /^\d{1,20}$/.test(value)) read.timestamp = value;
    const token = value.toLowerCase();
    if ((name === 'token' || name === '') && hex32.test(token)) read.tokens.push(token);
  }
  return read;
}

/** Whether a `Cookie` header has anything that could be a token. */
export const hasToken = (cookieHeader: string): boolean => readCookie(cookieHeader).tokens.length > 0;

const equal = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * The form of the token in a `Cookie` header, the strongest first, or null if there is none or none matches. Pieces are
 * split at `;` and `,` (Access PUSH 4.5 writes a comma). A hash without a name counts as the token (7.4's example), in
 * upper or lower case. Every comparison takes the same time.
 */
export function matchToken(cookieHeader: string | undefined, parts: TokenParts): TokenForm | null {
  const { tokens, timestamp } = readCookie(cookieHeader ?? '');
  const matches = [...tokenForms(parts, timestamp)].filter(
    ([, expected]) => tokens.filter((token) => equal(token, expected)).length > 0,
  );
  return matches[0]?.[0] ?? null;
}
