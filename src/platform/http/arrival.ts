import type { FastifyInstance } from 'fastify';
import { peopleFirst } from '../database/people-first.js';
import { steadyMs } from '../steady-clock.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** When it came, by `steadyMs`. */
    arrivedAt: number;
  }
}

/** It comes before everything that may wait for the database. */
export function noteArrivals(fastify: FastifyInstance): void {
  fastify.decorateRequest('arrivedAt', 0);
  fastify.addHook('onRequest', (request, _reply, done) => {
    request.arrivedAt = steadyMs();
    peopleFirst(done);
  });
}
