import { BlockList, isIP } from 'node:net';

/** An IPv4 address in plain form; a socket for both versions writes it as IPv6. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

interface Range {
  readonly address: string;
  readonly length: number;
}

/** Addresses and networks such as 10.0.0.0/8; a single address is a network of one. */
export class Networks {
  private readonly list = new BlockList();
  private readonly all: Range[] = [];

  /** @throws RangeError with the first one that is invalid */
  constructor(networks: readonly string[]) {
    for (const network of networks) this.add(network);
  }

  /** Every address of these networks is also in those. */
  within(others: readonly string[]): boolean {
    return this.all.every((one) => others.map(rangeOf).some((other) => isInside(one, other)));
  }

  has(address: string): boolean {
    return isIP(address) !== 0 && this.list.check(address, familyOf(address));
  }

  private add(network: string): void {
    const range = rangeOf(network);
    this.all.push(range);
    this.list.addSubnet(range.address, range.length, familyOf(range.address));
  }
}

function rangeOf(network: string): Range {
  const [address = '', bits, ...rest] = network.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const length = bits === undefined ? most : Number(bits);
  const isNumber = bits === undefined || /^\d{1,3}$/.test(bits);
  if (isIP(address) === 0 || !isNumber || length > most || rest.length > 0) throw new RangeError(network);
  return { address, length };
}

function isInside(one: Range, other: Range): boolean {
  if (isIP(one.address) !== isIP(other.address) || one.length < other.length) return false;
  const list = new BlockList();
  list.addSubnet(other.address, other.length, familyOf(other.address));
  return list.check(one.address, familyOf(one.address));
}
