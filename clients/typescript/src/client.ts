import type { Calls } from './api.js';

export type * from './api.js';
export type * from './events.js';

/** A call by verb and path, as the manual prints it: `'GET /api/person/get/{pin}'`. */
export type CallName = keyof Calls;
export type ParamsOf<C extends CallName> = Calls[C]['params'];
export type DataOf<C extends CallName> = Calls[C]['data'];
/** The codes that a call is refused with. */
export type CodeOf<C extends CallName> = Calls[C]['refusals'];

/** A call that was refused, or an answer that is none of a gateway's. */
export class PosternError extends Error {
  override readonly name = 'PosternError';

  constructor(
    message: string,
    readonly call: string,
    /** The vendor's code, less than 0; null where there was no answer with a code. */
    readonly code: number | null,
    /** The HTTP status: 200 for what a call is refused for, 401 for a token that is not known. */
    readonly status: number,
    /** What the refusal carries beside its code, for instance the number of a command. */
    readonly data: unknown = null,
  ) {
    super(message);
  }

  /** Whether this is how that call is refused: `error.is('GET /api/person/get/{pin}', -22)`. */
  is<C extends CallName>(call: C, code: CodeOf<C>): boolean {
    return this.call === call && this.code === code;
  }
}

export interface PosternOptions {
  /** `http://gateway:8088` */
  readonly url: string;
  readonly token: string;
  /** Instead of the platform's own, for a proxy or a certificate of one's own. */
  readonly fetch?: typeof fetch;
  /** How long to wait for an answer; 30 s unless told. */
  readonly timeoutMs?: number;
}

interface Envelope {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly detail?: unknown;
  readonly ret?: unknown;
  readonly msg?: unknown;
  readonly data?: unknown;
}

const usualTimeout = 30_000;

/** The calls that take nothing need no second argument. */
type Arguments<C extends CallName> =
  Record<string, never> extends ParamsOf<C> ? [params?: ParamsOf<C>] : [params: ParamsOf<C>];

/** The facade of one gateway. */
export class Postern {
  constructor(private readonly options: PosternOptions) {}

  /**
   * Asks for `data`; of the few calls without an envelope for the whole answer.
   * @throws PosternError
   */
  async call<C extends CallName>(call: C, ...[params]: Arguments<C>): Promise<DataOf<C>> {
    const { url, token, fetch: ask = fetch, timeoutMs = usualTimeout } = this.options;
    const { method, path, body } = requestOf(call, params);
    const response = await ask(`${url.replace(/\/+$/, '')}${path}`, {
      method,
      // Not in the address: addresses end up in the logs of proxies.
      headers: { authorization: `Bearer ${token}`, ...(body === null ? {} : { 'content-type': 'application/json' }) },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === null ? {} : { body }),
    });
    return answerOf(call, response.status, await response.text()) as DataOf<C>;
  }
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
}

/** What the path does not take goes into the query of a GET, and into the body of everything else. */
function requestOf(call: string, params: unknown): Request {
  const blank = call.indexOf(' ');
  const method = call.slice(0, blank);
  const given = (Array.isArray(params) ? {} : (params ?? {})) as Readonly<Record<string, unknown>>;
  const rest = new Map(Object.entries(given));
  const path = call.slice(blank + 1).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(textOf(value));
  });
  if (Array.isArray(params)) return { method, path, body: JSON.stringify(params) };
  if (method !== 'GET') return { method, path, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = [...rest].flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`],
  );
  return { method, path: query.length === 0 ? path : `${path}?${query.join('&')}`, body: null };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function answerOf(call: string, status: number, text: string): unknown {
  const answer = envelopeIn(text);
  if (answer === null)
    throw new PosternError(`${call}: HTTP ${status} without an answer of a gateway`, call, null, status);
  if (answer.ret === 'ok') return answer;
  if (answer.code === 0) return answer.data;
  const code = typeof answer.code === 'number' ? answer.code : answer.ret === 'fail' ? -1 : null;
  const message = [answer.detail, answer.message, answer.msg].find((one) => typeof one === 'string') ?? 'no message';
  throw new PosternError(message, call, code, status, answer.data ?? null);
}

function envelopeIn(text: string): Envelope | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
