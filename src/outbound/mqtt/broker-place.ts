import { bareHost } from '../../platform/network/broker-address.js';
import { portFault } from '../../platform/network/port-fault.js';

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

const isProtocol = (name: string): name is keyof typeof ports => Object.hasOwn(ports, name);

const pathOf = ({ pathname, search }: URL): string => `${pathname === '' ? '/' : pathname}${search}`;

function faultIn(url: URL, protocol: string): string | null {
  if (url.username !== '' || url.password !== '') {
    return 'must not hold a name or a password: there are fields for both';
  }
  const hasPath = url.hash !== '' || (pathOf(url) !== '/' && !protocol.startsWith('ws'));
  return hasPath ? 'must end with the port; only a WebSocket has a path' : null;
}

const parsed = (text: string): URL | null => (URL.canParse(text) && text.length <= longestUrl ? new URL(text) : null);

/** @throws Error that says what is wrong with it */
export function brokerPlace(text: string): BrokerPlace {
  const wrongPort = portFault(text);
  if (wrongPort !== null) throw new Error(wrongPort);
  const url = parsed(text);
  const protocol = url?.protocol.slice(0, -1) ?? '';
  const host = url && plainHost(url.hostname);
  if (!url || host === null || !isProtocol(protocol)) {
    throw new Error('must be mqtt://, mqtts://, ws:// or wss:// with a host');
  }
  const fault = faultIn(url, protocol);
  if (fault !== null) throw new Error(fault);
  return { protocol, host, port: url.port === '' ? ports[protocol] : Number(url.port), path: pathOf(url) };
}

/** WHATWG knows addresses such as 0x7f.1 only in the schemes of the web. Null = there is no such host. */
function plainHost(hostname: string): string | null {
  const asWeb = `http://${hostname}`;
  if (hostname === '' || !URL.canParse(asWeb)) return null;
  return bareHost(new URL(asWeb).hostname);
}
