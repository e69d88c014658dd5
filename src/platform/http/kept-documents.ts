import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptsCoding } from './accepts-coding.js';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
/** A tenth of the size in a tenth of a second; the best compression takes seconds for a tenth less. */
const brotliLevel = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Documents that are the same for everybody until the next start. */
interface StoredDocument {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

const document = /^\/+(?:docs(?:\/|$)|openapi\/|asyncapi\.json(?:[?#]|$))/i;
const pathOf = ({ url }: FastifyRequest) => url.replace(/[?#].*$/s, '');

async function bytesOf(payload: unknown): Promise<Buffer | null> {
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) return Buffer.from(payload);
  if (!(payload instanceof Readable)) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of payload as AsyncIterable<Buffer>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function keep(plain: Buffer, type: string): Promise<StoredDocument> {
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 27);
  const [br, gz] = await Promise.all([brotli(plain, brotliLevel), gzipped(plain)]);
  return { type, etag: `"${hash}"`, plain, br, gzip: gz };
}

const codings = ['br', 'gzip'] as const;

/** @returns the bytes to send; none if the client has them */
function answer(request: FastifyRequest, reply: FastifyReply, kept: StoredDocument): Buffer | '' {
  const coding = codings.find((one) => acceptsCoding(request, one));
  const bytes = coding ? kept[coding] : kept.plain;
  // A compressed document is another representation, so it needs another ETag.
  const etag = coding ? `${kept.etag.slice(0, -1)}-${coding}"` : kept.etag;
  for (const name of ['last-modified', 'accept-ranges', 'content-length']) void reply.removeHeader(name);
  void reply.headers({ etag, vary: 'accept-encoding', 'cache-control': 'no-cache', 'content-type': kept.type });
  const known = (request.headers['if-none-match'] ?? '').split(',', 20);
  if (known.some((one) => one.trim().replace(/^W\//, '') === etag)) {
    void reply.status(304);
    return '';
  }
  if (coding) void reply.header('content-encoding', coding);
  void reply.header('content-length', bytes.length);
  return bytes;
}

/** The documents and their pages are made once. They are sent compressed, or not at all if the client has them. */
export function useKeptDocuments(fastify: FastifyInstance): void {
  const all = new Map<string, StoredDocument>();
  const isAsked = (request: FastifyRequest) =>
    (request.method === 'GET' || request.method === 'HEAD') && document.test(request.url);
  fastify.addHook('onRequest', (request, reply, done) => {
    const kept = isAsked(request) ? all.get(pathOf(request)) : undefined;
    if (kept) void reply.send(answer(request, reply, kept));
    else done();
  });
  const keepAndAnswer = async (request: FastifyRequest, reply: FastifyReply, path: string, payload: unknown) => {
    const plain = await bytesOf(payload);
    if (!plain) return payload;
    const kept = await keep(plain, String(reply.getHeader('content-type') ?? 'application/octet-stream'));
    all.set(path, kept);
    return answer(request, reply, kept);
  };
  // After all other hooks, which may still change the answer. All other answers pass without a promise.
  fastify.addHook('onSend', (request, reply, payload: unknown, done) => {
    const isDocument = isAsked(request) && request.method === 'GET' && reply.statusCode === 200;
    const path = isDocument ? pathOf(request) : '';
    if (!isDocument || all.has(path)) done(null, payload);
    else keepAndAnswer(request, reply, path, payload).then((bytes) => done(null, bytes), done);
  });
}
