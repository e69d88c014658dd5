import { setTimeout as sleep } from 'node:timers/promises';
import { steadyMs } from '../../platform/steady-clock.js';
import { OldServerError, type OldServerFault } from './old-server-error.js';
import { lookAtJson } from '../../platform/http/json-size.js';

export interface OldServerOptions {
  readonly url: URL;
  readonly token: string;
  /** Requests a second: people work with the old server meanwhile. */
  readonly rps: number;
  /** How long an answer may take. */
  readonly timeoutMs?: number;
  /** How long to wait before each further try. */
  readonly restsMs?: readonly number[];
}

type Parameters = Readonly<Record<string, string | number>>;
type Method = 'GET' | 'POST';

/** A page of 200 persons with two photos each has some 50 MB. */
const mostBytes = 128 * 1024 * 1024;
const usualTimeoutMs = 60_000;
const usualRestsMs = [1_000, 3_000, 9_000];

/** The same request may succeed a moment later. */
const passing: ReadonlySet<OldServerFault> = new Set(['away', 'broken']);
/** Another method may be the right one: installations differ. */
const perhapsMethod: ReadonlySet<OldServerFault> = new Set(['missing', 'page', 'token', 'refused', 'away']);

/** Calls of the old server's REST API, one after the other. The token is in the query, as its manual says. */
export class OldServer {
  private nextTurn = 0;
  /** The method that each path has answered to. */
  private readonly methods = new Map<string, Method>();

  constructor(private readonly options: OldServerOptions) {}

  /** It has answered a call: the token is right. */
  get hasAnswered(): boolean {
    return this.methods.size > 0;
  }

  /**
   * @param path behind `/api/`
   * @returns `data` of the answer
   * @throws OldServerError
   */
  async call(path: string, parameters: Parameters = {}): Promise<unknown> {
    const known = this.methods.get(path);
    if (known) return this.patiently(known, path, parameters);
    try {
      return await this.noting('GET', path, parameters);
    } catch (error) {
      if (!(error instanceof OldServerError) || !perhapsMethod.has(error.fault)) throw error;
      return this.noting('POST', path, parameters).catch((second: unknown) => {
        throw second instanceof OldServerError && second.fault === 'pageSize' ? second : error;
      });
    }
  }

  /** For paths where another method may delete something. @throws OldServerError */
  get(path: string, parameters: Parameters = {}): Promise<unknown> {
    return this.patiently('GET', path, parameters);
  }

  private async noting(method: Method, path: string, parameters: Parameters): Promise<unknown> {
    const data = await this.patiently(method, path, parameters);
    this.methods.set(path, method);
    return data;
  }

  private async patiently(method: Method, path: string, parameters: Parameters): Promise<unknown> {
    for (const rest of this.options.restsMs ?? usualRestsMs) {
      try {
        return await this.once(method, path, parameters);
      } catch (error) {
        if (!(error instanceof OldServerError) || !passing.has(error.fault)) throw error;
        await sleep(rest);
      }
    }
    return this.once(method, path, parameters);
  }

  private async once(method: Method, path: string, parameters: Parameters): Promise<unknown> {
    await this.turn();
    const fault = (kind: OldServerFault, what: string) => new OldServerError(kind, `${path}: ${what}`);
    const answer = await this.send(method, path, parameters).catch((error: unknown) => {
      throw faultOfSending(error, this.options.url, fault);
    });
    const status = faultOfStatus(answer);
    if (status) {
      await answer.body?.cancel().catch(() => undefined);
      throw fault(...status);
    }
    const text = await textOf(answer).catch((error: unknown) => {
      throw isTimeout(error) ? fault('slow', 'no whole answer in time') : fault('broken', 'the answer broke off');
    });
    if (text === null) throw fault('pageSize', `the answer has more than ${mostBytes} bytes`);
    return dataOf(text, fault);
  }

