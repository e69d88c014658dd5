import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Networks, plainAddress } from './networks.js';

/** Loopback, link-local, the metadata services of clouds, the unspecified address, multicast. */
const local = new Networks([
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '224.0.0.0/4',
  '::/96',
  'fe80::/10',
  'fd00:ec2::254',
  'fd20:ce::254',
  'ff00::/8',
]);

/** IPv4 inside of IPv6, in every notation: no terminal is reached by it. */
const embedded = /^(::ffff:|64:ff9b:)/i;

const canonical = (address: string): string =>
  isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;

/** This machine answers at each of its own addresses, whatever network they are of. */
const isOwn = (address: string): boolean =>
  Object.values(networkInterfaces()).some((all) => all?.some((one) => canonical(one.address) === address));

/** Whether no device on the site can have an address. False for a name, which must be resolved first. */
export function isLocal(host: string): boolean {
  const address = canonical(plainAddress(host.replace(/%.*$/, '')));
  return isIP(address) !== 0 && (local.has(address) || embedded.test(address) || isOwn(address));
}

/** An address that must not be called; the message says how to allow it. */
export class LocalAddress extends Error {
  constructor(address: string) {
    super(
      `${address} is an address of this machine, of its link, or of nobody: with PULL_ALLOW_LOCAL=true it is called all the same`,
    );
  }
}

/**
 * The address to call for a host. It is the same one that was checked: the name is not resolved a second time, because
 * the answer could be different then.
 * @throws LocalAddress; or the reason why a name could not be resolved
 */
export async function dialledAddress(host: string, allowLocal: boolean): Promise<string> {
  const address = isIP(host) === 0 ? (await lookup(host)).address : host;
  if (!allowLocal && isLocal(address)) throw new LocalAddress(address);
  return address;
}
