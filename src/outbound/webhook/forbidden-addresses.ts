import { isIP } from 'node:net';
import { Networks } from '../../platform/network/networks.js';

/** No webhook has any business there, whatever the settings say. */
const never = new Networks([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Metadata services of clouds.
  '100.100.100.200',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd20:ce::254',
  // IPv4 inside of IPv6: it would come out at another address than the one that was checked.
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
  // Tunnels, identifiers, documentation.
  '100::/64',
  '2001:10::/28',
  '2001:20::/28',
  '2001:2::/48',
  '2001:db8::/32',
  '3fff::/20',
  '5f00::/16',
  // The link, sites of old, multicast.
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]);

/** Only with WEBHOOK_ALLOW_PRIVATE. */
const privateNetworks = new Networks([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '::1/128',
  'fc00::/7',
]);

/** All of IPv6 that is given out to the public. */
const publicV6 = new Networks(['2000::/3']);

/** Eight groups of an IPv6 address as the parser of URLs writes it. */
function groupsOf(address: string): number[] {
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = text.split('::');
  const numbers = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return numbers(head);
  const [left, right] = [numbers(head), numbers(tail)];
  return [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

const isZero = (groups: readonly number[]) => groups.every((group) => group === 0);

/** The IPv4 address that `::ffff:a.b.c.d` stands for, in whatever notation; null if it is another one. */
function mappedV4(groups: readonly number[]): string | null {
  if (!isZero(groups.slice(0, 5)) || groups[5] !== 0xffff) return null;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** `::a.b.c.d`, of which `::` and `::1` are special. */
const isCompatible = (groups: readonly number[]) => isZero(groups.slice(0, 6)) && !isLoopback(groups);
const isLoopback = (groups: readonly number[]) => isZero(groups.slice(0, 7)) && groups[7] === 1;

/**
 * Whether a webhook may not be sent to an address.
 * @param address IPv4 or IPv6, without brackets; anything else is forbidden
 * @param allowPrivate WEBHOOK_ALLOW_PRIVATE
 */
export function isForbidden(address: string, allowPrivate: boolean): boolean {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) === 0) return true;
  if (isIP(plain) === 4) return never.has(plain) || (privateNetworks.has(plain) && !allowPrivate);
  const groups = groupsOf(plain);
  const inner = mappedV4(groups);
  if (inner !== null) return isForbidden(inner, allowPrivate);
  if (isCompatible(groups) || never.has(plain)) return true;
  return privateNetworks.has(plain) ? !allowPrivate : !publicV6.has(plain);
}
