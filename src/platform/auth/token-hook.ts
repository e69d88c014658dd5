import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { clientAddress } from '../network/client-address.js';
import { wordsOf } from '../errors.js';
import type { Notifications } from '../database/notifications.js';
import type { Networks } from '../network/networks.js';
import { isMultipart } from '../http/multipart.js';
import { waitLess } from '../http/slow-bodies.js';
import { isSignIn } from '../operator/session-hook.js';
import { adminScope, facadeScope, isWithin, leavePictures, partOf, resourceOf, type ScopeService } from './scopes.js';
import { SharedGuesses } from './shared-guesses.js';
import type { Identity, TokenService } from './token.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The token or the session of the request; null outside of /api and /admin. */
    identity: Identity | null;
    /** It carries no token so far: its body may, and is read up to a small limit for that. */
    isTokenAwaited: boolean;
  }
}

/** How each API refuses, in its own words and format. */
type Refuse = (reply: FastifyReply, status: 401 | 403 | 429, message: string) => FastifyReply;

interface Door {
  readonly token: (request: FastifyRequest) => string | null;
  readonly opensFor: (identity: Identity, path: string) => boolean;
  readonly refuse: Refuse;
}

const bearer = ({ headers }: FastifyRequest) => /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1] ?? null;

/**
 * The manual's URLs have the token as access_token or acc_token; in one of them it follows an & without a ?. A plus
 * sign stays a plus sign: tokens contain no blanks, and clients put them into the URL unescaped.
 */
function inUrl({ url }: FastifyRequest): string | null {
  const value = /[?&]acc(?:ess)?_token=([^&#]*)/i.exec(url)?.[1];
  if (!value) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function inHeader({ headers }: FastifyRequest): string | null {
  const value = headers.access_token ?? headers.acc_token;
  return typeof value === 'string' && value !== '' ? value : null;
}

const facade: Door = {
  token: (request) => inUrl(request) ?? bearer(request) ?? inHeader(request),
  opensFor: ({ scopes }, path) => [adminScope, facadeScope, resourceOf(path)].some((scope) => scopes.includes(scope)),
  refuse: (reply, status, message) =>
    reply
      .status(status)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify({ code: -1, message: 'Program error', detail: message, data: null })),
};

/** A body that can hold a token beside other fields: JSON or a form, of a route that reads it. */
function mayCarryToken({ method, headers, is404 }: FastifyRequest): boolean {
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  return method !== 'GET' && method !== 'HEAD' && hasBody && !is404 && !isMultipart(headers['content-type'] ?? '');
}

function inBody({ body }: FastifyRequest): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { access_token: named, acc_token: short } = body as { access_token?: unknown; acc_token?: unknown };
  const value = named ?? short;
  return typeof value === 'string' && value !== '' ? value : null;
}

const reasons = { 401: 'unauthorized', 403: 'forbidden', 429: 'tooMany' } as const;

const admin: Door = {
  token: bearer,
  opensFor: ({ scopes }, path) => scopes.includes(adminScope) || scopes.some((scope) => isWithin(path, partOf(scope))),
  refuse: (reply, status, detail) => {
    const type = `urn:postern:${reasons[status]}`;
    const instance = reply.request.url.replace(/[?&].*$/s, '');
    return reply
      .status(status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify({ type, title: wordsOf(reasons[status]), status, detail, instance }));
  },
};

/**
 * The route that the router found, so that no spelling of a path avoids the check; the path as sent if there is no
 * route.
 */
const placeOf = (request: FastifyRequest) => request.routeOptions.url ?? request.url;

/** Some firmware uses this path for /iclock: devices have other credentials. */
const devicesPlace = '/api/iclock/*';

function doorOf(place: string): Door | null {
  if (place === devicesPlace) return null;
  if (/^\/+api(\/|$|\?|&)/i.test(place) || leavePictures.test(place)) return facade;
  return /^\/+admin\/+v1(\/|$|\?)/i.test(place) ? admin : null;
}

/** Checks tokens before any other work for a request, also before its body is read. */
export function useTokens(
  fastify: FastifyInstance,
  tokens: () => TokenService,
  scopes: () => ScopeService,
  notifications: () => Notifications,
  proxies: Networks | null,
): void {
  const guesses = new SharedGuesses(notifications);
  fastify.addHook('onReady', (done) => {
    guesses.listen();
    done();
  });
  fastify.addHook('onRoute', ({ url }) => {
    if (doorOf(url)) scopes().learn(url);
  });

  const check = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { door, place }: { readonly door: Door; readonly place: string },
    token: string | null,
  ): Promise<boolean> => {
    // A missing token is not counted as a guess (docs/rules.md 7).
    if (!token) return refused(door.refuse(reply, 401, 'access token is missing'));
    const address = clientAddress(request.raw, proxies);
    const isHeldUp = async () => !(await tokens().isCaller(token, address));
    if (guesses.waits(address) > 0 && (await isHeldUp())) return refused(holdUp(reply, door, guesses.waits(address)));
    const identity = await tokens().verify(token, address);
    // A caller with an expired token is not guessing.
    if (identity === null) guesses.wrong(address);
    if (identity === null || identity === 'unusable')
      return refused(door.refuse(reply, 401, 'access token is not valid'));
    // Other callers at the address may be guessing now: a right token among many must not be recognisable.
    if (guesses.waits(address) > 0 && (await isHeldUp())) return refused(holdUp(reply, door, guesses.waits(address)));
    await tokens().noteCaller(identity);
    if (!door.opensFor(identity, place)) return refused(door.refuse(reply, 403, 'access token is not meant for this'));
    await tokens().noteUse(identity);
    request.identity = identity;
    return true;
  };

  fastify.decorateRequest('isTokenAwaited', false);
  // Not an async function: requests of devices, which have other credentials, pass without a promise.
  fastify.addHook('onRequest', (request, reply, done) => {
    const place = placeOf(request);
    const door = doorOf(place);
    if (!door || request.identity !== null || isSignIn(request)) {
      done();
      return;
    }
    const token = door.token(request);
    if (token === null && door === facade && mayCarryToken(request)) {
      request.isTokenAwaited = true;
      waitLess(request.raw);
      done();
      return;
    }
    check(request, reply, { door, place }, token).then((passed) => {
      if (passed) done();
    }, done);
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    if (!request.isTokenAwaited) {
      done();
      return;
    }
    check(request, reply, { door: facade, place: placeOf(request) }, inBody(request)).then((passed) => {
      if (passed) done();
    }, done);
  });
}

/** What is left of the body of a caller without a right token is not waited for as long as that of others. */
function refused({ request }: FastifyReply): false {
  waitLess(request.raw);
  return false;
}

const holdUp = (reply: FastifyReply, door: Door, seconds: number) =>
  door.refuse(reply.header('retry-after', Math.max(1, seconds)), 429, 'too many wrong access tokens from this address');
