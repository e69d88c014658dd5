import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { commands, replies } from '../../../protocol/standalone/codes.js';
import { optionName, readOption } from '../../../protocol/standalone/options.js';
import { decodePacket, encodePacket } from '../../../protocol/standalone/packet.js';

export interface Discovered {
  readonly host: string;
  readonly port: number;
  /** Null if it wants a comm key first, or uses encryption. */
  readonly sn: string | null;
  readonly answer: 'open' | 'commKey' | 'encrypted';
}

interface Search {
  readonly waitMs: number;
  /**
   * A broadcast address, or that of one terminal; left out = the broadcast addresses of all networks of this computer.
   */
  readonly host?: string;
  readonly port?: number;
}

const answers: Readonly<Record<number, Discovered['answer']>> = {
  [replies.ACK_OK]: 'open',
  [replies.ACK_UNAUTH]: 'commKey',
  [replies.ENCRYPTED]: 'encrypted',
};

/** The broadcast address of a network: all its host bits are 1. */
function broadcastOf(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((part, at) => Number(part) | (~(mask[at] ?? 0) & 0xff))
    .join('.');
}

const broadcasts = (): string[] =>
  Object.values(networkInterfaces())
    .flat()
    .flatMap((one) => (one?.family === 'IPv4' && !one.internal ? [broadcastOf(one.address, one.netmask)] : []));

/**
 * Sends a greeting to the whole network by a datagram, and asks each terminal that accepts the connection for its
 * serial number. Each connection is closed properly, because a terminal serves one client.
 */
export async function discover({ waitMs, host, port = 4370 }: Search): Promise<Discovered[]> {
  const found = new Map<string, Discovered>();
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  const send = (bytes: Buffer, to: string, at: number) => socket.send(bytes, at, to, () => undefined);
  socket.on('message', (bytes, { address, port: from }) => {
    const packet = decodePacket(bytes);
    if (!packet?.checksumOk) return;
    const key = `${address} ${from}`;
    const known = found.get(key);
    if (!known) {
      const answer = answers[packet.command];
      if (!answer) return;
      found.set(key, { host: address, port: from, sn: null, answer });
      const next =
        answer === 'open'
          ? encodePacket(commands.OPTIONS_RRQ, packet.session, 1, optionName('~SerialNumber'))
          : encodePacket(commands.EXIT, packet.session, 1);
      send(next, address, from);
      return;
    }
    const option = known.sn === null ? readOption(packet.data) : null;
    if (option === null) return;
    found.set(key, { ...known, sn: option.value });
    send(encodePacket(commands.EXIT, packet.session, 2), address, from);
  });
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  socket.setBroadcast(true);
  for (const to of host === undefined ? broadcasts() : [host]) send(encodePacket(commands.CONNECT, 0, 0), to, port);
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  socket.close();
  return [...found.values()].sort((a, b) => a.host.localeCompare(b.host, 'en', { numeric: true }) || a.port - b.port);
}
