import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { ServedFile } from './served-file.js';

interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * The one range of a Range header (RFC 9110, 14.2). Null = the whole file, also for a header that is not a byte range
 * or has several ranges. 'none' = the range lies outside the file.
 */
export function rangeOf(header: string | undefined, size: number): Part | null | 'none' {
  const [, first, last] = /^\s*bytes\s*=\s*(\d{1,15})?\s*-\s*(\d{1,15})?\s*$/i.exec(header ?? '') ?? [];
  if (first === undefined) return last === undefined ? null : lastBytes(Number(last), size);
  const from = Number(first);
  const to = Number(last ?? Infinity) + 1;
  if (to <= from) return null;
  return from < size ? { from, to: Math.min(size, to) } : 'none';
}

const lastBytes = (count: number, size: number): Part | 'none' =>
  count === 0 ? 'none' : { from: Math.max(0, size - count), to: size };

/** A part is only useful with the rest of the same file. */
const isStillThis = ({ headers }: IncomingMessage, tag: string) =>
  headers['if-range'] === undefined || headers['if-range'] === tag;

/** Answers with a file or the requested range of it. An error during sending closes the connection. */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: ServedFile): void {
  const { size, type } = file;
  const tag = `"${file.tag}"`;
  const range = isStillThis(request, tag) ? rangeOf(request.headers.range, size) : null;
  const common = { 'content-type': type, 'accept-ranges': 'bytes', etag: tag };
  if (range === 'none') {
    response.writeHead(416, { ...common, 'content-range': `bytes */${size}`, 'content-length': 0 }).end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: size };
  const part = range === null ? {} : { 'content-range': `bytes ${from}-${to - 1}/${size}` };
  response.writeHead(range === null ? 200 : 206, { ...common, ...part, 'content-length': to - from });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  void stream(response, file, { from, to }).catch(() => response.destroy());
}

/** Progress is reported to the file's owner each time this many bytes have been sent. */
const tellEvery = 1024 * 1024;

async function stream(response: ServerResponse, file: ServedFile, { from, to }: Part): Promise<void> {
  let [at, told] = [from, from];
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const tell = async () => {
    const since = told;
    told = at;
    if (at > since) await file.sent?.(since, at);
  };
  try {
    for await (const piece of file.read(from, to)) {
      if (response.destroyed) break;
      if (!response.write(piece)) await once(response, 'drain', { signal: gone.signal });
      at += piece.length;
      if (at - told >= tellEvery) await tell();
    }
    if (at === to) response.end();
  } finally {
    await tell();
  }
}