  private send(method: Method, path: string, parameters: Parameters): Promise<Response> {
    const { url, token, timeoutMs = usualTimeoutMs } = this.options;
    const target = new URL(`api/${path}`, url.href.endsWith('/') ? url : `${url.href}/`);
    for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, String(value));
    target.searchParams.set('access_token', token);
    const body = method === 'POST' ? { body: JSON.stringify(parameters) } : {};
    return fetch(target, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { accept: 'application/json', ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
      ...body,
    });
  }

  private async turn(): Promise<void> {
    const now = steadyMs();
    const at = Math.max(now, this.nextTurn);
    this.nextTurn = at + 1_000 / this.options.rps;
    if (at > now) await sleep(at - now);
  }
}

type Fault = (kind: OldServerFault, what: string) => OldServerError;

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';

const untrusted = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/;
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'is no name that the network knows',
  EAI_AGAIN: 'is no name that the network knows now',
  ECONNRESET: 'closed the connection',
  UND_ERR_SOCKET: 'closed the connection',
  ETIMEDOUT: 'cannot be reached',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  UND_ERR_CONNECT_TIMEOUT: 'cannot be reached',
};

/** The error of fetch contains the address with the token, so only its code is shown. */
function faultOfSending(error: unknown, { host }: URL, fault: Fault): OldServerError {
  if (isTimeout(error)) return fault('slow', `${host} gives no answer in time`);
  const { code = '' } = (error as { cause?: { code?: string } }).cause ?? {};
  if (untrusted.test(code)) {
    return fault('token', `the certificate of ${host} is not trusted (${code}): name it in NODE_EXTRA_CA_CERTS`);
  }
  return fault('away', `${host} ${reasons[code] ?? `cannot be asked${code === '' ? '' : ` (${code})`}`}`);
}

const isBetween = (status: number, from: number, to: number) => status >= from && status < to;

/** The first of them that fits. */
const statusFaults: readonly (readonly [(status: number) => boolean, OldServerFault, string])[] = [
  [(status) => status === 401 || status === 403, 'token', 'the token is not accepted'],
  [(status) => status === 404 || status === 405, 'missing', 'the server does not have this call'],
  [(status) => isBetween(status, 300, 400), 'page', 'the server sends to another page'],
  [(status) => status === 429 || status >= 500, 'away', 'the server gives an error'],
  [(status) => status !== 200, 'refused', 'the server refuses the call'],
];

function faultOfStatus({ status, headers }: Response): [OldServerFault, string] | null {
  if (isBetween(status, 300, 400) && /bioLogin/i.test(headers.get('location') ?? '')) {
    return ['token', 'the server sends to its log-in (bioLogin.do): the token is not accepted'];
  }
  const found = statusFaults.find(([fits]) => fits(status));
  return found ? [found[1], `${found[2]} (${status})`] : null;
}

/** Null if it is too long. */
async function textOf(answer: Response): Promise<string | null> {
  if (!answer.body) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function dataOf(text: string, fault: Fault): unknown {
  if (/^\s*</.test(text)) throw fault('page', 'the server answers with a page instead of JSON: is the token right?');
  // Parsing takes many times the memory of the text where it is nested deeply, or is made of nothing but brackets.
  if (lookAtJson(Buffer.from(text)).fault !== null)
    throw fault('broken', 'the answer is nested too deeply, or has too many values');
  const body = jsonOf(text);
  if (typeof body !== 'object' || body === null) throw fault('broken', 'the answer is not whole, or no JSON');
  const { code, message, data } = body as { code?: unknown; message?: unknown; data?: unknown };
  if (Number(code) === 0) return data ?? null;
  const said = `code ${String(code)}${typeof message === 'string' ? `, ${message.slice(0, 120)}` : ''}`;
  throw fault(Number(code) === -91 ? 'pageSize' : 'refused', said.replaceAll(/[\p{Cc}\s]+/gu, ' '));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
