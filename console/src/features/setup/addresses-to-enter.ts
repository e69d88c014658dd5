interface Address {
  readonly ip: string;
}

/** A device or a phone that is told so would call itself. */
const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || host.startsWith('127.');

/**
 * What stands in the address bar reaches this gateway, too: through a proxy or a container it is the only one that does.
 * Where there is no network yet, it is all there is.
 */
export function addressesToEnter(hostname: string, addresses: readonly Address[]): readonly string[] {
  const own = addresses.map(({ ip }) => ip);
  if (own.length === 0) return [hostname];
  return own.includes(hostname) || isLoopback(hostname) ? own : [hostname, ...own];
}
