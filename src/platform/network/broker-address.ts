import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Networks, plainAddress } from './networks.js';

/**
 * Where no broker of a site is: the link of this machine with the metadata service of a cloud, the unspecified address,
 * and addresses of many. Brokers in private networks and on this machine are what sites have.
 */
const refused = new Networks([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  '224.0.0.0/3',
  '::/128',
  'fe80::/10',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
  'ff00::/8',
]);

/** IPv4 inside of IPv6, in forms that a list of IPv4 networks does not see. */
const embedded = new Networks(['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '2001::/32']);
const loopback = new Networks(['::1/128']);

function isRefused(text: string): boolean {
  const address = plainAddress(text.replace(/%.*$/, ''));
  if (refused.has(address)) return true;
  return isIP(address) === 6 && embedded.has(address) && !loopback.has(address);
}

/** An address that is not dialled, whatever is set. */
export class RefusedAddress extends Error {
  constructor(host: string) {
    super(`${host} is an address of the link, of a metadata service, of many or of nobody: no broker is called there`);
  }
}

/** `[::1]` -> `::1` */
export const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/**
 * The addresses of a host that may be dialled, in the order of the resolver. Dial these and not the name: it could mean
 * something else a moment later.
 * @throws RefusedAddress if there are none; or the reason why the name could not be resolved
 */
export async function brokerAddresses(host: string): Promise<string[]> {
  const bare = bareHost(host);
  const all = isIP(bare) === 0 ? (await lookup(bare, { all: true })).map(({ address }) => address) : [bare];
  const allowed = all.filter((address) => !isRefused(address));
  if (allowed.length === 0) throw new RefusedAddress(host);
  return allowed;
}

/** Of a connection that is there already. @throws RefusedAddress */
export function checkDialled(address: string | undefined): void {
  if (address !== undefined && isRefused(address)) throw new RefusedAddress(address);
}

/**
 * For sockets that resolve a name themselves. It is not called for a literal address: check that by `brokerAddresses`.
 */
export const brokerLookup: LookupFunction = (host, options, answer) => {
  brokerAddresses(host).then(
    (addresses) => {
      const found = addresses.map((address) => ({ address, family: isIP(address) }));
      const [first] = found;
      if (options.all) answer(null, found);
      else answer(null, first?.address ?? '', first?.family);
    },
    (error: unknown) => answer(error as NodeJS.ErrnoException, options.all ? [] : ''),
  );
};
