import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { closeSilentLines } from './silent-lines.js';

const everyMs = 50;

/**
 * Lets the server close as soon as the last request is answered. When it closes, Fastify ends the sockets that are idle
 * at that moment and answers later requests with `Connection: close`. A socket that was busy then would stay open, and
 * keep the process alive, until its client or keepAliveTimeout ends it (docs/rules.md 7: exit within 10 s).
 */
export function useQuickClose(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    closeOnceIdle(fastify.server);
    done();
  });
}

/** Ends connections as soon as nothing is under way on them, until the server is closed. */
export function closeOnceIdle(server: Server): void {
  const close = () => {
    server.closeIdleConnections();
    closeSilentLines(server);
  };
  close();
  const timer = setInterval(close, everyMs).unref();
  server.once('close', () => clearInterval(timer));
}
