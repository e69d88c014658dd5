import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';
import { cameEncrypted, clientAddress } from '../../platform/network/client-address.js';
import type { Networks } from '../../platform/network/networks.js';
import type { Replay } from './replay.js';

/** A request of a device, however its firmware writes it (docs/field-notes.md 40 to 44). */
export interface DeviceRequest {
  readonly method: string;
  /** cdata, registry, push, getrequest, devicecmd, querydata, ping, rtdata, exchange, file ... in lower case. */
  readonly call: string;
  readonly sn: string;
  /** Parameters with lower-cased names; of repeated ones the first. */
  readonly query: ReadonlyMap<string, string>;
  readonly body: Buffer;
  readonly address: string;
  readonly cookie: string;
  readonly path: string;
  /** The gateway's address as the device called it: `http://host:port`; '' if it did not say. */
  readonly origin: string;
  /** It came long ago, and is read again from quarantine. */
  readonly replay?: Replay;
}

/** The parts of a message that are read. */
export type DeviceMessage = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'socket'>;

const serialNumber = /^[A-Za-z0-9_.-]{1,64}$/;
const aliases = new Map([['service/control', 'getrequest']]);

const calls = new Map<string, string>();
const mostPaths = 1_000;

/** `/iclock/iclock/CDATA.aspx/` -> `cdata`. Devices use few paths, but thousands of times a second. */
export function callOf(path: string): string {
  const known = calls.get(path);
  if (known !== undefined) return known;
  const call = readCall(path);
  if (calls.size < mostPaths) calls.set(path, call);
  return call;
}

function readCall(path: string): string {
  const parts = path
    .replace(/^https?:\/\/[^/]*/i, '')
    .toLowerCase()
    // A word before it is where another server was (docs/field-notes.md 44).
    .replace(/^\/+[\w-]+\/+(?=iclock(?:\/|$))/, '/')
    .split('/')
    .filter((part) => part !== '' && part !== 'iclock' && part !== 'api')
    .map((part) => part.replace(/\.aspx$/, ''));
  const call = parts.join('/');
  return aliases.get(call) ?? call;
}

/** Numbers of commands and persons: with a NUL taken out of its middle it would be another's, as a serial number would. */
const numbers: ReadonlySet<string> = new Set(['cmdid', 'id', 'pin']);

const plainOf = (key: string, value: string) =>
  numbers.has(key) && value.includes('\0') ? '' : value.replaceAll('\0', '');

function parametersOf(search: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(parse(search))) {
    const key = name.toLowerCase();
    // NUL is no character of any text, and PostgreSQL cannot store text that has one.
    const first = (Array.isArray(value) ? value[0] : value) ?? '';
    if (!parameters.has(key)) parameters.set(key, key === 'sn' ? first : plainOf(key, first));
  }
  return parameters;
}

/** The parameters as a query string again, for readers of what may stand in the address or in the body. */
export const searchOf = ({ query }: Pick<DeviceRequest, 'query'>): string =>
  [...query].map(([name, value]) => `${name}=${value}`).join('&');

const plainNumber = /[?&]sn=([A-Za-z0-9_.-]{1,64})(?:&|$)/i;

/** The sender of a request, by the address alone. */
export function serialNumberIn(url: string): string | undefined {
  const plain = plainNumber.exec(url)?.[1];
  if (plain !== undefined) return plain;
  const sn =
    parametersOf(url.slice(url.indexOf('?') + 1))
      .get('sn')
      ?.trim() ?? '';
  return serialNumber.test(sn) ? sn : undefined;
}

/**
 * Undefined without a usable serial number: no device sends such a request.
 * @param proxies the proxies that may say what the client's address is; null = no proxy is trusted
 */
export function deviceRequest(
  message: DeviceMessage,
  body: Buffer,
  proxies: Networks | null,
): DeviceRequest | undefined {
  const { url = '', method = 'GET', headers } = message;
  const mark = url.indexOf('?');
  const query = parametersOf(mark < 0 ? '' : url.slice(mark + 1));
  const path = mark < 0 ? url : url.slice(0, mark);
  const call = callOf(path);
  const sn = query.get('sn')?.trim() ?? (call === 'devicecmd' ? numberInBody(body) : '');
  if (!serialNumber.test(sn)) return undefined;
  return {
    method,
    call,
    sn,
    query,
    body,
    address: clientAddress(message, proxies),
    cookie: headers.cookie ?? '',
    path,
    origin: originOf(message, proxies),
  };
}

const numberOfResult = /(?:^|[&\s])SN=([^&\s]*)/gi;
const longestHead = 4_096;

/**
 * Some firmware gives its serial number only in the result of a command. If the results are from several devices, the
 * sender is unknown.
 */
function numberInBody(body: Buffer): string {
  const text = body.subarray(0, longestHead).toString('latin1');
  const numbers = new Set([...text.matchAll(numberOfResult)].map(([, number = '']) => number));
  const [only = ''] = numbers;
  return numbers.size === 1 ? only : '';
}

/** The first request of every device, in each protocol. */
export const isFirstContact = ({ method, call, query }: Pick<DeviceRequest, 'method' | 'call' | 'query'>): boolean =>
  method === 'GET' && call === 'cdata' && (query.get('options') ?? '').toLowerCase() === 'all';

const hostName = /^(?:[\w.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Devices reach the gateway through NAT and proxies, by addresses that it does not know itself. So the address that the
 * device used counts.
 */
function originOf(message: DeviceMessage, proxies: Networks | null): string {
  const { host = '' } = message.headers;
  if (!hostName.test(host)) return '';
  return `${cameEncrypted(message, proxies) ? 'https' : 'http'}://${host}`;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const chinese = new TextDecoder('gb18030');

/**
 * UTF-8, or GB18030 if it is not valid UTF-8: names on old firmware (docs/field-notes.md 45). A NUL does not end the
 * text.
 */
export function textOf(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    return chinese.decode(body);
  }
}
