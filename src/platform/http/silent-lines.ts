import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer, TLSSocket } from 'node:tls';

const lines = new WeakMap<Server, Set<Socket>>();

/**
 * Remembers which connections have never carried a request: browsers open some in advance, and monitors only knock.
 * node:http counts them as busy for a minute, so each of them would hold up a stop. To be called after the listeners for
 * requests are there.
 */
export function watchSilentLines(server: Server): void {
  const open = new Set<Socket>();
  lines.set(server, open);
  const opened = (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  server.on('connection', opened);
  if (!(server instanceof TlsServer)) return;
  server.on('secureConnection', opened);
  // What was read of it are the bytes of the handshake, too.
  server.prependListener('request', ({ socket }: IncomingMessage) => open.delete(socket));
}

/** Ends the connections over which nothing was said. */
export function closeSilentLines(server: Server): void {
  for (const socket of lines.get(server) ?? [])
    if (socket instanceof TLSSocket || socket.bytesRead === 0) socket.destroy();
}
