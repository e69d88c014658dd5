import type { DeviceReply } from '../push/reply.js';
import { isFirstContact, type DeviceRequest } from '../push/request.js';
import { commandWords } from './command-words.js';
import type { WireCode, WireParams, WireWords } from './wire-line.js';

const lineFeed = 0x0a;
const mostRead = 64 * 1024;
const result = /(?:^|[\n&])\s*ID=([^&\s]{1,20})(?:[^\n]*?&\s*Return=(-?\d{1,10}))?/gi;

const name = (text: string | undefined) => (text ?? '').replaceAll(/[^\w:-]/g, '').slice(0, 40);

/** Lines that are not empty at their end; the last one may have no line feed. */
function linesIn(body: Buffer): number {
  let lines = 0;
  let start = 0;
  for (let at = body.indexOf(lineFeed); at >= 0; at = body.indexOf(lineFeed, start)) {
    if (at - start > 1) lines++;
    start = at + 1;
  }
  return body.length > start ? lines + 1 : lines;
}

const words = (code: WireCode, params: WireParams = {}): WireWords => ({ code, params });

function resultWords(body: Buffer): WireWords {
  const results = [...body.toString('latin1', 0, mostRead).matchAll(result)];
  const [, id = '', returned = ''] = results[0] ?? [];
  if (results.length === 1) return words('result', { id, returned });
  return words('results', { count: String(results.length) });
}

/** Rows that it sends, unasked or as an answer. */
function rowWords(code: 'rows' | 'answer', { query, body }: DeviceRequest): WireWords {
  const table = name(query.get('tablename') ?? query.get('table'));
  const id = query.get('cmdid');
  const rows = /^\d{1,9}$/.exec(query.get('count') ?? '')?.[0] ?? String(linesIn(body));
  return words(code, { table, rows, ...(id === undefined ? {} : { id: name(id) }) });
}

const ofTables: Readonly<Record<string, WireCode>> = {
  rtlog: 'events',
  attlog: 'events',
  rtstate: 'state',
  options: 'options',
};

function uploadWords(request: DeviceRequest): WireWords {
  const { query, body } = request;
  if (query.has('authtype') || query.get('type')?.toLowerCase() === 'postverifydata') return words('asksPassage');
  const code = Object.entries(ofTables).find(([table]) => table === query.get('table')?.toLowerCase())?.[1];
  if (code === undefined) return rowWords('rows', request);
  return words(code, code === 'events' ? { rows: String(linesIn(body)) } : {});
}

type Speaker = (request: DeviceRequest, reply: DeviceReply) => WireWords;

// A Map, because the names come from outside.
const speakers: ReadonlyMap<string, Speaker> = new Map<string, Speaker>([
  ['getrequest', (_request, { text }) => commandWords(text) ?? words('idle')],
  ['devicecmd', ({ body }) => resultWords(body)],
  ['querydata', (request) => rowWords('answer', request)],
  ['registry', () => words('registers')],
  ['push', () => words('configuration')],
  ['ping', () => words('ping')],
  ['rtdata', () => words('time')],
  ['exchange', () => words('keys')],
  ['file', () => words('file')],
  ['fdata', (request) => rowWords('rows', request)],
  ['edata', (request) => rowWords('rows', request)],
  ['cdata', cdataWords],
]);

function cdataWords(request: DeviceRequest): WireWords {
  if (request.method !== 'GET') return uploadWords(request);
  if (isFirstContact(request)) return words('firstContact');
  return words(request.query.get('type')?.toLowerCase() === 'time' ? 'time' : 'other', { call: 'cdata' });
}

/** What a call of a device and its answer were about. */
export function pushWords(request: DeviceRequest, reply: DeviceReply): WireWords {
  if (reply.status >= 400) return words('refused', { status: String(reply.status) });
  return speakers.get(request.call)?.(request, reply) ?? words('other', { call: name(request.call) });
}
