import type { FastifyInstance } from 'fastify';
import { asyncApiText } from '../outbound/envelope/async-api.js';

/** The document of what goes out, beside those of what is asked for. */
export function serveAsyncApi(fastify: FastifyInstance): void {
  fastify.get('/asyncapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(asyncApiText()));
}
