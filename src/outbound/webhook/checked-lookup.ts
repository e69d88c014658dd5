import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isForbidden } from './forbidden-addresses.js';
import { BlockedAddress, within, type Resolve } from './webhook-url.js';

type Callback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * What a socket asks for the addresses of a name. It gets those alone that may be dialled, so a name that leads elsewhere
 * than when it was checked leads nowhere. Sockets do not ask it about an address that stands in the URL itself.
 */
export function checkedLookup(resolve: Resolve, allowPrivate: boolean, dnsMs: number): LookupFunction {
  const answer = async (host: string, { all, family }: { all?: boolean; family?: unknown }, told: Callback) => {
    const found = await within(dnsMs, 'the look-up', resolve(host));
    const allowed = found.filter(({ address }) => !isForbidden(address, allowPrivate));
    const [first] = family === 4 || family === 6 ? allowed.filter((one) => one.family === family) : allowed;
    if (!first) throw new BlockedAddress(found[0]?.address ?? host);
    if (all) told(null, allowed);
    else told(null, first.address, first.family);
  };
  return (host, options, callback) => {
    const told: Callback = callback;
    answer(host, options as { all?: boolean; family?: unknown }, told).catch((error: unknown) =>
      told(error as NodeJS.ErrnoException, ''),
    );
  };
}
