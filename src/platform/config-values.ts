import { availableParallelism } from 'node:os';
import { Networks } from './network/networks.js';

/** Each reads a text of the environment; undefined = it is not valid. */

export const nothing = (): null => null;
export const anyText = (text: string): string => text;
export const oneOf =
  (...allowed: string[]) =>
  (text: string): string | undefined =>
    allowed.find((value) => value === text.toLowerCase());
export const integer = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined;
};
/** Each has connections of its own, and a server of PostgreSQL takes a hundred. */
export const mostWorkers = 12;

export const workers = (text: string): number | undefined =>
  text.toLowerCase() === 'auto' ? Math.min(mostWorkers, availableParallelism()) : integer(1, mostWorkers)(text);

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

/** For tests: what takes days can then be waited for. */
export interface TimeScale {
  readonly schedule: number;
  /** Of what depends on the speed of the machine: it needs more time than a schedule does. */
  readonly patience: number;
}

export function timeScale(text: string): TimeScale | undefined {
  const [schedule = 0, patience = Math.max(schedule, 0.3), ...rest] = text.split(',').map(Number);
  const isRight = [schedule, patience].every((part) => part >= 0.0001 && part <= 1) && rest.length === 0;
  return isRight ? { schedule, patience } : undefined;
}
