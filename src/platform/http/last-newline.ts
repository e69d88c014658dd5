import type { FastifyInstance } from 'fastify';

const isJson = (type: unknown): boolean =>
  typeof type === 'string' && type.startsWith('application/') && type.includes('json');

/** JSON answers end with a newline, so that after a call with curl the prompt is on a line of its own. */
export function useLastNewline(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, payload: unknown, done) => {
    const wants = typeof payload === 'string' && payload !== '' && isJson(reply.getHeader('content-type'));
    done(null, wants && !payload.endsWith('\n') ? `${payload}\n` : payload);
  });
}
