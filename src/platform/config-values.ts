import { Networks } from './network/networks.js';

/** Each reads a text of the environment; undefined = it is not valid. */

export function timeZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** libpq knows addresses with several hosts, `pg` does not: it would look for one host of that name. */
export const severalHosts = (text: string): string | undefined =>
  /^[^/]*\/\/[^/?#]*,[^@/?#]*([/?#]|$)|[?&]host=[^&#]*(,|%2c)/i.test(text)
    ? 'names several hosts: give one host; put HAProxy or a VIP in front of several'
    : undefined;

export function postgresUrl(text: string): string | undefined {
  if (severalHosts(text) !== undefined) return undefined;
  try {
    return ['postgres:', 'postgresql:'].includes(new URL(text).protocol) ? text : undefined;
  } catch {
    return undefined;
  }
}

export function publicUrl(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || /[\s?#]/.test(text) || !URL.canParse(text)) return undefined;
  const { origin, pathname, username, password } = new URL(text);
  return username === '' && password === '' ? `${origin}${pathname.replace(/\/+$/, '')}` : undefined;
}

export function key32(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? bytes : undefined;
}

export function networks(text: string): Networks | undefined {
  try {
    return new Networks(text.split(',').map((network) => network.trim()));
  } catch {
    return undefined;
  }
}
