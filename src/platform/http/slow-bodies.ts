import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Connections of panels are slow but not silent: a body that continues to arrive is waited for, up to a time that no
 * panel needs.
 */
const silentMs = 30_000;
const wholeMs = 10 * 60_000;
const headMs = 20_000;

interface Coming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly since: number;
  bytes: number;
  heardAt: number;
}

export interface Patience {
  /** Milliseconds in which nothing of a body arrives. */
  readonly silent: number;
  /** Milliseconds for a body from its header to its end. */
  readonly whole: number;
}

/** Unknown callers get less time. */
export const patience = { silent: silentMs, whole: wholeMs } as const satisfies Patience;
export const shortPatience = { silent: 10_000, whole: 60_000 } as const satisfies Patience;

const patiences = new WeakMap<IncomingMessage, Patience>();

/** For a request whose caller is only known by address. */
export const waitLess = (request: IncomingMessage): void => void patiences.set(request, shortPatience);

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

const timedOut = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/** It has not sent a whole request, so it gets no answer but this one. */
function hangUp({ response, request: { socket } }: Coming): void {
  if (!response.headersSent && socket.writable) socket.end(timedOut, () => socket.destroy());
  else socket.destroy();
}

function isOver(one: Coming, now: number, { silent, whole }: Patience): boolean {
  const { socket, readableLength } = one.request;
  // If data has arrived there that is not read yet, the other side is not slow.
  if (socket.bytesRead !== one.bytes || readableLength > 0) {
    one.bytes = socket.bytesRead;
    one.heardAt = now;
  }
  return now - one.heardAt > silent || now - one.since > whole;
}

/** Closes the connection of every request whose header or body does not end in time (on both listeners). */
export function endSlowBodies(server: Server, usual: Patience = patience, everyMs = 1_000): void {
  server.headersTimeout = headMs;
  // Node's own limit for a whole request would end a body that is still arriving; ours starts again with the body.
  server.requestTimeout = usual.whole + headMs;
  // By connection: its next request begins where the body before it has ended. Answered requests are not referenced
  // here until the next look, or every request would live as long as the slowest one.
  const coming = new Map<Socket, Coming>();
  const look = () => {
    const now = Date.now();
    for (const [socket, one] of coming) {
      // Also after an answer: the rest of a refused body is read and thrown away, but not for ever.
      if (one.request.complete || one.request.destroyed) coming.delete(socket);
      else if (isOver(one, now, patiences.get(one.request) ?? usual)) hangUp(one);
    }
  };
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!hasBody(request)) return;
    const now = Date.now();
    const { socket } = request;
    coming.set(socket, { request, response, since: now, heardAt: now, bytes: socket.bytesRead });
  });
  const timer = setInterval(look, everyMs).unref();
  server.once('close', () => clearInterval(timer));
}
