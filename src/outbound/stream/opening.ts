import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MessageFilter } from '../envelope/message-filter.js';
import type { WantedStream } from './sse.service.js';

interface Chosen {
  readonly types?: string | undefined;
  readonly sn?: string | undefined;
  readonly doorId?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly pin?: string | undefined;
  readonly minLevel?: number | undefined;
}

const one = (value: string | undefined) => (value === undefined || value === '' ? undefined : [value]);

/** What a query chooses by; an empty parameter is none. */
export const filterOf = ({ types, sn, doorId, areaCode, pin, minLevel }: Chosen): MessageFilter => ({
  types: types
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
  sns: one(sn),
  doorIds: one(doorId),
  areaCodes: one(areaCode),
  pins: one(pin),
  minLevel,
});

/** Parameters have other names than lists of a filter. */
export const filterFields = { types: 'types', areaCodes: 'areaCode' } as const;

/** What a browser saw last; it repeats its address, so this goes before what stands there. */
export function seenBy({ headers }: FastifyRequest): string | undefined {
  const seen = headers['last-event-id'];
  return typeof seen === 'string' && seen !== '' ? seen : undefined;
}

export function openerOf({ signedIn, identity }: FastifyRequest): WantedStream['opener'] {
  if (signedIn) return signedIn;
  if (!identity) throw new Error('a stream without a token or a session');
  return { tokenId: identity.tokenId, address: identity.address };
}

/** Aborted when the client of a request goes. */
export function goneOf(request: FastifyRequest): AbortSignal {
  const gone = new AbortController();
  request.raw.once('close', () => gone.abort());
  return gone.signal;
}

/** Sends the head of a stream. @returns false if only that was asked for */
export function sendHead(request: FastifyRequest, reply: FastifyReply): boolean {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // A proxy that gathers answers would keep the stream to itself.
    'x-accel-buffering': 'no',
  });
  if (request.method === 'HEAD') {
    raw.end();
    return false;
  }
  raw.flushHeaders();
  raw.socket?.setNoDelay(true);
  return true;
}
