import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { bareHost, brokerAddresses } from '../../platform/network/broker-address.js';
import { dialledAddress } from '../../platform/network/dialled-address.js';
import { hostInUrl, type Account } from './stream-addresses.js';

/** A recorder or camera, and how it is called. */
export interface CameraTarget {
  readonly host: string;
  readonly port: number;
  readonly https: boolean;
  readonly account: Account;
  /** It may have an address of this machine. */
  readonly allowLocal: boolean;
}

export interface CameraRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
  /** Bytes of the answer. */
  readonly most: number;
  /** Ends it, whatever has come by then. */
  readonly signal: AbortSignal;
}

export interface CameraAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * The address to call, checked: the name is not resolved a second time. Sites have their cameras in private networks;
 * this machine, its link, metadata services and addresses of many are refused, as for terminals on port 4370.
 * @param signal ends the wait for a name server
 * @throws LocalAddress, RefusedAddress; or the reason why a name could not be resolved
 */
export async function checkedAddress({ host, allowLocal }: CameraTarget, signal: AbortSignal): Promise<string> {
  const address = await Promise.race([dialledAddress(bareHost(host), allowLocal), aborted(signal)]);
  const [checked] = await brokerAddresses(address);
  return checked ?? address;
}

/** Rejects when the signal is given. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = () => reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });

/**
 * One call. A camera that asks for a digest gets one; the password itself is never sent, and redirects are not followed,
 * because they lead elsewhere.
 * @param address of `checkedAddress`
 */
export async function callCamera(target: CameraTarget, address: string, call: CameraRequest): Promise<CameraAnswer> {
  const first = await once(target, address, call, {});
  const asked = first.status === 401 ? challengeOf(first.headers) : null;
  if (!asked || target.account.name === '') return first;
  return once(target, address, call, { authorization: digest(target.account, asked, call) });
}

interface Whole extends CameraAnswer {
  readonly headers: IncomingHttpHeaders;
}

function once(
  target: CameraTarget,
  address: string,
  { method, path, type, body, most, signal }: CameraRequest,
  headers: Readonly<Record<string, string>>,
): Promise<Whole> {
  const options: RequestOptions & { readonly rejectUnauthorized?: boolean } = {
    ...{ host: address, port: target.port, method, path, signal, agent: false },
    headers: {
      host: `${hostInUrl(target.host)}:${target.port}`,
      ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
      ...headers,
    },
    // Cameras sign their certificates themselves. Nobody who stands between learns more than a digest.
    ...(target.https ? { rejectUnauthorized: false } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (target.https ? httpsRequest : httpRequest)(options, (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      response.on('error', reject);
      response.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > most) request.destroy(new Error(`the answer is larger than ${most} bytes`));
        else pieces.push(piece);
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces), headers: response.headers });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

interface Challenge {
  readonly algorithm: 'md5' | 'sha256';
  readonly name: string | undefined;
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly qop: 'auth' | null;
}

const algorithms: Readonly<Record<string, Challenge['algorithm']>> = { MD5: 'md5', 'SHA-256': 'sha256' };

/** The challenge that is taken of those in a header; null if none asks for a digest that is known here. */
export function challengeOf(headers: IncomingHttpHeaders): Challenge | null {
  const text = (headers['www-authenticate'] ?? '').slice(0, 4_096);
  for (const part of text.split(/\bDigest\s+/i).slice(1)) {
    const values = new Map(
      [...part.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g)].map(([, name = '', quoted, bare]) => [
        name.toLowerCase(),
        quoted ?? bare ?? '',
      ]),
    );
    const name = values.get('algorithm');
    const algorithm = algorithms[(name ?? 'MD5').toUpperCase()];
    const [realm, nonce] = [values.get('realm'), values.get('nonce')];
    if (!algorithm || realm === undefined || nonce === undefined) continue;
    const qop = values.get('qop')?.split(/\s*,\s*/);
    return { algorithm, name, realm, nonce, opaque: values.get('opaque'), qop: qop?.includes('auth') ? 'auth' : null };
  }
  return null;
}

/** RFC 7616. */
function digest({ name, password }: Account, asked: Challenge, { method, path }: CameraRequest): string {
  const hash = (text: string) => createHash(asked.algorithm).update(text).digest('hex');
  const cnonce = randomBytes(8).toString('hex');
  const count = '00000001';
  const secret = hash(`${name}:${asked.realm}:${password}`);
  const what = hash(`${method}:${path}`);
  const middle = asked.qop ? `${asked.nonce}:${count}:${cnonce}:${asked.qop}` : asked.nonce;
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  return [
    `Digest username=${quoted(name)}`,
    `realm=${quoted(asked.realm)}`,
    `nonce=${quoted(asked.nonce)}`,
    `uri=${quoted(path)}`,
    `response="${hash(`${secret}:${middle}:${what}`)}"`,
    ...(asked.name === undefined ? [] : [`algorithm=${asked.name}`]),
    ...(asked.opaque === undefined ? [] : [`opaque=${quoted(asked.opaque)}`]),
    ...(asked.qop ? [`qop=${asked.qop}`, `nc=${count}`, `cnonce="${cnonce}"`] : []),
  ].join(', ');
}
