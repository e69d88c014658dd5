import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { urlTextFault } from '../../platform/network/port-fault.js';
import { isForbidden } from './forbidden-addresses.js';

const longestUrl = 2_000;

/** The host of a URL, without the brackets of IPv6. The parser has made `127.0.0.1` of `0x7f.1`. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/**
 * What is wrong with a URL, by itself, as the end of a sentence that begins with the field; null = nothing.
 * @param allowPrivate WEBHOOK_ALLOW_PRIVATE
 */
export function urlFault(text: string, allowPrivate: boolean): string | null {
  if (text.length > longestUrl) return `must have at most ${longestUrl} characters`;
  const fault = urlTextFault(text, 'must be a URL that begins with https://');
  if (fault !== null) return fault;
  const url = new URL(text);
  if (!(allowPrivate ? ['https:', 'http:'] : ['https:']).includes(url.protocol))
    return 'must begin with https://; http:// is for networks of your own (WEBHOOK_ALLOW_PRIVATE=true)';
  if (url.username !== '' || url.password !== '') return 'must not contain a user or a password; headers may';
  const host = hostOf(url);
  if (isIP(host) !== 0 && isForbidden(host, allowPrivate)) return forbiddenWords(host);
  return null;
}

/** A setting is named only where it would help. */
export const forbiddenWords = (address: string): string =>
  isForbidden(address, true)
    ? `leads to ${address}, of the link, a metadata service, many, nobody or a reserved network: nothing is sent there`
    : `leads to ${address}, and webhooks are sent to private addresses only with WEBHOOK_ALLOW_PRIVATE=true`;

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const lookUps = new Map<string, ReturnType<Resolve>>();

/**
 * By the resolver of this machine, one look-up of a name at a time: it does two at once in all, and a name whose server
 * does not answer would keep all other names waiting.
 */
export const systemResolve: Resolve = (host) => {
  const known = lookUps.get(host);
  if (known) return known;
  const found = lookup(host, { all: true, verbatim: true }).finally(() => lookUps.delete(host));
  lookUps.set(host, found);
  return found;
};

/** A name whose addresses are all forbidden, or a connection that came out at a forbidden one. */
export class BlockedAddress extends Error {
  constructor(readonly address: string) {
    super(`${address} is an address that webhooks are not sent to`);
  }
}

/** What took too long, in words. */
export class TookTooLong extends Error {}

/** Waits for no longer than this. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`${what} took longer than ${ms / 1_000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * The first forbidden address that the host of a URL leads to, at this moment; null = none, or its name cannot be
 * resolved now. What is dialled is looked at again each time.
 */
export async function forbiddenNow(
  url: URL,
  allowPrivate: boolean,
  resolve: Resolve,
  dnsMs: number,
): Promise<string | null> {
  const host = hostOf(url);
  if (isIP(host) !== 0) return isForbidden(host, allowPrivate) ? host : null;
  const addresses = await within(dnsMs, 'the look-up', resolve(host)).catch(() => []);
  return addresses.find(({ address }) => isForbidden(address, allowPrivate))?.address ?? null;
}
