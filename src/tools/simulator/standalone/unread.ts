import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

const table = '/proc/net/tcp';
const [localColumn, remoteColumn, queuesColumn] = [1, 2, 4];

/** In the form of the kernel's table: bytes of the address from the last to the first, and the port. */
function place(address: string, port: number): string {
  const bytes = address.split('.').map(Number).reverse();
  return `${Buffer.from(bytes).toString('hex')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
}

/**
 * Bytes that have arrived at the other end of a connection and that its program has not read. Null if that cannot be
 * seen: the other end is on another computer, or this one does not run Linux.
 */
export async function unreadByPeer({ localAddress, localPort, remoteAddress, remotePort }: Socket) {
  if (!localAddress || !localPort || !remoteAddress || !remotePort) return null;
  const [theirs, ours] = [place(remoteAddress, remotePort), place(localAddress, localPort)];
  const lines = await readFile(table, 'latin1').catch(() => '');
  for (const line of lines.split('\n')) {
    const columns = line.trim().split(/\s+/);
    if (columns[localColumn] !== theirs || columns[remoteColumn] !== ours) continue;
    return Number.parseInt(columns[queuesColumn]?.split(':')[1] ?? '0', 16);
  }
  return null;
}
