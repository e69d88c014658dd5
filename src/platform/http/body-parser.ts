import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { PayloadTooLargeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UploadedFile } from './uploaded-file.js';
import { Failure } from '../errors.js';
import { BytesInFlight, readWhole, type BodyLimits, type HeldBody } from './bytes-in-flight.js';
import { lookAtJson, mostLevels, mostValues, withAllDigits, type JsonFault } from './json-size.js';
import { isMultipart, readForm as readParts } from './multipart.js';
import { waitLess } from './slow-bodies.js';

/** JSON may contain photos as base64. */
const mostBytes = 10 * 1024 * 1024;
/**
 * A client that is still sending does not read an answer: a body that is too large is read to its end, but not for
 * ever.
 */
const mostDiscarded = 10 * mostBytes;
/** Memory for the bodies of all callers together. Small bodies, like those of most calls, never wait. */
const mostHeld = 64 * 1024 * 1024;
const alwaysHeld = 64 * 1024;
/** The most fields of a form; the manual's largest calls have forty. */
const mostFields = 2_000;

/**
 * Some clients put the object, or the list, inside an object with this name; the manual itself prints `content` around
 * the bodies of two calls.
 */
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
 * Accepts bodies in the forms that real clients send, whatever the content type says: nothing at all, `null`, a form
 * labelled JSON, JSON labelled text, Latin-1 bytes, one object inside another. An unreadable body is refused as
 * `invalid`.
 */
export function useLiberalBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  // Fastify refuses a header that is no media type; here it counts as missing.
  fastify.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const label = headers['content-type'];
    if (label !== undefined && !mediaType.test(label)) delete headers['content-type'];
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    held.get(request)?.release();
    done();
  });
  const limits: BodyLimits = { most: mostBytes, free: alwaysHeld, shared: new BytesInFlight(mostHeld) };
  fastify.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    const { headers, routeOptions, is404 } = request;
    if (isStreamed(routeOptions.config)) return payload;
    // If the address does not exist, the body does not matter.
    if (is404) {
      waitLess(request.raw);
      payload.resume();
      return {};
    }
    const label = headers['content-type'] ?? '';
    if (request.isTokenAwaited) return readForToken(request, payload, { ...limits, most: alwaysHeld });
    const bytes = await bytesOf(request, payload, limits);
    const as = pictureField(routeOptions.config);
    if (as !== null && picture.test(label)) return { [as]: bytes.toString('base64') };
    return isMultipart(label) ? readMultipart(bytes, label) : readBody(bytes, label);
  });
}

/** The body of a caller without a token, who gets a refusal for the missing token whatever is wrong with it. */
async function readForToken(request: FastifyRequest, payload: Readable, limits: BodyLimits): Promise<object> {
  const read = await readWhole(payload, limits);
  if (typeof read === 'string') {
    payload.resume();
    return {};
  }
  held.set(request, read);
  try {
    return readBody(read.bytes, request.headers['content-type'] ?? '');
  } catch {
    return {};
  }
}

/** For `@RouteConfig(streamed)`: the body of such a call stays a stream, whatever its content type. */
export const streamed = { streamed: true } as const;
const isStreamed = (config: object) => 'streamed' in config && config.streamed === true;

/** For `@RouteConfig(picturesAs('photo'))`: a picture that is the body is the field `photo`, in base64 as in JSON. */
export const picturesAs = (field: string) => ({ picturesAs: field }) as const;
const picture = /^image\//i;
const pictureField = (config: object): string | null => ('picturesAs' in config ? String(config.picturesAs) : null);

const mediaType = /^[\w.+-]+\/[\w.+-]+\s*(?:;|$)/;

/** Bodies of calls that are not answered yet. */
const held = new WeakMap<FastifyRequest, HeldBody>();

async function bytesOf(request: FastifyRequest, payload: Readable, limits: BodyLimits): Promise<Buffer> {
  const read = await readWhole(payload, limits);
  if (typeof read === 'string') {
    if (read !== 'broken') await discarded(payload);
    if (read === 'noRoom') throw new Failure('unavailable', 'too many large bodies at once: try again');
    throw new PayloadTooLargeException(`the body is larger than ${mostBytes} bytes`);
  }
  held.set(request, read);
  return read.bytes;
}

/** Reads the body and throws it away. */
async function discarded(payload: Readable): Promise<void> {
  let length = 0;
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostDiscarded) break;
  }
}

