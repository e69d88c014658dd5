import { isProblem, problemOf, unreachable } from './problem.js';
import type { Calls } from './types.js';

const base = '/admin/v1';

type NameOf<K> = K extends `${infer Verb} /admin/v1${infer Path}` ? `${Verb} ${Path}` : never;
/** Every call of the admin API, without its base: `GET /doors/{id}`. */
export type CallName = NameOf<keyof Calls>;
type CallOf<N extends CallName> = N extends `${infer Verb} ${infer Path}`
  ? `${Verb} /admin/v1${Path}` extends keyof Calls
    ? Calls[`${Verb} /admin/v1${Path}`]
    : never
  : never;

export type Query<N extends CallName> = CallOf<N>['query'];
export type Body<N extends CallName> = CallOf<N>['body'];
export type Answer<N extends CallName> = CallOf<N>['data'];
/** One item of a list. */
export type ItemOf<N extends CallName> = Answer<N> extends { items: (infer Item)[] } ? Item : never;

/** What a call takes; a body or query of which nothing must be given may be left out. */
type Part<Name extends string, Value> = [Value] extends [undefined]
  ? unknown
  : Record<string, never> extends Value
    ? Readonly<Partial<Record<Name, Value>>>
    : Readonly<Record<Name, Value>>;
export type Given<N extends CallName> = Part<'path', CallOf<N>['path']> &
  Part<'query', CallOf<N>['query']> &
  Part<'body', CallOf<N>['body']> & { readonly signal?: AbortSignal; readonly ifMatch?: string };

interface Loose {
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: Record<string, string | number>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly ifMatch?: string;
}

/** Whoever shows the sign-in page hears of each session that has ended. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

type Confirming = () => Promise<boolean>;
/** Asks for the password again, and answers whether it was given. */
let confirming: Confirming = () => Promise.resolve(false);
export function whenConfirmWanted(asking: Confirming): void {
  confirming = asking;
}

/** Also for `<img src>` and downloads, which are no calls. */
export function addressOf(path: string, query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return base + path + (search === '' ? '' : `?${search}`);
}

const filled = (path: string, values: Record<string, string | number> = {}) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));

function initOf(verb: string, { body, signal, ifMatch, headers }: Loose): RequestInit {
  const isFile = body instanceof Blob;
  return {
    method: verb,
    credentials: 'same-origin',
    headers: {
      'X-Postern': '1',
      accept: 'application/json',
      // What the gateway has words for comes in the language of the page, whatever the browser's is.
      'accept-language': document.documentElement.lang || 'en',
      ...(body === undefined
        ? {}
        : { 'content-type': isFile ? body.type || 'application/octet-stream' : 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': JSON.stringify(ifMatch) }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
}

async function fetched(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable();
  }
}

/** Where a password is wrong, nobody is signed out. */
const takesPassword: ReadonlySet<string> = new Set([
  `POST ${base}/session`,
  `POST ${base}/session/confirm`,
  `PUT ${base}/session/password`,
]);

/** @throws Problem for everything that is no success */
async function request(verb: string, address: string, given: Loose): Promise<unknown> {
  const text = await (await answer(verb, address, given)).text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

/** @throws Problem for everything that is no success */
async function answer(verb: string, address: string, given: Loose): Promise<Response> {
  const response = await fetched(address, initOf(verb, given));
  if (response.ok) return response;
  const problem = problemOf(response.status, await response.text());
  // What cannot be undone wants the password again: the call is made once more, as it was.
  if (isProblem(problem, 'confirm') && (await confirming())) return answer(verb, address, given);
  if (isProblem(problem, 'unauthorized') && !takesPassword.has(`${verb} ${address}`)) onSignedOut();
  throw problem;
}

/** The calls that need nothing but their name. */
type FreeName = { [N in CallName]: Record<string, never> extends Given<N> ? N : never }[CallName];

/**
 * A call of the admin API: `call('GET /doors', { query: { limit: 100 } })`. All of it is checked against the types that
 * are made from openapi/admin.json.
 * @throws Problem
 */
export function call<N extends FreeName>(name: N): Promise<Answer<N>>;
export function call<N extends CallName>(name: N, given: Given<N>): Promise<Answer<N>>;
export function call(name: string, given: Loose = {}): Promise<unknown> {
  const [verb = 'GET', path = ''] = name.split(' ');
  return request(verb, addressOf(filled(path, given.path), given.query), given);
}

/** A call that the types do not know: a file, or a route that is not there yet. @throws Problem */
export const callLoosely = (verb: string, path: string, given: Loose = {}): Promise<unknown> =>
  request(verb, addressOf(path, given.query), given);

/** A file that a call answers, with its name; browsers keep a large one on the disk. @throws Problem */
export async function fileFrom(verb: string, path: string, given: Loose): Promise<{ name: string; content: Blob }> {
  const response = await answer(verb, addressOf(path), given);
  const [, name = 'file'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  try {
    return { name, content: await response.blob() };
  } catch {
    throw unreachable();
  }
}
