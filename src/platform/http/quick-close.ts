import type { FastifyInstance } from 'fastify';

const everyMs = 50;

/**
 * Lets the server close as soon as the last request is answered. When it closes, Fastify ends the sockets that are idle
 * at that moment and answers later requests with `Connection: close`. A socket that was busy then would stay open, and
 * keep the process alive, until its client or keepAliveTimeout ends it (docs/rules.md 7: exit within 10 s).
 */
export function useQuickClose(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const timer = setInterval(() => fastify.server.closeIdleConnections(), everyMs).unref();
    fastify.server.once('close', () => clearInterval(timer));
    done();
  });
}
