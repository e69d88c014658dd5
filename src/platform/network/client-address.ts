import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { plainAddress, type Networks } from './networks.js';

/** The parts of a request that show its origin: an IncomingMessage has them, and so has a device's message. */
export interface Incoming {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

/** More hops than any site has; anything in the header before them, which the client can write itself, is not read. */
const mostHops = 16;

const peerOf = ({ socket }: Incoming) => plainAddress(socket.remoteAddress ?? '');

/**
 * The sender of a request: the peer or, if that is one of our proxies, the last address in X-Forwarded-For that is not
 * one of them. Any other peer could write there what it likes.
 * @param proxies TRUSTED_PROXIES; null = none
 */
export function clientAddress(incoming: Incoming, proxies: Networks | null): string {
  const peer = peerOf(incoming);
  if (!proxies?.has(peer)) return peer;
  let client = peer;
  for (const hop of hopsOf(incoming)) {
    if (hop === null) return client;
    client = hop;
    if (!proxies.has(hop)) return client;
  }
  return client;
}

/** The client uses encryption: to this process, or to one of our proxies that says so. */
export function cameEncrypted(incoming: Incoming, proxies: Networks | null): boolean {
  if ('encrypted' in incoming.socket) return true;
  if (!proxies?.has(peerOf(incoming))) return false;
  return textOf(incoming.headers['x-forwarded-proto']).split(',').at(-1)?.trim().toLowerCase() === 'https';
}

/** The nearest first; null for text that is no address, and nothing before it is believed. */
const hopsOf = ({ headers }: Incoming): (string | null)[] =>
  textOf(headers['x-forwarded-for'])
    .split(',')
    .slice(-mostHops)
    .reverse()
    .map((hop) => addressOf(hop.trim()));

const textOf = (header: string | string[] | undefined): string =>
  Array.isArray(header) ? header.join(',') : (header ?? '');

/** Some proxies add the port, which differs in every connection. */
const withPort = /^(?:(\d+\.\d+\.\d+\.\d+):\d+|\[([0-9a-f:.]+)\](?::\d+)?)$/i;

function addressOf(hop: string): string | null {
  const [, v4, v6] = withPort.exec(hop) ?? [];
  const address = plainAddress(v4 ?? v6 ?? hop);
  return isIP(address) === 0 ? null : address;
}
