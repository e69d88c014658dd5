import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Networks, plainAddress } from './networks.js';

/** This machine, its link, the metadata of its cloud, nobody, everybody. */
const local = new Networks([
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '::/96',
  'fe80::/10',
  'fd00:ec2::254',
  'ff00::/8',
]);

/** IPv4 inside of IPv6, in whatever way it is written: no terminal is reached by it. */
const embedded = /^(::ffff:|64:ff9b:)/i;

const canonical = (address: string): string =>
  isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;

/** Whether an address is none of a device on the site. False for a name, which has to be resolved first. */
export function isLocal(host: string): boolean {
  const address = canonical(plainAddress(host.replace(/%.*$/, '')));
  return isIP(address) !== 0 && (local.has(address) || embedded.test(address));
}

/** An address that is not dialled; the message says how it could be. */
export class LocalAddress extends Error {
  constructor(address: string) {
    super(
      `${address} is an address of this machine, of its link, or of nobody: with PULL_ALLOW_LOCAL=true it is called all the same`,
    );
  }
}

/**
 * The address that is dialled for a host, which is the one that was looked at: a name that says something else the next
 * moment is not asked again.
 * @throws LocalAddress; or why a name could not be resolved
 */
export async function dialledAddress(host: string, allowLocal: boolean): Promise<string> {
  const address = isIP(host) === 0 ? (await lookup(host)).address : host;
  if (!allowLocal && isLocal(address)) throw new LocalAddress(address);
  return address;
}
