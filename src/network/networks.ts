import { BlockList, isIP } from 'node:net';

/** An IPv4 address that a socket for both writes as IPv6, as the plain one that it is. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Addresses and networks such as 10.0.0.0/8; an address alone is a network of one. */
export class Networks {
  private readonly list = new BlockList();

  /** @throws RangeError with the first that is none */
  constructor(networks: readonly string[]) {
    for (const network of networks) this.add(network);
  }

  has(address: string): boolean {
    return isIP(address) !== 0 && this.list.check(address, familyOf(address));
  }

  private add(network: string): void {
    const [address = '', bits, ...rest] = network.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    const length = bits === undefined ? most : Number(bits);
    const isNumber = bits === undefined || /^\d{1,3}$/.test(bits);
    if (isIP(address) === 0 || !isNumber || length > most || rest.length > 0) throw new RangeError(network);
    this.list.addSubnet(address, length, familyOf(address));
  }
}