/** A form with a file: its fields by name, and the first file as `file`. */
async function readMultipart(bytes: Buffer, contentType: string): Promise<object> {
  const { fields, taken } = await readParts(contentType, Readable.from([bytes]), async ({ name, content }) => {
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    return new UploadedFile(name, Buffer.concat(parts));
  });
  return { ...Object.fromEntries(fields), ...(taken ? { file: taken } : {}) };
}

const faults: Readonly<Record<JsonFault, string>> = {
  values: `the body holds more than ${mostValues} values`,
  levels: `the body nests deeper than ${mostLevels} levels`,
  scalar: 'the body cannot be read: JSON or a form is expected',
};

/** @returns an object or an array; `{}` for an empty body and for `null` */
export function readBody(bytes: Buffer, contentType: string): object {
  const start = decode(bytes.subarray(0, longestStart)).trimStart();
  const isForm = (/urlencoded/i.test(contentType) && !/^[[{]/.test(start)) || formStart.test(start);
  const value = isForm ? readForm(decode(bytes).trim()) : readJson(bytes);
  if (value === null) return {};
  if (typeof value !== 'object') throw unreadable();
  return unwrap(value);
}

/** Bytes by which a form is recognised. */
const longestStart = 1_000;

/** Some clients label forms as JSON; no JSON begins like this. */
const formStart = /^[^\s{}[\]"=]+=/;

const unreadable = () => new Failure('invalid', 'the body cannot be read: JSON or a form is expected');

/** Old Java clients send bytes of their platform's encoding; as Latin-1 every byte can be read. */
const decode = (bytes: Buffer): string =>
  isUtf8(bytes) ? bytes.toString('utf8').replace(/^\ufeff/, '') : bytes.toString('latin1');

/** The manual's own samples need the last two readings: an extra comma, and `"content":` without braces around it. */
const readings: readonly ((text: string) => unknown)[] = [
  (text) => JSON.parse(text) as unknown,
  (text) => JSON.parse(withoutLastCommas(text)) as unknown,
  (text) => (text.startsWith('"') ? (JSON.parse(`{${withoutLastCommas(text)}}`) as unknown) : missed),
];

const withoutLastCommas = (text: string) => text.replace(/,\s*([}\]])/g, '$1');

const missed = Symbol('missed');

function readJson(bytes: Buffer): unknown {
  const look = lookAtJson(bytes);
  if (look.fault) throw new Failure('invalid', faults[look.fault]);
  const text = decode(withAllDigits(bytes, look)).trim();
  if (text === '') return {};
  for (const reading of readings) {
    try {
      const value = reading(text);
      if (value !== missed) return value;
    } catch {
      // The next reading may succeed.
    }
  }
  throw unreadable();
}

/** Names that occur several times become a list. */
function readForm(text: string): object {
  const values = new Map<string, string[]>();
  const pairs = text.split('&', mostFields + 1);
  if (pairs.length > mostFields) throw new Failure('invalid', `the form has more than ${mostFields} fields`);
  for (const pair of pairs.filter((part) => part !== '')) {
    const at = pair.indexOf('=');
    const key = fromForm(at < 0 ? pair : pair.slice(0, at));
    const all = values.get(key) ?? [];
    all.push(at < 0 ? '' : fromForm(pair.slice(at + 1)));
    values.set(key, all);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length > 1 ? all : all[0]]));
}

const percent = 0x25;
/** The value of a byte as a hexadecimal digit; 255 = it is none. */
const digits = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? 255 : value;
});

const plus = 0x2b;
const blank = 0x20;

/** Escaped bytes may be UTF-8 or Latin-1. */
const fromForm = (part: string): string => (/[%+]/.test(part) ? decode(unescaped(Buffer.from(part))) : part);

/** The byte of an escape; -1 if there is none. */
function escapeAt(bytes: Buffer, at: number): number {
  const high = digits[bytes[at + 1] ?? 0] ?? 255;
  const low = digits[bytes[at + 2] ?? 0] ?? 255;
  return high < 16 && low < 16 ? high * 16 + low : -1;
}

/** Works on bytes, not on text: a function call for each escape of a large photo would take seconds. */
function unescaped(bytes: Buffer): Buffer {
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const escape = byte === percent ? escapeAt(bytes, at) : -1;
    if (escape >= 0) at += 2;
    bytes[length++] = escape >= 0 ? escape : byte === plus ? blank : byte;
  }
  return bytes.subarray(0, length);
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
