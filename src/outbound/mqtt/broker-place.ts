import { bareHost } from '../../platform/network/broker-address.js';

/** Where a broker is, out of its URL. */
export interface BrokerPlace {
  readonly protocol: 'mqtt' | 'mqtts' | 'ws' | 'wss';
  readonly host: string;
  readonly port: number;
  /** Of a WebSocket. */
  readonly path: string;
}

const ports = { mqtt: 1883, mqtts: 8883, ws: 80, wss: 443 } as const;
const longestUrl = 2_000;

/** @throws Error that says what is wrong with it */
export function brokerPlace(url: string): BrokerPlace {
  const parsed = URL.canParse(url) && url.length <= longestUrl ? new URL(url) : null;
  const protocol = parsed?.protocol.slice(0, -1) ?? '';
  const host = parsed && plainHost(parsed.hostname);
  if (!parsed || !(protocol in ports) || host === null) {
    throw new Error('must be mqtt://, mqtts://, ws:// or wss:// with a host');
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new Error('must not hold a name or a password: there are fields for both');
  }
  if (parsed.hash !== '' || (!protocol.startsWith('ws') && (parsed.search !== '' || !/^\/?$/.test(parsed.pathname)))) {
    throw new Error('must end with the port; only a WebSocket has a path');
  }
  const name = protocol as keyof typeof ports;
  return {
    protocol: name,
    host,
    port: parsed.port === '' ? ports[name] : Number(parsed.port),
    path: `${parsed.pathname === '' ? '/' : parsed.pathname}${parsed.search}`,
  };
}

/** WHATWG knows addresses such as 0x7f.1 only in the schemes of the web. Null = there is no such host. */
function plainHost(hostname: string): string | null {
  const asWeb = `http://${hostname}`;
  if (hostname === '' || !URL.canParse(asWeb)) return null;
  return bareHost(new URL(asWeb).hostname);
}
