import { Readable } from 'node:stream';
import { PayloadTooLargeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UploadedFile } from '../api/uploaded-file.js';
import { Failure } from '../errors.js';
import { isMultipart, readForm as readParts } from './multipart.js';

/** Photos arrive in JSON as base64. */
const mostBytes = 10 * 1024 * 1024;
/** A client that is still sending sees no answer: what is too large is read to its end, but not for ever. */
const mostDiscarded = 10 * mostBytes;

/** Some clients send the object, or the list, inside one of its name; the manual itself prints `content` round two of its calls. */
const wrappers = new Set([
  'accapileveladddooritems',
  'accapileveladditems',
  'apibiotemplate',
  'card',
  'department',
  'item',
  'person',
  'persapipersonitem',
]);

/**
 * Takes bodies as real clients send them, whatever their label says: nothing at all, `null`, a form called JSON, JSON
 * called text, Latin-1 bytes, one object inside another. What cannot be read at all is refused as `invalid`.
 */
export function useLiberalBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  // Fastify refuses a label that is no media type; here it says as little as none.
  fastify.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const label = headers['content-type'];
    if (label !== undefined && !mediaType.test(label)) delete headers['content-type'];
    done();
  });
  fastify.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    const { headers, routeOptions, is404 } = request;
    if (isStreamed(routeOptions.config)) return payload;
    const bytes = await bytesOf(payload);
    // At an address that is nobody's, what the body says is nobody's business.
    if (is404) return {};
    const label = headers['content-type'] ?? '';
    return isMultipart(label) ? readMultipart(bytes, label) : readBody(bytes, label);
  });
}

/** For `@RouteConfig(streamed)`: the body of such a call stays a stream, whatever its label. */
export const streamed = { streamed: true } as const;
const isStreamed = (config: object) => 'streamed' in config && config.streamed === true;

const mediaType = /^[\w.+-]+\/[\w.+-]+\s*(?:;|$)/;

async function bytesOf(payload: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= mostBytes) chunks.push(chunk);
    else if (length > mostDiscarded) break;
  }
  if (length > mostBytes) throw new PayloadTooLargeException(`the body is larger than ${mostBytes} bytes`);
  return Buffer.concat(chunks);
}

/** A form with a file in it: its fields by name, and the first file as `file`. */
async function readMultipart(bytes: Buffer, contentType: string): Promise<object> {
  const { fields, taken } = await readParts(contentType, Readable.from([bytes]), async ({ name, content }) => {
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    return new UploadedFile(name, Buffer.concat(parts));
  });
  return { ...Object.fromEntries(fields), ...(taken ? { file: taken } : {}) };
}

/** @returns an object or an array; `{}` for an empty body and for `null` */
export function readBody(bytes: Buffer, contentType: string): object {
  const text = decode(bytes).trim();
  if (text === '') return {};
  const isForm = /urlencoded/i.test(contentType) && !/^[[{]/.test(text);
  const value = isForm ? readForm(text) : readJson(text);
  if (value === null) return {};
  if (typeof value !== 'object') throw unreadable();
  if (isDeeper(value, mostLevels)) throw new Failure('invalid', `the body nests deeper than ${mostLevels} levels`);
  return unwrap(value);
}

/** Whatever walks a body later does so by recursion. */
const mostLevels = 32;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)));

const unreadable = () => new Failure('invalid', 'the body cannot be read: JSON or a form is expected');

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Old Java clients send their platform's bytes; Latin-1 reads every byte as something. */
function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** The last two readings are what the manual's own samples need: a comma too many, and no braces round `"content":`. */
const readings: readonly ((text: string) => unknown)[] = [
  (text) => JSON.parse(withAllDigits(text)) as unknown,
  (text) => (/^[^\s{}[\]"=]+=/.test(text) ? readForm(text) : missed),
  (text) => JSON.parse(withoutLastCommas(withAllDigits(text))) as unknown,
  (text) => (text.startsWith('"') ? (JSON.parse(`{${withoutLastCommas(withAllDigits(text))}}`) as unknown) : missed),
];

const withoutLastCommas = (text: string) => text.replace(/,\s*([}\]])/g, '$1');

/** A string that nobody ends goes to the end: tried again from each of its quotes it costs the square of its length. */
const stringOrNumber = /"[^"\\]*(?:\\[^]?[^"\\]*)*(?:"|$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A card sent as a number of 64 bits would be another card after JSON.parse: long integers become text before. */
const withAllDigits = (text: string) =>
  /\d{16}/.test(text) ? text.replace(stringOrNumber, (part) => (/^-?\d{16,}$/.test(part) ? `"${part}"` : part)) : text;

const missed = Symbol('missed');

function readJson(text: string): unknown {
  for (const reading of readings) {
    try {
      const value = reading(text);
      if (value !== missed) return value;
    } catch {
      // The next reading may do.
    }
  }
  throw unreadable();
}

/** Names that come more than once become a list. */
function readForm(text: string): object {
  const values = new Map<string, string[]>();
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const [name = '', ...rest] = pair.split('=');
    const key = fromForm(name);
    const all = values.get(key) ?? [];
    all.push(fromForm(rest.join('=')));
    values.set(key, all);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length > 1 ? all : all[0]]));
}

/** Percent signs may stand before UTF-8 or before Latin-1. */
function fromForm(part: string): string {
  const text = part.replaceAll('+', ' ');
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(parseInt(byte, 16)));
  }
}

function unwrap(value: object): object {
  // The vendor's own message format has other members beside `content`.
  const { content, ...others } = value as { content?: unknown };
  if (isPlainObject(content)) return { ...others, ...content };
  const entries = Object.entries(value) as [string, unknown][];
  const [first] = entries;
  if (entries.length !== 1 || !first || !wrappers.has(first[0].toLowerCase())) return value;
  return isPlainObject(first[1]) || Array.isArray(first[1]) ? first[1] : value;
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
