import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptsCoding } from './accepts-coding.js';

const gzipped = promisify(gzip);
/** A shorter answer fits into one packet as it is. */
const shortestBytes = 1024;
const json = /^application\/(?:[\w.-]+\+)?json\b/;

async function compressed(reply: FastifyReply, payload: string): Promise<Buffer> {
  const bytes = await gzipped(payload);
  void reply.removeHeader('content-length').header('content-encoding', 'gzip');
  return bytes;
}

/**
 * JSON of more than a kilobyte is sent by gzip to who takes that, under one path: the lists of the console go over slow
 * lines.
 */
export function useCompressedJson(fastify: FastifyInstance, base: string): void {
  const isLong = ({ routeOptions }: FastifyRequest, reply: FastifyReply, payload: unknown): payload is string =>
    typeof payload === 'string' &&
    (routeOptions.url ?? '').startsWith(base) &&
    json.test(String(reply.getHeader('content-type'))) &&
    Buffer.byteLength(payload) > shortestBytes;
  fastify.addHook('onSend', (request, reply, payload: unknown, done) => {
    const long = isLong(request, reply, payload);
    if (long) void reply.header('vary', 'accept-encoding');
    if (long && acceptsCoding(request, 'gzip')) compressed(reply, payload).then((bytes) => done(null, bytes), done);
    else done(null, payload);
  });
}
